import { fixed, sum } from '../../parts/decimal';
import type { ClosedMonth, Run } from './calls';

/** The month after, or so many months away: 2026-12 is followed by 2027-01. */
export function monthFrom(period: string, steps = 1): string {
    const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 + steps;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The month it is at the bank, wherever the browser is. */
export const monthNow = (now = new Date()) =>
    new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', timeZone: 'Asia/Shanghai' })
        .format(now)
        .slice(0, 7);

export const latestMonths = (count: number, last = monthNow()) =>
    Array.from({ length: count }, (_, back) => monthFrom(last, -back));

/** The next month to be closed; none can be told before the first was. */
export const nextToClose = (closed: readonly ClosedMonth[]) => {
    const last = closed.at(-1);
    return last && monthFrom(last.period);
};

/** The month that is closed next, once it has begun; it can be seen as it stands. */
export function openMonth(closed: readonly ClosedMonth[]) {
    const next = nextToClose(closed) ?? monthNow();
    return next <= monthNow() ? next : undefined;
}

/** The length of a period by its name: 2026-06, 2026-Q2, 2026-H1 or 2026. */
export const rhythmOf = (period: string) =>
    period.length === 4 ? 'year' : period[5] === 'Q' ? 'quarter' : period[5] === 'H' ? 'half' : 'month';

export const isMonth = (period: string) => rhythmOf(period) === 'month';

/** The quarter, half-year and year of a month. */
export function longerOf(month: string) {
    const [year, number] = [month.slice(0, 4), Number(month.slice(5, 7))];
    return [`${year}-Q${Math.ceil(number / 3)}`, `${year}-H${Math.ceil(number / 6)}`, year];
}

/** The last month of a period. */
export function lastMonthOf(period: string) {
    const year = period.slice(0, 4);
    const rhythm = rhythmOf(period);
    if (rhythm === 'month') return period;
    const month = rhythm === 'year' ? 12 : Number(period[6]) * (rhythm === 'quarter' ? 3 : 6);
    return `${year}-${String(month).padStart(2, '0')}`;
}

/** The quarters, half-years and years whose last month is closed and which are not, in the order they are closed in. */
export function longerToClose(months: readonly ClosedMonth[], longer: readonly ClosedMonth[]) {
    const ended = [...new Set(months.flatMap((month) => longerOf(month.period)))].filter((period) =>
        months.some((month) => month.period === lastMonthOf(period)),
    );
    ended.sort((a, b) => lastMonthOf(a).localeCompare(lastMonthOf(b)) || b.length - a.length || b.localeCompare(a));
    return ended.filter((period) => {
        const closed = longer.map((one) => one.period).filter((one) => rhythmOf(one) === rhythmOf(period));
        // What was passed over before the first one of its length is not closed any more.
        return !closed.includes(period) && !closed.some((one) => one > period);
    });
}

/** The month to work on: the first closed month whose bonuses are not approved, or else the next to be closed. */
export function monthAtWork(closed: readonly ClosedMonth[], runs: readonly Run[]) {
    const approved = new Set(runs.filter((run) => run.status === 'approved').map((run) => run.period));
    return closed.find((month) => !approved.has(month.period))?.period ?? nextToClose(closed);
}

/** True while the run is still calculated, so that it is worth asking again. */
export const isUnderWay = (run: Run | undefined) => run?.status === 'queued' || run?.status === 'running';
export const isOpen = (run: Run | undefined) => isUnderWay(run) || run?.status === 'calculated';

/** A sum of amounts with two places, exactly. */
export const sumMoney = (amounts: readonly string[]) => fixed(sum(amounts), 2);
