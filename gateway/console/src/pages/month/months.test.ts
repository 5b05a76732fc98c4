import { expect, it } from 'vitest';
import type { ClosedMonth, Run } from './calls';
import { monthAtWork, monthFrom, monthNow, nextToClose, openMonth, sumMoney } from './months';

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

it('adds amounts exactly, beyond what binary numbers hold', () => {
    expect(sumMoney(['0.10', '0.20'])).toBe('0.30');
    expect(sumMoney(['90071992547409.93', '-0.01', '0.5'])).toBe('90071992547410.42');
    expect(sumMoney(['-0.05'])).toBe('-0.05');
    expect(sumMoney([])).toBe('0.00');
});
