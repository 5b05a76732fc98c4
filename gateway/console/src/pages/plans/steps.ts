import { add, compare, isDecimal, subtract } from '../../parts/decimal';
import type { StepDraft } from './document';
import type { StepColumn } from './fields';

type Bound = 'from' | 'upTo';
type Column = StepColumn['field'];

/** The bound by which a table is written: the start of every step, or the end of every one but the last. */
export const boundOf = (steps: readonly StepDraft[]): Bound =>
    steps.some((step) => step.upTo !== undefined) ? 'upTo' : 'from';

/** The value that a table gives each step. */
export const columnOf = <C extends StepColumn>(steps: readonly StepDraft[], columns: readonly C[]) =>
    columns.find(({ field }) => steps.some((step) => step[field] !== undefined)) ?? (columns[0] as C);

/** The start of each step. */
export const startsOf = (steps: readonly StepDraft[]) =>
    steps.map((step, index) =>
        boundOf(steps) === 'from' ? (step.from ?? '') : index === 0 ? '0' : (steps[index - 1]?.upTo ?? ''),
    );

/** As far on as the last two are apart. */
function following(numbers: readonly (string | undefined)[]): string {
    const [before, last] = [numbers.at(-2)?.trim() ?? '', numbers.at(-1)?.trim() ?? ''];
    const isRising = isDecimal(before) && isDecimal(last) && compare(last, before) > 0;
    return isRising ? add(last, subtract(last, before)) : '';
}

/** The table with a step more at its end. */
export function withStep(steps: readonly StepDraft[], column: Column): StepDraft[] {
    if (boundOf(steps) === 'from') return [...steps, { from: following(steps.map((step) => step.from)), [column]: '' }];
    const upTo = following(steps.slice(0, -1).map((step) => step.upTo));
    return [...steps.slice(0, -1), { ...steps.at(-1), upTo }, { [column]: '' }];
}

/** The last step of a table written by ends has none. */
const endless = (steps: readonly StepDraft[]) =>
    steps.map(({ upTo, ...step }, index) => (index < steps.length - 1 ? { ...step, upTo: upTo ?? '' } : step));

export function withoutStep(steps: readonly StepDraft[], index: number): StepDraft[] {
    const left = steps.filter((_, at) => at !== index);
    return boundOf(steps) === 'from' ? left : endless(left);
}

/** A table by ends has an end at least, so two steps. */
export const fewest = (steps: readonly StepDraft[]) => (boundOf(steps) === 'from' ? 1 : 2);

/** The table written by the other bound, with the same numbers. */
export function withBound(steps: readonly StepDraft[], bound: Bound, column: Column): StepDraft[] {
    if (bound === boundOf(steps)) return [...steps];
    const starts = startsOf(steps);
    const values = steps.map((step) => ({ [column]: step[column] ?? '' }));
    if (bound === 'from') return values.map((value, index) => ({ from: starts[index] ?? '', ...value }));
    const all = values.length === 1 ? [...values, { [column]: '' }] : values;
    return endless(all.map((value, index) => ({ ...value, upTo: starts[index + 1] ?? '' })));
}

/** The table with another value for each step, still to be written. */
export const withColumn = (steps: readonly StepDraft[], before: Column, column: Column): StepDraft[] =>
    column === before ? [...steps] : steps.map((step) => ({ ...step, [before]: undefined, [column]: '' }));
