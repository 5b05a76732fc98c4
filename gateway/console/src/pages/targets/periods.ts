import { monthFrom } from '../month/months';

/** The periods that targets are set for: the months, quarters, half-years and years around one. */
export function periodsAround(period: string) {
    const year = Number(period.slice(0, 4));
    const month = /^\d{4}-\d{2}$/.test(period) ? period : `${year}-06`;
    const years = [year - 1, year, year + 1];
    return {
        months: Array.from({ length: 24 }, (_, place) => monthFrom(month, 12 - place)),
        quarters: years.flatMap((one) => [1, 2, 3, 4].map((quarter) => `${one}-Q${quarter}`)).reverse(),
        halves: years.flatMap((one) => [`${one}-H1`, `${one}-H2`]).reverse(),
        years: years.map(String).reverse(),
    };
}
