import { expect, it } from 'vitest';
import type { ClosedMonth, Run } from './calls';
import {
    lastMonthOf,
    longerOf,
    longerToClose,
    monthAtWork,
    monthFrom,
    monthNow,
    nextToClose,
    openMonth,
    rhythmOf,
    sumMoney,
} from './months';

const closed = (...periods: string[]) => periods.map((period) => ({ period }) as ClosedMonth);
const run = (period: string, status: Run['status']) => ({ period, status }) as Run;

it.each([
    ['2026-06', 1, '2026-07'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-05', -17, '2024-12'],
])('counts from %s by %i to %s', (from, steps, to) => expect(monthFrom(from, steps)).toBe(to));

it('knows the month at the bank', () => expect(monthNow(new Date('2026-06-30T16:00:00Z'))).toBe('2026-07'));

it('works at the first month whose bonuses are not approved, then at the next to be closed', () => {
    const months = closed('2026-04', '2026-05');
    expect(monthAtWork(months, [run('2026-05', 'rejected'), run('2026-04', 'approved')])).toBe('2026-05');
    expect(monthAtWork(months, [run('2026-05', 'approved'), run('2026-04', 'approved')])).toBe('2026-06');
    expect(nextToClose([])).toBeUndefined();
});

it('sees the month that is closed next once it has begun', () => {
    const now = monthNow();
    expect(openMonth([])).toBe(now);
    expect(openMonth(closed(monthFrom(now, -3)))).toBe(monthFrom(now, -2));
    expect(openMonth(closed(monthFrom(now, -1)))).toBe(now);
    expect(openMonth(closed(now))).toBeUndefined();
});

it.each([
    ['2026-06', 'month', '2026-06'],
    ['2026-Q2', 'quarter', '2026-06'],
    ['2026-H2', 'half', '2026-12'],
    ['2026', 'year', '2026-12'],
])('knows the length of %s and the month it ends with', (period, rhythm, last) =>
    expect([rhythmOf(period), lastMonthOf(period)]).toEqual([rhythm, last]),
);

it('offers a quarter, half-year or year when its last month is closed, until it is closed itself', () => {
    expect(longerOf('2026-08')).toEqual(['2026-Q3', '2026-H2', '2026']);
    const months = closed('2026-02', '2026-03', '2026-04', '2026-05', '2026-06');
    expect(longerToClose(months, [])).toEqual(['2026-Q1', '2026-Q2', '2026-H1']);
    expect(longerToClose(months, closed('2026-Q1'))).toEqual(['2026-Q2', '2026-H1']);
    // The first one closed of a length is the bank's first: the ones before it are not closed any more.
    expect(longerToClose(months, closed('2026-Q2', '2026-H1'))).toEqual([]);
    expect(longerToClose(closed('2026-05'), [])).toEqual([]);
});

it('adds amounts exactly, beyond what binary numbers hold', () => {
    expect(sumMoney(['0.10', '0.20'])).toBe('0.30');
    expect(sumMoney(['90071992547409.93', '-0.01', '0.5'])).toBe('90071992547410.42');
    expect(sumMoney(['-0.05'])).toBe('-0.05');
    expect(sumMoney([])).toBe('0.00');
});
