import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Flex, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { fromPercent, isDecimal, toPercent } from '../../parts/decimal';
import { useDraft } from '../../session/drafts';
import { wordOf } from '../managers/roster';
import { RHYTHMS } from '../month/calls';
import { monthNow } from '../month/months';
import { type Scheme, type Terms, saveScheme } from './calls';
import { GRADED, STEPS } from './words';

const EDUCATIONS = ['secondary', 'college', 'bachelor', 'master'] as const;
const PARTS = ['scorecards', 'exam', 'review'] as const;
type Level = (typeof GRADED)[number];

/** A scheme while it is written: shares of hundred, as text. */
interface Draft {
    code: string;
    from: string;
    period: string;
    caps: Record<Level, string>;
    base: string;
    rounding: string;
    remainder: string;
    steps: Record<'A' | 'B' | 'C', string>;
    score: Record<(typeof PARTS)[number], string>;
    minimum: Record<Level, string>;
    education: Partial<Record<Level, string>>;
    years: Partial<Record<Level, number>>;
    draw: number;
    isRural: boolean;
}

const hundred = (ratio: string | null | undefined, otherwise: string) => (ratio ? toPercent(ratio) : otherwise);

const draftOf = (scheme: Scheme | undefined): Draft => {
    const terms = scheme?.terms;
    return {
        code: scheme?.code ?? '',
        from: scheme?.effectiveFrom ?? `${monthNow().slice(0, 4)}-01`,
        period: terms?.period ?? 'half',
        caps: {
            senior: hundred(terms?.caps?.senior, '20'),
            intermediate: hundred(terms?.caps?.intermediate, '50'),
            junior: hundred(terms?.caps?.junior, '30'),
        },
        base: terms?.base ?? 'all',
        rounding: terms?.rounding ?? 'floor',
        remainder: terms?.remainder ?? 'largest-remainder',
        steps: {
            A: hundred(terms?.steps?.A, '30'),
            B: hundred(terms?.steps?.B, '40'),
            C: hundred(terms?.steps?.C, '30'),
        },
        score: {
            scorecards: hundred(terms?.score?.scorecards, '60'),
            exam: hundred(terms?.score?.exam, '20'),
            review: hundred(terms?.score?.review, '20'),
        },
        minimum: {
            senior: hundred(terms?.minimum?.senior, ''),
            intermediate: hundred(terms?.minimum?.intermediate, ''),
            junior: hundred(terms?.minimum?.junior, ''),
        },
        education: Object.fromEntries(
            GRADED.map((level) => [level, terms?.conditions?.[level]?.education ?? undefined]),
        ),
        years: Object.fromEntries(GRADED.map((level) => [level, terms?.conditions?.[level]?.yearsInPost ?? undefined])),
        draw: terms?.draw ?? 0,
        isRural: terms ? Boolean(terms.rural) : true,
    };
};

/** Terms as the service takes them; what the form does not show stays as it was. */
function termsOf(draft: Draft, before: Terms | undefined): Terms {
    const ratio = (text: string) => (isDecimal(text.trim()) ? fromPercent(text.trim()) : null);
    const conditions = Object.fromEntries(
        GRADED.map((level) => [
            level,
            {
                ...before?.conditions?.[level],
                education: draft.education[level] ?? null,
                yearsInPost: draft.years[level] ?? null,
            },
        ]),
    );
    return {
        ...before,
        period: draft.period,
        caps: {
            senior: ratio(draft.caps.senior),
            intermediate: ratio(draft.caps.intermediate),
            junior: ratio(draft.caps.junior),
        },
        base: draft.base,
        rounding: draft.rounding,
        remainder: draft.remainder,
        steps: { A: ratio(draft.steps.A) ?? '0', B: ratio(draft.steps.B) ?? '0', C: ratio(draft.steps.C) ?? '0' },
        score: {
            scorecards: ratio(draft.score.scorecards) ?? '0',
            exam: ratio(draft.score.exam) ?? '0',
            review: ratio(draft.score.review) ?? '0',
        },
        minimum: {
            senior: ratio(draft.minimum.senior),
            intermediate: ratio(draft.minimum.intermediate),
            junior: ratio(draft.minimum.junior),
        },
        conditions: conditions as Terms['conditions'],
        draw: draft.draw,
        rural: draft.isRural ? (before?.rural ?? { steps: 1, top: 'senior-A' }) : null,
    } as Terms;
}

/** Writes a scheme; runs that were made keep the terms they were made with. */
export function SchemeEditor({ scheme, close }: { scheme: Scheme | undefined; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft<Draft>(`grade-scheme.${scheme?.code ?? ''}`, draftOf(scheme));
    const { value } = draft;
    const [touched, setTouched] = useState(false);
    const set = (change: Partial<Draft>) => {
        setTouched(true);
        draft.set((now) => ({ ...now, ...change }));
    };
    const saving = useMutation({
        mutationFn: () => saveScheme(value.code.trim(), value.from.trim(), termsOf(value, scheme?.terms)),
        onSuccess: async () => {
            void message.success(t('grades.done'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['grade-schemes'] });
        },
    });
    const share = (label: string, text: string, to: (text: string) => void) => (
        <Form.Item key={label} label={label} style={{ marginBottom: '0.5rem' }}>
            <Input
                aria-label={label}
                style={{ width: '7rem' }}
                suffix="%"
                inputMode="decimal"
                value={text}
                onChange={(event) => to(event.target.value)}
            />
        </Form.Item>
    );
    const choice = (
        label: string,
        chosen: string,
        words: readonly string[],
        name: string,
        to: (word: string) => void,
    ) => (
        <Form.Item label={label} style={{ marginBottom: '0.5rem' }}>
            <Select
                aria-label={label}
                style={{ minWidth: '14rem' }}
                value={chosen}
                options={words.map((word) => ({ value: word, label: t(`${name}.${word}`) }))}
                onChange={to}
            />
        </Form.Item>
    );
    return (
        <Modal
            open
            width={760}
            title={t(scheme ? 'grades.editScheme' : 'grades.newScheme')}
            okText={t('grades.save')}
            okButtonProps={{ disabled: value.code.trim() === '' || (!touched && !!scheme), loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Form layout="vertical" component="div">
                <Flex gap="middle" wrap>
                    <Form.Item label={t('grades.scheme')} style={{ marginBottom: '0.5rem' }}>
                        <Input
                            aria-label={t('grades.scheme')}
                            maxLength={40}
                            disabled={scheme !== undefined}
                            value={value.code}
                            onChange={(event) => set({ code: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item label={t('grades.from')} style={{ marginBottom: '0.5rem' }}>
                        <Input
                            aria-label={t('grades.from')}
                            style={{ width: '8rem' }}
                            value={value.from}
                            onChange={(event) => set({ from: event.target.value })}
                        />
                    </Form.Item>
                    {choice(t('grades.rhythm'), value.period, RHYTHMS, 'rhythm', (period) => set({ period }))}
                </Flex>
                <strong>{t('grades.caps')}</strong>
                <Flex gap="middle" wrap>
                    {GRADED.map((level) =>
                        share(wordOf(t, 'level', level), value.caps[level], (text) =>
                            set({ caps: { ...value.caps, [level]: text } }),
                        ),
                    )}
                </Flex>
                <Flex gap="middle" wrap>
                    {choice(t('grades.baseOf'), value.base, ['all', 'graded'], 'grades.bases', (base) => set({ base }))}
                    {choice(
                        t('grades.rounding'),
                        value.rounding,
                        ['floor', 'half-up'],
                        'grades.roundings',
                        (rounding) => set({ rounding }),
                    )}
                    {choice(
                        t('grades.remainder'),
                        value.remainder,
                        ['largest-remainder', 'trainee'],
                        'grades.remainders',
                        (remainder) => set({ remainder }),
                    )}
                </Flex>
                <strong>{t('grades.steps')}</strong>
                <Flex gap="middle" wrap>
                    {STEPS.map((step) =>
                        share(step, value.steps[step], (text) => set({ steps: { ...value.steps, [step]: text } })),
                    )}
                </Flex>
                <strong>{t('grades.scoreOf')}</strong>
                <Flex gap="middle" wrap>
                    {PARTS.map((part) =>
                        share(t(`grades.part.${part}`), value.score[part], (text) =>
                            set({ score: { ...value.score, [part]: text } }),
                        ),
                    )}
                </Flex>
                <strong>{t('grades.conditions')}</strong>
                {GRADED.map((level) => (
                    <Flex key={level} gap="middle" wrap align="end">
                        {share(
                            t('grades.minimumOf', { level: wordOf(t, 'level', level) }),
                            value.minimum[level],
                            (text) => set({ minimum: { ...value.minimum, [level]: text } }),
                        )}
                        <Form.Item label={t('grades.education')} style={{ marginBottom: '0.5rem' }}>
                            <Select
                                aria-label={t('grades.educationOf', { level: wordOf(t, 'level', level) })}
                                allowClear
                                style={{ minWidth: '9rem' }}
                                value={value.education[level]}
                                options={EDUCATIONS.map((one) => ({
                                    value: one,
                                    label: t(`grades.educations.${one}`),
                                }))}
                                onChange={(to?: string) => set({ education: { ...value.education, [level]: to } })}
                            />
                        </Form.Item>
                        <Form.Item label={t('grades.years')} style={{ marginBottom: '0.5rem' }}>
                            <InputNumber
                                aria-label={t('grades.yearsOf', { level: wordOf(t, 'level', level) })}
                                min={0}
                                max={50}
                                precision={0}
                                value={value.years[level] ?? null}
                                onChange={(to) => set({ years: { ...value.years, [level]: to ?? undefined } })}
                            />
                        </Form.Item>
                    </Flex>
                ))}
                <Flex gap="middle" wrap align="end">
                    <Form.Item label={t('grades.draw')} style={{ marginBottom: '0.5rem' }}>
                        <InputNumber
                            aria-label={t('grades.draw')}
                            min={0}
                            max={999_999_999}
                            precision={0}
                            style={{ width: '10rem' }}
                            value={value.draw}
                            onChange={(to) => set({ draw: to ?? 0 })}
                        />
                    </Form.Item>
                    <Checkbox
                        style={{ marginBottom: '0.75rem' }}
                        checked={value.isRural}
                        onChange={(event) => set({ isRural: event.target.checked })}
                    >
                        {t('grades.rural')}
                    </Checkbox>
                </Flex>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Form>
        </Modal>
    );
}
