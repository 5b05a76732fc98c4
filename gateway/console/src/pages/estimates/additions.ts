import { isDecimal } from '../../parts/decimal';
import type { Addition, PaidKind } from './calls';

/** A further fact that can be counted up: of a kind, and of a product where the plan names its products. */
export interface Step {
    id: string;
    fact: string;
    product: string | null;
    name: PaidKind['name'];
    byAmount: boolean;
}

/** The number of further facts, and the amount of each, by the id of their step. */
export interface Wish {
    counts: Record<string, number>;
    amounts: Record<string, string>;
}

/** The greatest number of facts of one step. */
export const MOST = 100;

/** The steps a plan pays for, each once though several rules may pay for it. */
export function stepsOf(pays: readonly PaidKind[]): Step[] {
    const steps = new Map<string, Step>();
    for (const { fact, products, name, byAmount } of pays)
        for (const product of products ?? [null]) {
            const id = product === null ? fact : `${fact} ${product}`;
            const known = steps.get(id);
            steps.set(id, {
                id,
                fact,
                product,
                name: known?.name ?? name,
                byAmount: byAmount || known?.byAmount === true,
            });
        }
    return [...steps.values()];
}

/** What is asked of the service; a step by amounts without an amount is not asked for yet. */
export function additionsOf(steps: readonly Step[], { counts, amounts }: Wish): Addition[] {
    return steps.flatMap(({ id, fact, product, byAmount }) => {
        const count = counts[id] ?? 0;
        const amount = (amounts[id] ?? '').trim();
        if (count === 0 || (byAmount && !isDecimal(amount))) return [];
        return [{ fact, product, count, amount: byAmount ? amount : null }];
    });
}
