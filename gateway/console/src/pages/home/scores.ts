import { compare, quotient, sum } from '../../parts/decimal';
import { sumMoney } from '../month/months';
import type { Scorecard } from '../scorecards/calls';

/** KPIs that are counts or amounts, so that those of several managers add up. */
const ADDING = ['applied', 'approved', 'activated', 'active', 'new-customers', 'active-amount', 'instalment-amount'];

/** As many places as a score has. */
const RATIO = 6;

/** A share of something above zero, to six places. */
export const ratioOf = (part: string, all: string) => quotient(part, all, RATIO);

/** The mean of scores, to six places; undefined of none. */
export const meanOf = (scores: readonly string[]) =>
    scores.length === 0 ? undefined : quotient(sum(scores), String(scores.length), RATIO);

export const meets = (score: string) => compare(score, '1') >= 0;

/** Scored ones, the lowest first. */
export const lowestFirst = (cards: readonly Scorecard[]) =>
    cards
        .filter((card): card is Scorecard & { total: string } => card.total !== null)
        .sort((a, b) => compare(a.total, b.total) || a.managerNo.localeCompare(b.managerNo));

/** The attainment of several managers together, KPI by KPI. */
export function together(cards: readonly Scorecard[]) {
    return ADDING.flatMap((kpi) => {
        const own = cards.flatMap((card) =>
            card.kpis.filter((one) => one.kpi === kpi && one.value !== null && one.target !== null),
        );
        const value = sumMoney(own.map((one) => one.value ?? '0'));
        const target = sumMoney(own.map((one) => one.target ?? '0'));
        return compare(target, '0') > 0
            ? [{ kpi, value, target, ratio: ratioOf(value, target), managers: own.length }]
            : [];
    });
}

/** Each unit's mean score, the lowest first. */
export function byUnit(cards: readonly Scorecard[]) {
    const scored = lowestFirst(cards);
    return [...new Set(scored.map((card) => card.org))]
        .map((org) => {
            const own = scored.filter((card) => card.org === org);
            return { org, managers: own.length, mean: meanOf(own.map((card) => card.total)) as string };
        })
        .sort((a, b) => compare(a.mean, b.mean));
}
