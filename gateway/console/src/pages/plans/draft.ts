import {
    type FieldValue,
    type PlanDocument,
    type PlanDraft,
    type Rule,
    type RuleDraft,
    type StepDraft,
    type WeightDraft,
    valueAt,
    withValue,
} from './document';
import { type RuleField, fieldsOf, fieldsOfType } from './fields';

/** The same with text in place of its numbers. */
function textOf(value: unknown): FieldValue {
    if (Array.isArray(value)) return value.map(textOf) as FieldValue;
    if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, textOf(one)])) as FieldValue;
    return typeof value === 'boolean' ? value : String(value);
}

export const draftOfPlan = ({ code, effectiveFrom, title, rules }: PlanDocument): PlanDraft => ({
    code: code ?? '',
    effectiveFrom: effectiveFrom ?? '',
    title: { zh: title.zh ?? '', en: title.en ?? '' },
    rules: rules.map((rule, index) => ({ ...(textOf(rule) as object), key: `${index} ${rule.id}` }) as RuleDraft),
});

/** A new rule of a type. */
export const newRule = (type: string, key: string): RuleDraft =>
    fieldsOfType(type).reduce<RuleDraft>(
        (rule, { path, start }) => (start === undefined ? rule : withValue(rule, path, start)),
        { key, id: '', type },
    );

/** True for a value that a field of another type can go on with. */
const fits = (field: RuleField, value: unknown) =>
    field.kind === 'choice'
        ? field.choices.includes(value as string)
        : field.kind === 'rule'
          ? typeof value === 'string'
          : field.kind !== 'rules' || Array.isArray(value);

/** The rule as one of another type. What that type has too is kept. */
export function withType(rule: RuleDraft, type: string): RuleDraft {
    const before = fieldsOfType(rule.type);
    return fieldsOfType(type).reduce(
        (changed, field) => {
            const value = valueAt(rule, field.path);
            const isShared = before.some(({ path, kind }) => path === field.path && kind === field.kind);
            return isShared && value !== undefined && fits(field, value)
                ? withValue(changed, field.path, value)
                : changed;
        },
        newRule(type, rule.key),
    );
}

/** An amount of money in the one way it is written: two decimals. */
export const asMoney = (amount: string) =>
    /^\d+(\.\d{0,2})?$/.test(amount)
        ? `${amount.split('.')[0]}.${(amount.split('.')[1] ?? '').padEnd(2, '0')}`
        : amount;

/** Text without blanks at its ends; undefined where nothing is written. */
const given = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
const notEmpty = <T extends object>(value: T) => (Object.keys(value).length > 0 ? value : undefined);

/** Of these names those that have a value. */
const written = (
    of: Partial<Record<string, string>>,
    names: readonly string[],
    write: (text: string) => string = (text) => text,
) =>
    Object.fromEntries(
        names.flatMap((name) => {
            const text = given(of[name]);
            return text === undefined ? [] : [[name, write(text)]];
        }),
    );

/** The value of a field in the document; undefined where nothing is written. */
function valueOf(field: RuleField, rule: RuleDraft): unknown {
    const value = valueAt(rule, field.path);
    switch (field.kind) {
        case 'money':
            return given(value) && asMoney(given(value) as string);
        case 'whole':
            // What is no whole number stays as it was typed, and the service says so.
            return /^\d{1,9}$/.test(given(value) ?? '') ? Number(value) : given(value);
        case 'flag':
            return value;
        case 'list':
        case 'choices':
        case 'rules':
            return notEmpty((value ?? []) as string[]);
        case 'steps': {
            const names = ['from', 'to', 'upTo', ...field.columns.map((column) => column.field)];
            return ((value ?? []) as StepDraft[]).map((step) => written(step, names));
        }
        case 'weights':
            return ((value ?? []) as WeightDraft[]).map((one) => written({ ...one }, ['kpi', 'weight']));
        case 'values':
            return notEmpty(
                written((value ?? {}) as Record<string, string>, field.keys(rule), field.isMoney ? asMoney : undefined),
            );
        default:
            return given(value);
    }
}

const ruleOf = (rule: RuleDraft): Rule =>
    fieldsOf(rule).reduce<Rule>(
        (document, field) => {
            const value = valueOf(field, rule);
            return value === undefined ? document : withValue(document, field.path, value);
        },
        { type: rule.type },
    );

/** The document as far as it is written; what is empty is left out, and the service says what must not be. */
export const documentOf = ({ code, effectiveFrom, title, rules }: PlanDraft): PlanDocument => ({
    code: given(code),
    effectiveFrom: given(effectiveFrom),
    title: { zh: given(title.zh), en: given(title.en) },
    rules: rules.map(ruleOf),
});
