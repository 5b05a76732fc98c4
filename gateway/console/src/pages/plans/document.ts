/** A plan as the service keeps it. Every rate, amount and ratio is decimal text. */
export interface PlanDocument {
    code: string;
    effectiveFrom: string;
    title: { zh: string; en: string };
    rules: Rule[];
}

/** True for a plan, as far as every page counts on it. */
export const isPlanDocument = (value: unknown): value is PlanDocument =>
    typeof value === 'object' &&
    value !== null &&
    'rules' in value &&
    Array.isArray(value.rules) &&
    'title' in value &&
    typeof value.title === 'object';

export interface Rule {
    id: string;
    /** For people; without it the rule is called by what it does. */
    name?: { zh: string; en: string };
    type: string;
    fact?: string;
    products?: string[];
    tiering?: string;
    rate?: string;
    tiers?: { from: string | number; rate: string; to?: string | number }[];
    gate?: { certificate: string; cureDays?: number };
    by?: string;
    bands?: { from: string | number; factor: string; to?: string | number }[];
    of?: string | string[];
    perUpheld?: Record<string, string>;
    withinDays?: number;
    amount?: string;
    share?: string;
    years?: number;
    levels?: string[];
    above?: string;
}

export const TYPES = ['per-unit', 'per-amount', 'factor', 'complaint', 'clawback', 'cap', 'deferral'] as const;
export type RuleType = (typeof TYPES)[number];
export const FACTS = [
    'applied',
    'approved',
    'activated',
    'first-used',
    'active-month',
    'sleeping',
    'cancelled',
    'overdue',
    'instalment',
    'referral-confirmed',
] as const;
export const SEVERITIES = ['minor', 'major', 'severe'] as const;

/** A step of a rate table while it is written: what stands in the fields. */
export interface StepDraft {
    from: string;
    to: string;
    value: string;
}

/** A rule while it is written. It has the fields of every type, so that a change of type loses nothing. */
export interface RuleDraft {
    key: string;
    id: string;
    nameZh: string;
    nameEn: string;
    type: RuleType;
    fact: string;
    products: string[];
    isTiered: boolean;
    tiering: string;
    rate: string;
    steps: StepDraft[];
    isGated: boolean;
    certificate: string;
    cureDays: string;
    of: string[];
    perUpheld: Record<string, string>;
    withinDays: string;
    amount: string;
    share: string;
    years: string;
    levels: string[];
    above: string;
}

export interface PlanDraft {
    code: string;
    effectiveFrom: string;
    zh: string;
    en: string;
    rules: RuleDraft[];
}

const text = (value: string | number | undefined) => (value === undefined ? '' : String(value));
const isType = (type: string): type is RuleType => (TYPES as readonly string[]).includes(type);

export const emptyRule = (type: RuleType, key: string): RuleDraft => ({
    key,
    id: '',
    nameZh: '',
    nameEn: '',
    type,
    fact: type === 'clawback' ? 'cancelled' : 'activated',
    products: [],
    isTiered: type === 'per-unit',
    tiering: 'cumulative',
    rate: '',
    steps: [{ from: '0', to: '', value: '' }],
    isGated: false,
    certificate: '',
    cureDays: '',
    of: [],
    perUpheld: {},
    withinDays: '30',
    amount: '',
    share: '0.40',
    years: '3',
    levels: ['senior'],
    above: '',
});

function draftOf(rule: Rule, key: string): RuleDraft {
    const steps = rule.tiers?.map((tier) => ({ from: text(tier.from), to: text(tier.to), value: text(tier.rate) })) ??
        rule.bands?.map((band) => ({ from: text(band.from), to: text(band.to), value: text(band.factor) })) ?? [
            { from: '0', to: '', value: '' },
        ];
    return {
        ...emptyRule(isType(rule.type) ? rule.type : 'per-unit', key),
        id: rule.id,
        nameZh: rule.name?.zh ?? '',
        nameEn: rule.name?.en ?? '',
        fact: rule.fact ?? 'activated',
        products: rule.products ?? [],
        isTiered: rule.tiers !== undefined,
        tiering: rule.tiering ?? 'cumulative',
        rate: text(rule.rate),
        steps,
        isGated: rule.gate !== undefined,
        certificate: rule.gate?.certificate ?? '',
        cureDays: text(rule.gate?.cureDays),
        of: rule.of === undefined ? [] : Array.isArray(rule.of) ? rule.of : [rule.of],
        perUpheld: rule.perUpheld ?? {},
        withinDays: text(rule.withinDays),
        amount: text(rule.amount),
        share: text(rule.share),
        years: text(rule.years),
        levels: rule.levels ?? [],
        above: text(rule.above),
    };
}

export const draftOfPlan = (document: PlanDocument): PlanDraft => ({
    code: document.code,
    effectiveFrom: document.effectiveFrom,
    zh: document.title.zh,
    en: document.title.en,
    rules: document.rules.map((rule, index) => draftOf(rule, `${index} ${rule.id}`)),
});

/** An amount of money in the one way it is written: two decimals. */
export const asMoney = (amount: string) =>
    /^\d+(\.\d{0,2})?$/.test(amount)
        ? `${amount.split('.')[0]}.${(amount.split('.')[1] ?? '').padEnd(2, '0')}`
        : amount;

const given = (value: string) => (value.trim() === '' ? undefined : value.trim());
/** A small whole number: days and years. What is none stays text, and the check says so. */
const whole = (value: string) => (/^\d{1,5}$/.test(value.trim()) ? Number(value) : undefined);
const step = (one: StepDraft) => ({ from: one.from.trim(), ...(given(one.to) ? { to: one.to.trim() } : {}) });

function ruleOf(draft: RuleDraft): Rule {
    const [zh, en] = [draft.nameZh.trim(), draft.nameEn.trim()];
    return zh || en ? { ...unnamedRule(draft), name: { zh, en } } : unnamedRule(draft);
}

function unnamedRule(draft: RuleDraft): Rule {
    const { type } = draft;
    const id = draft.id.trim();
    switch (type) {
        case 'per-unit':
        case 'per-amount':
            return {
                id,
                type,
                fact: draft.fact,
                ...(draft.products.length > 0 ? { products: draft.products } : {}),
                ...(draft.isTiered
                    ? {
                          tiering: draft.tiering,
                          tiers: draft.steps.map((one) => ({ ...step(one), rate: one.value.trim() })),
                      }
                    : { rate: draft.rate.trim() }),
                ...(draft.isGated
                    ? { gate: { certificate: draft.certificate.trim(), cureDays: whole(draft.cureDays) } }
                    : {}),
            };
        case 'factor':
            return {
                id,
                type,
                by: 'scorecard',
                bands: draft.steps.map((one) => ({ ...step(one), factor: one.value.trim() })),
                of: draft.of,
            };
        case 'complaint':
            return {
                id,
                type,
                perUpheld: Object.fromEntries(
                    SEVERITIES.map((severity) => [severity, asMoney((draft.perUpheld[severity] ?? '').trim())]),
                ),
            };
        case 'clawback':
            return { id, type, fact: 'cancelled', withinDays: whole(draft.withinDays), of: draft.of[0] ?? '' };
        case 'cap':
            return { id, type, amount: asMoney(draft.amount.trim()) };
        case 'deferral':
            return {
                id,
                type,
                share: draft.share.trim(),
                years: whole(draft.years),
                levels: draft.levels,
                ...(given(draft.above) ? { above: asMoney(draft.above.trim()) } : {}),
            };
    }
}

export const documentOf = (draft: PlanDraft): PlanDocument => ({
    code: draft.code.trim(),
    effectiveFrom: draft.effectiveFrom,
    title: { zh: draft.zh.trim(), en: draft.en.trim() },
    rules: draft.rules.map(ruleOf),
});
