import type { Contest, Recognition, Rule } from './calls';

/** A recognition as it is typed: texts only. */
export const draftOf = (recognition?: Recognition) => {
    const rule: Partial<Rule> = recognition?.rule ?? {};
    return {
        code: recognition?.code ?? '',
        zh: recognition?.title.zh ?? '',
        en: recognition?.title.en ?? '',
        from: recognition?.from ?? '',
        to: recognition?.to ?? '',
        type: rule.type ?? 'kpi',
        kpi: rule.kpi ?? 'scorecard',
        atLeast: String(rule.atLeast ?? ''),
        atMost: String(rule.atMost ?? ''),
        org: rule.org ?? '',
        top: String(rule.top ?? ''),
        lowestFirst: rule.lowestFirst ? 'yes' : '',
        months: String(rule.months ?? ''),
        certificate: rule.certificate ?? '',
    };
};

const given = (text: string) => (text.trim() === '' ? null : text.trim());
/** A whole number; what is none is sent as zero, which the service names as out of bounds. */
const whole = (text: string) => (given(text) === null ? null : /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0);

/** What is sent: of the rule only what belongs to its type. */
export function bodyOf(draft: ReturnType<typeof draftOf>) {
    const isBound = draft.type === 'kpi' || draft.type === 'streak';
    return {
        title: { zh: draft.zh, en: draft.en },
        from: draft.from,
        to: given(draft.to),
        rule: {
            type: draft.type,
            kpi: draft.type === 'course' ? null : given(draft.kpi),
            atLeast: isBound ? given(draft.atLeast) : null,
            atMost: isBound ? given(draft.atMost) : null,
            org: given(draft.org),
            top: draft.type === 'rank' ? whole(draft.top) : null,
            lowestFirst: draft.type === 'rank' && draft.lowestFirst !== '' ? true : null,
            months: draft.type === 'streak' ? whole(draft.months) : null,
            certificate: draft.type === 'course' ? given(draft.certificate) : null,
        },
    };
}

/** A contest as it is typed. */
export const contestDraft = (contest?: Contest) => ({
    code: contest?.code ?? '',
    zh: contest?.title.zh ?? '',
    en: contest?.title.en ?? '',
    prizeZh: contest?.prize.zh ?? '',
    prizeEn: contest?.prize.en ?? '',
    from: contest?.from ?? '',
    to: contest?.to ?? '',
    orgs: contest?.orgs.join(' ') ?? '',
    kpi: contest?.kpi ?? 'scorecard',
    lowestFirst: contest?.lowestFirst ? 'yes' : '',
});

export const contestBody = (draft: ReturnType<typeof contestDraft>) => ({
    title: { zh: draft.zh, en: draft.en },
    prize: { zh: draft.prizeZh, en: draft.prizeEn },
    from: draft.from,
    to: draft.to,
    orgs: draft.orgs.split(/[\s,\u3001\uFF0C]+/).filter(Boolean),
    kpi: draft.kpi.trim(),
    lowestFirst: draft.lowestFirst !== '',
});
