import { compare, isDecimal, plain } from '../../parts/decimal';
import { type PlanDraft, type RuleDraft, SEVERITIES, type StepDraft } from './document';

/** Something in a plan that cannot be calculated; `path` names the field as the service does. */
export interface Fault {
    path: string;
    /** Of the sentence that says it, under `plans.fault`. */
    code: string;
    values?: Record<string, string>;
}

const isBlank = (value: string) => value.trim() === '';
const isWhole = (value: string, least: number, most: number) =>
    /^\d{1,5}$/.test(value.trim()) && Number(value) >= least && Number(value) <= most;

/** Everything that the service would refuse, found while the plan is written. */
export function check(plan: PlanDraft): Fault[] {
    const faults: Fault[] = [];
    const add = (path: string, code: string, values?: Record<string, string>) => faults.push({ path, code, values });
    if (isBlank(plan.code)) add('code', 'required');
    else if (plan.code.trim().length > 60) add('code', 'tooLong');
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(plan.effectiveFrom)) add('effectiveFrom', 'month');
    if (isBlank(plan.zh)) add('title.zh', 'required');
    if (isBlank(plan.en)) add('title.en', 'required');
    if (plan.rules.length === 0) add('rules', 'noRules');
    plan.rules.forEach((rule, index) => {
        const path = `rules[${index}]`;
        const id = rule.id.trim();
        if (id === '') add(`${path}.id`, 'required');
        else if (id.length > 60) add(`${path}.id`, 'tooLong');
        else if (plan.rules.slice(0, index).some((other) => other.id.trim() === id)) add(`${path}.id`, 'twice', { id });
        if (isBlank(rule.nameZh) !== isBlank(rule.nameEn))
            add(`${path}.name.${isBlank(rule.nameZh) ? 'zh' : 'en'}`, 'required');
        faults.push(...checkRule(rule, path, plan.rules));
    });
    for (const type of ['cap', 'deferral'] as const)
        if (plan.rules.filter((rule) => rule.type === type).length > 1) add('rules', `moreThanOne.${type}`);
    return faults;
}

function checkRule(rule: RuleDraft, path: string, all: readonly RuleDraft[]): Fault[] {
    const faults: Fault[] = [];
    const add = (field: string, code: string, values?: Record<string, string>) =>
        faults.push({ path: `${path}.${field}`, code, values });
    const amount = (field: string, value: string, isWanted = true) => {
        if (isBlank(value)) {
            if (isWanted) add(field, 'required');
        } else if (!/^\d{1,15}(\.\d{1,2})?$/.test(value.trim())) add(field, 'money');
    };
    const refers = (types: readonly string[], code: string) => {
        if (rule.of.length === 0) add('of', 'required');
        for (const id of rule.of)
            if (!all.some((other) => other.id.trim() === id && types.includes(other.type))) add('of', code, { id });
    };
    switch (rule.type) {
        case 'per-unit':
        case 'per-amount':
            if (rule.isTiered)
                faults.push(...checkSteps(rule.steps, `${path}.tiers`, 'rate', rule.type === 'per-unit'));
            else if (isBlank(rule.rate)) add('rate', 'required');
            else if (!isNumber(rule.rate)) add('rate', 'number');
            if (rule.isGated && isBlank(rule.certificate)) add('gate.certificate', 'required');
            if (rule.isGated && !isBlank(rule.cureDays) && !isWhole(rule.cureDays, 0, 3650))
                add('gate.cureDays', 'days');
            break;
        case 'factor':
            refers(['per-unit', 'per-amount'], 'notEarning');
            faults.push(...checkSteps(rule.steps, `${path}.bands`, 'factor', false));
            break;
        case 'complaint':
            for (const severity of SEVERITIES) amount(`perUpheld.${severity}`, rule.perUpheld[severity] ?? '');
            break;
        case 'clawback':
            refers(['per-unit'], 'notPerUnit');
            if (!isWhole(rule.withinDays, 0, 3650)) add('withinDays', 'days');
            break;
        case 'cap':
            amount('amount', rule.amount);
            break;
        case 'deferral':
            if (!isNumber(rule.share) || compare(rule.share.trim(), '0') <= 0 || compare(rule.share.trim(), '1') > 0)
                add('share', 'share');
            if (!isWhole(rule.years, 1, 10)) add('years', 'years');
            if (rule.levels.length === 0) add('levels', 'required');
            amount('above', rule.above, false);
    }
    return faults;
}

/** A decimal number from zero up that the service can hold. */
const isNumber = (value: string) =>
    isDecimal(value.trim()) && !value.trim().startsWith('-') && value.trim().length <= 24;

/** Checks that the steps begin at 0, go up, and leave no hole and no overlap; each fault is of one field. */
export function checkSteps(
    steps: readonly StepDraft[],
    path: string,
    value: 'rate' | 'factor',
    isWholeFrom: boolean,
): Fault[] {
    const faults: Fault[] = [];
    if (steps.length === 0) faults.push({ path, code: 'noSteps' });
    steps.forEach((one, index) => {
        const at = `${path}[${index}]`;
        const add = (field: string, code: string, values?: Record<string, string>) =>
            faults.push({ path: `${at}.${field}`, code, values });
        const from = one.from.trim();
        const before = steps[index - 1]?.from.trim();
        const next = steps[index + 1]?.from.trim();
        const to = one.to.trim();
        if (from === '') add('from', 'required');
        else if (!isNumber(from)) add('from', 'number');
        else if (index === 0 && compare(from, '0') !== 0) add('from', 'holeAtStart', { from: plain(from) });
        else if (before !== undefined && isNumber(before) && compare(from, before) <= 0)
            add('from', 'overlapBefore', { from: plain(from), before: plain(before) });
        else if (isWholeFrom && plain(from).includes('.')) add('from', 'whole');
        if (isBlank(one.value)) add(value, 'required');
        else if (!isNumber(one.value)) add(value, 'number');
        if (to === '') return;
        if (!isNumber(to)) add('to', 'number');
        else if (next === undefined) add('to', 'holeAfterLast', { to: plain(to) });
        else if (isNumber(next) && compare(to, next) < 0) add('to', 'hole', { to: plain(to), next: plain(next) });
        else if (isNumber(next) && compare(to, next) > 0) add('to', 'overlap', { to: plain(to), next: plain(next) });
    });
    return faults;
}
