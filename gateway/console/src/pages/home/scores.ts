import type { TFunction } from 'i18next';
import { money, percent } from '../../parts/format';
import { sumMoney } from '../month/months';
import type { Scorecard } from '../scorecards/calls';
import { plain } from '../statements/lines';

/** KPIs that are counts or amounts, so that those of several managers add up. */
const ADDING = ['applied', 'approved', 'activated', 'active', 'new-customers', 'active-amount', 'instalment-amount'];

export const kpiName = (t: TFunction, kpi: string) => t(`kpi.${kpi}`, { defaultValue: kpi });
export const kpiValue = (kpi: string, value: string) =>
    kpi.endsWith('-amount') ? money(sumMoney([value])) : kpi.endsWith('-rate') ? percent(value) : plain(value);

/** A decimal as a whole number of its last place, so that nothing binary comes between. */
function whole(text: string, places: number): bigint {
    const [, sign, digits = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
    const number = BigInt(digits + fraction.padEnd(places, '0').slice(0, places));
    return sign ? -number : number;
}

/** As many places as a score has. */
const RATIO = 6;
const asRatio = (number: bigint) => {
    const digits = String(number).padStart(RATIO + 1, '0');
    return `${digits.slice(0, -RATIO)}.${digits.slice(-RATIO)}`;
};
const halfUp = (a: bigint, b: bigint) => (2n * a + b) / (2n * b);

/** A share of something above zero, to six places. */
export const ratioOf = (part: string, all: string) =>
    asRatio(halfUp(whole(part, 2) * 10n ** BigInt(RATIO), whole(all, 2)));

/** The mean of scores, to six places; undefined of none. */
export const meanOf = (scores: readonly string[]) =>
    scores.length === 0
        ? undefined
        : asRatio(
              halfUp(
                  scores.reduce((sum, score) => sum + whole(score, RATIO), 0n),
                  BigInt(scores.length),
              ),
          );

/** Ratios and scores in order, the lowest first. */
export const compareScores = (a: string, b: string) => {
    const [left, right] = [whole(a, 6), whole(b, 6)];
    return left < right ? -1 : left > right ? 1 : 0;
};

export const meets = (score: string) => compareScores(score, '1') >= 0;

/** Scored ones, the lowest first. */
export const lowestFirst = (cards: readonly Scorecard[]) =>
    cards
        .filter((card): card is Scorecard & { total: string } => card.total !== null)
        .sort((a, b) => compareScores(a.total, b.total) || a.managerNo.localeCompare(b.managerNo));

/** What several managers together reached of what they together were to reach, KPI by KPI. */
export function together(cards: readonly Scorecard[]) {
    return ADDING.flatMap((kpi) => {
        const own = cards.flatMap((card) =>
            card.kpis.filter((one) => one.kpi === kpi && one.value !== null && one.target !== null),
        );
        const value = sumMoney(own.map((one) => one.value ?? '0'));
        const target = sumMoney(own.map((one) => one.target ?? '0'));
        return whole(target, 2) > 0n
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
        .sort((a, b) => compareScores(a.mean, b.mean));
}
