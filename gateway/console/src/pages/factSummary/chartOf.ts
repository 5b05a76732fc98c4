import { add } from '../../parts/decimal';

/** A value of a chart: where it stands on the axis, and the series it is of. */
export interface Point {
    at: string;
    series: string;
    value: string;
}

/** More series than these are one together. */
export const MOST_SERIES = 6;

/**
 * Adds up what stands at one place of the axis: the greatest series by themselves, the others together, at the end.
 */
export function stacked(points: readonly Point[], others: string) {
    const axis = [...new Set(points.map((one) => one.at))];
    const totals = new Map<string, string>();
    for (const { series, value } of points) totals.set(series, add(totals.get(series) ?? '0', value));
    const ordered = [...totals].sort((a, b) => Number(b[1]) - Number(a[1])).map(([name]) => name);
    const own = ordered.length > MOST_SERIES ? ordered.slice(0, MOST_SERIES - 1) : ordered;
    const names = own.length < ordered.length ? [...own, others] : own;
    const sums = new Map<string, string>();
    for (const { at, series, value } of points) {
        const key = `${at}\n${own.includes(series) ? series : others}`;
        sums.set(key, add(sums.get(key) ?? '0', value));
    }
    return {
        axis,
        series: names.map((name) => ({ name, values: axis.map((at) => sums.get(`${at}\n${name}`) ?? '0') })),
    };
}
