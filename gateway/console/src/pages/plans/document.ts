/** A plan as the service keeps it, or as it is written so far. Every rate, amount and ratio is decimal text. */
export interface PlanDocument {
    code?: string;
    effectiveFrom?: string;
    title: { zh?: string; en?: string };
    rules: Rule[];
}

/** A rule; its type determines its fields, which `fields.ts` lists. */
export type Rule = { [field: string]: unknown };

/** True for a plan, as far as every page counts on it. */
export const isPlanDocument = (value: unknown): value is PlanDocument =>
    typeof value === 'object' &&
    value !== null &&
    'rules' in value &&
    Array.isArray(value.rules) &&
    'title' in value &&
    typeof value.title === 'object';

/** A step of a table while it is written. */
export type StepDraft = Partial<Record<'from' | 'to' | 'upTo' | 'rate' | 'amount' | 'factor' | 'share', string>>;
/** A KPI with its weight while it is written. */
export interface WeightDraft {
    kpi: string;
    weight: string;
}
/** A field while it is written: text, where the document may have a number. */
export type FieldValue = string | boolean | string[] | StepDraft[] | WeightDraft[] | Record<string, string>;

/** A rule while it is written: the rule of the document, with text in its fields. */
export interface RuleDraft {
    /** Tells the rules apart while they are added and removed; no part of the document. */
    key: string;
    id: string;
    type: string;
    [field: string]: FieldValue | undefined;
}

/** A plan while it is written. */
export interface PlanDraft {
    code: string;
    effectiveFrom: string;
    title: { zh: string; en: string };
    rules: RuleDraft[];
}

/** The value at a path of names, such as `gate.certificate` or `rules[0].tiers[1].from`; undefined where nothing is. */
export const valueAt = (of: unknown, path: string): unknown =>
    path
        .split(/[.[\]]+/)
        .filter(Boolean)
        .reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], of);

/** The same with a value set at a name, or at a name within a name. */
export function withValue<T extends object>(of: T, path: string, value: unknown): T {
    const [name = '', within] = path.split('.');
    return {
        ...of,
        [name]: within === undefined ? value : { ...(valueAt(of, name) as object | undefined), [within]: value },
    };
}
