import { plain } from '../../parts/decimal';
import { money, rate as share } from '../../parts/format';
import type { Line } from '../month/calls';

export type Group = 'earned' | 'changed' | 'deferred' | 'whyNot';

const groups: Record<string, Group> = {
    earned: 'earned',
    factor: 'earned',
    complaint: 'changed',
    clawback: 'changed',
    fixed: 'earned',
    seniority: 'earned',
    'split-in': 'earned',
    override: 'earned',
    pool: 'earned',
    'split-out': 'changed',
    budget: 'changed',
    'deduction-limit': 'changed',
    draw: 'changed',
    'draw-recovered': 'changed',
    cap: 'changed',
    carried: 'changed',
    adjustment: 'changed',
    recovery: 'changed',
    manual: 'changed',
    held: 'changed',
    'released-hold': 'changed',
    reserve: 'deferred',
    deferral: 'deferred',
    'why-not': 'whyNot',
};

/** In the order in which one asks: what came in, what went out, what comes later, and what did not count. */
export const GROUPS: readonly Group[] = ['earned', 'changed', 'deferred', 'whyNot'];

export const groupOf = (line: Line) => groups[line.kind];

export const linesOf = (lines: readonly Line[], group: Group) => lines.filter((line) => groupOf(line) === group);

/** Kinds of lines whose steps are the tiers that their amount is the sum of. */
export const isByTier = ({ kind }: Pick<Line, 'kind'>) =>
    kind === 'earned' || kind === 'seniority' || kind === 'reserve';
const CALCULATED = ['earned', 'seniority', 'split-in', 'override', 'complaint', 'reserve', 'deferral'];

/**
 * The way to an amount: quantity × rate × factor, or the tiers of it. Undefined where the sentence already is all
 * there is:
 * a factor line, for one, explains the others and amounts to nothing itself.
 */
export function calculation(line: Line): string | undefined {
    if (!CALCULATED.includes(line.kind)) return undefined;
    const tiers = isByTier(line) ? (line.steps ?? []).filter((step) => step.quantity && step.rate) : [];
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
