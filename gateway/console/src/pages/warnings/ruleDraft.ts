import type { Kind, NewWarningRule, WarningRule } from './calls';

/** The numbers each kind of rule uses, in the order of the form. */
export const FIELDS: Record<Kind, readonly Field[]> = {
    threshold: ['side', 'limit'],
    change: ['side', 'share'],
    deviation: ['side', 'deviations'],
    forecast: ['side', 'limit', 'months'],
    cluster: ['count', 'days'],
    spike: ['count', 'factor', 'share', 'days', 'firstUsed'],
};

export type Field = 'side' | 'limit' | 'share' | 'deviations' | 'months' | 'count' | 'days' | 'factor' | 'firstUsed';
const WHOLE: readonly Field[] = ['months', 'count', 'days'];

/** A rule as it is typed. */
export type RuleDraft = Record<Exclude<Field, 'side'>, string> & {
    side: 'above' | 'below';
    code: string;
    zh: string;
    en: string;
    kind: Kind;
    kpi: string;
    severity: string;
    conduct: boolean;
    confirm: string;
    responseDays: string;
};

export const hasKpi = (kind: Kind) => kind !== 'cluster' && kind !== 'spike';

export function draftOf(rule?: WarningRule): RuleDraft {
    const terms = rule?.terms;
    const text = (value: string | number | null | undefined) => String(value ?? '');
    return {
        code: rule?.code ?? '',
        zh: rule?.name.zh ?? '',
        en: rule?.name.en ?? '',
        kind: (rule?.kind ?? 'threshold') as Kind,
        kpi: rule?.kpi ?? '',
        severity: rule?.severity ?? 'warning',
        conduct: rule?.conduct ?? false,
        confirm: text(rule?.confirm ?? 1),
        responseDays: text(rule?.responseDays ?? 10),
        side: terms?.side === 'below' ? 'below' : 'above',
        limit: text(terms?.limit),
        share: text(terms?.share),
        deviations: text(terms?.deviations),
        months: text(terms?.months),
        count: text(terms?.count),
        days: text(terms?.days),
        factor: text(terms?.factor),
        firstUsed: text(terms?.firstUsed),
    };
}

/** What is sent: only the numbers that the kind uses. */
export function bodyOf(draft: RuleDraft): NewWarningRule {
    const terms: Record<string, string | number | null> = {};
    for (const field of FIELDS[draft.kind]) {
        const typed = draft[field].trim();
        if (typed !== '') terms[field] = WHOLE.includes(field) ? Number(typed) : typed;
    }
    return {
        name: { zh: draft.zh.trim(), en: draft.en.trim() },
        kind: draft.kind,
        kpi: hasKpi(draft.kind) ? draft.kpi : null,
        terms: terms as NewWarningRule['terms'],
        severity: draft.severity,
        conduct: draft.conduct,
        confirm: Number(draft.confirm),
        responseDays: Number(draft.responseDays),
    };
}
