import { plain } from '../../parts/decimal';
import { money, rate as share } from '../../parts/format';
import type { Line } from '../month/calls';

export type Group = 'earned' | 'changed' | 'deferred' | 'whyNot';

const groups: Record<string, Group> = {
    earned: 'earned',
    factor: 'earned',
    complaint: 'changed',
    clawback: 'changed',
    cap: 'changed',
    carried: 'changed',
    adjustment: 'changed',
    deferral: 'deferred',
    'why-not': 'whyNot',
};

/** In the order in which one asks: what came in, what went out, what comes later, and what did not count. */
export const GROUPS: readonly Group[] = ['earned', 'changed', 'deferred', 'whyNot'];

export const linesOf = (lines: readonly Line[], group: Group) => lines.filter((line) => groups[line.kind] === group);

/**
 * The way to an amount: quantity × rate × factor, or the tiers of it. Undefined where the sentence already is all
 * there is:
 * a factor line, for one, explains the others and amounts to nothing itself.
 */
export function calculation(line: Line): string | undefined {
    if (line.kind !== 'earned' && line.kind !== 'complaint' && line.kind !== 'deferral') return undefined;
    const tiers = line.kind === 'earned' ? (line.steps ?? []).filter((step) => step.quantity && step.rate) : [];
    const { quantity, rate, factor } = line;
    const by = (amount: string, at: string) =>
        line.unit === 'CNY'
            ? `${money(amount)} × ${share(at)}`
            : `${plain(amount)} × ${line.unit ? money(at) : plain(at)}`;
    const times = factor && plain(factor) !== '1' ? ` × ${plain(factor)}` : '';
    if (!rate && tiers.length > 0) {
        const sum = tiers.map((step) => by(step.quantity as string, step.rate as string)).join(' + ');
        return times && tiers.length > 1 ? `(${sum})${times}` : `${sum}${times}`;
    }
    return quantity && rate ? `${by(quantity, rate)}${times}` : undefined;
}
