import { add, compare, isDecimal, subtract } from '../../parts/decimal';
import type { TargetNode } from './calls';

/** What somebody has typed as new targets, by node. */
export type Typed = Record<string, string>;

/** A code may be a unit's and a manager's. */
export const keyOf = (node: Pick<TargetNode, 'kind' | 'code'>) => `${node.kind} ${node.code}`;

/** The target a node would have: the one typed, or the one that waits, or the one in force. */
export function wouldBe(node: TargetNode, typed: Typed): string | null {
    const text = typed[keyOf(node)]?.trim();
    if (text) return isDecimal(text) ? text : null;
    return node.proposed ?? node.target;
}

/** True for a text that is no target: empty texts leave the target as it is. */
export const isWrong = (text: string | undefined, lowerIsBetter: boolean) => {
    const typed = text?.trim() ?? '';
    return typed !== '' && (!isDecimal(typed) || compare(typed, '0') < (lowerIsBetter ? 0 : 1));
};

/** A unit's target against what its children have together. */
export interface Balance {
    sum: string;
    state: 'even' | 'short' | 'over' | 'none';
    /** The amount by which the children have too little or too much. */
    difference: string;
}

/** The balances of the units whose children have any target, as they would be with what is typed. */
export function balancesOf(nodes: readonly TargetNode[], typed: Typed): Map<string, Balance> {
    const sums = new Map<string, string>();
    for (const node of nodes) {
        const target = wouldBe(node, typed);
        if (node.parent !== null && target !== null) sums.set(node.parent, add(sums.get(node.parent) ?? '0', target));
    }
    const balances = new Map<string, Balance>();
    for (const node of nodes) {
        const sum = node.kind === 'unit' ? sums.get(node.code) : undefined;
        if (sum === undefined) continue;
        const target = wouldBe(node, typed);
        const order = target === null ? 0 : compare(sum, target);
        balances.set(node.code, {
            sum,
            state: target === null ? 'none' : order === 0 ? 'even' : order < 0 ? 'short' : 'over',
            difference: target === null ? '0' : subtract(target, sum).replace('-', ''),
        });
    }
    return balances;
}

/** The nodes that are shown: those at the top, and the children of units that are open. */
export function shown(nodes: readonly TargetNode[], open: ReadonlySet<string>): TargetNode[] {
    const seen = new Set<string>();
    return nodes.filter((node) => {
        const isShown = node.parent === null || (seen.has(node.parent) && open.has(node.parent));
        if (isShown && node.kind === 'unit') seen.add(node.code);
        return isShown;
    });
}

/** The nodes whose target is typed anew, with it. */
export const changesOf = (nodes: readonly TargetNode[], typed: Typed) =>
    nodes.flatMap((node) => {
        const target = typed[keyOf(node)]?.trim();
        return target && isDecimal(target) && !isSame(target, node) ? [{ node, target }] : [];
    });

const isSame = (target: string, node: TargetNode) => {
    const now = node.proposed ?? node.target;
    return now !== null && compare(target, now) === 0;
};
