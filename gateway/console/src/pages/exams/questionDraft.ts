import type { NewQuestion, Question } from './calls';

/** An item while it is written: one line a choice. */
export interface ItemDraft {
    kind: string;
    zh: string;
    en: string;
    points: string;
    choices: string;
    choicesEn: string;
    key: string;
    tolerance: string;
}

/** A question while it is written; a case has its items as parts. */
export interface QuestionDraft {
    code: string;
    kind: string;
    topic: string;
    difficulty: string;
    zh: string;
    en: string;
    explanation: string;
    explanationEn: string;
    items: ItemDraft[];
    isRetired: boolean;
}

export const newItem: ItemDraft = {
    kind: 'single',
    zh: '',
    en: '',
    points: '1',
    choices: '',
    choicesEn: '',
    key: '',
    tolerance: '',
};

const linesOf = (text: string) =>
    text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');

export const hasChoices = (kind: string) => kind === 'single' || kind === 'multiple' || kind === 'ordering';

export function draftOf(question: Question | undefined): QuestionDraft {
    return {
        code: question?.code ?? '',
        kind: question?.kind ?? 'single',
        topic: question?.topic ?? '',
        difficulty: question?.difficulty ?? 'medium',
        zh: question?.stem.zh ?? '',
        en: question?.stem.en ?? '',
        explanation: question?.explanation?.zh ?? '',
        explanationEn: question?.explanation?.en ?? '',
        items: question?.items.map((item) => ({
            kind: item.kind,
            zh: item.stem?.zh ?? '',
            en: item.stem?.en ?? '',
            points: String(item.points),
            choices: hasChoices(item.kind) ? item.choices.map((one) => one.zh ?? '').join('\n') : '',
            choicesEn: hasChoices(item.kind) ? item.choices.map((one) => one.en ?? '').join('\n') : '',
            key: item.kind === 'true-false' ? (item.key === 'A' ? 'true' : 'false') : item.key,
            tolerance: item.tolerance === '0' ? '' : item.tolerance,
        })) ?? [newItem],
        isRetired: question?.isRetired ?? false,
    };
}

function itemOf(item: ItemDraft) {
    const [zh, en] = [linesOf(item.choices), linesOf(item.choicesEn)];
    const longer = Math.max(zh.length, en.length);
    return {
        points: Number(item.points) || null,
        choices: hasChoices(item.kind)
            ? Array.from({ length: longer }, (_, at) => ({ zh: zh[at] ?? '', en: en[at] ?? '' }))
            : null,
        key: item.key.trim(),
        tolerance: item.kind === 'numeric' && item.tolerance.trim() ? item.tolerance.trim() : null,
    };
}

/** The request for what was written. */
export function bodyOf(draft: QuestionDraft): NewQuestion {
    const isCase = draft.kind === 'case';
    const whole = {
        kind: draft.kind,
        topic: draft.topic.trim(),
        difficulty: draft.difficulty,
        stem: { zh: draft.zh, en: draft.en },
        explanation:
            draft.explanation.trim() || draft.explanationEn.trim()
                ? { zh: draft.explanation, en: draft.explanationEn }
                : null,
        isRetired: draft.isRetired,
    };
    return isCase
        ? {
              ...whole,
              points: null,
              choices: null,
              key: null,
              tolerance: null,
              parts: draft.items.map((item) => ({
                  kind: item.kind,
                  stem: { zh: item.zh, en: item.en },
                  ...itemOf(item),
              })),
          }
        : { ...whole, ...itemOf({ ...(draft.items[0] ?? newItem), kind: draft.kind }), parts: null };
}
