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
