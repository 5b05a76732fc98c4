import { dayFrom } from '../../parts/days';

/** The month so many months after another, 2026-12 and 1 being 2027-01. */
export function monthAfter(month: string, count: number) {
    const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
    return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The weeks of a month from Monday to Sunday, with the days of its neighbours that complete them. */
export function weeksOf(month: string): string[][] {
    const first = `${month}-01`;
    const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
    const weeks: string[][] = [];
    for (let day = dayFrom(-weekday, first); day < `${monthAfter(month, 1)}-01`; day = dayFrom(7, day))
        weeks.push(Array.from({ length: 7 }, (_, at) => dayFrom(at, day)));
    return weeks;
}
