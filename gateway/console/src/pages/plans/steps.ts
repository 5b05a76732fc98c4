import { add, compare, isDecimal, subtract } from '../../parts/decimal';
import type { StepDraft } from './document';

/** A new step for the end of a table: as far on as the last two are apart. */
export function stepAfter(steps: readonly StepDraft[]): StepDraft {
    const [before, last] = [steps.at(-2)?.from.trim() ?? '', steps.at(-1)?.from.trim() ?? ''];
    const isRising = isDecimal(before) && isDecimal(last) && compare(last, before) > 0;
    return { from: isRising ? add(last, subtract(last, before)) : '', to: '', value: '' };
}
