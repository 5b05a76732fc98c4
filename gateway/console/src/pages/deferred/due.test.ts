import { expect, it } from 'vitest';
import type { LedgerEntry } from './calls';
import { bookingsOf, fallenDue, nextOf, toCome, yearsOf } from './due';

const due = [
    { dueOn: '2026-06-30', amount: '40.10' },
    { dueOn: '2026-12-31', amount: '-5.05' },
    { dueOn: '2027-06-30', amount: '0.95' },
    { dueOn: '2027-12-31', amount: '9007199254740993.01' },
];

it('sums what is still to come to the fen, what later results took included', () => {
    expect(toCome({ due })).toBe('9007199254741029.01');
    expect(toCome({ due: [] })).toBe('0.00');
});

it.each([
    ['2026-06-29', '2026-06-30', '0.00'],
    ['2026-06-30', '2026-06-30', '0.00'],
    // An amount below zero pays nobody; the day after is next.
    ['2026-07-01', '2027-06-30', '40.10'],
    ['2028-01-01', undefined, '9007199254741029.01'],
])('tells on %s the next day with something to be paid, and what has fallen due', (today, next, waiting) => {
    expect(nextOf(due, today)?.dueOn).toBe(next);
    expect(fallenDue(due, today)).toBe(waiting);
});

it('groups due days by year, each with its sum', () =>
    expect(yearsOf(due).map((one) => [one.year, one.amount, one.due.length])).toEqual([
        ['2026', '35.05', 2],
        ['2027', '9007199254740993.96', 2],
    ]));

const entry = (id: number, some: Partial<LedgerEntry>): LedgerEntry => ({
    id,
    kind: 'deferred',
    account: 'deferred',
    period: '2026-06',
    dueOn: '2027-06-30',
    amount: '10.00',
    balance: '10.00',
    because: { zh: '延期', en: 'Deferred' },
    bookedAt: '2026-07-03T02:00:00Z',
    ...some,
});

it('shows what was booked together for one reason as one booking, the newest first', () => {
    const bookings = bookingsOf([
        entry(1, {}),
        entry(2, { dueOn: '2028-06-30', amount: '10.01' }),
        entry(3, { kind: 'reserve' }),
        entry(4, { because: { zh: '差额', en: 'The difference' } }),
        entry(5, { period: '2026-07' }),
        entry(6, { kind: 'released', amount: '-10.00', bookedAt: '2027-07-01T02:00:00Z' }),
    ]);
    expect(bookings.map((one) => [one.key, one.entries.length, one.amount])).toEqual([
        [6, 1, '-10.00'],
        [5, 1, '10.00'],
        [4, 1, '10.00'],
        [3, 1, '10.00'],
        [1, 2, '20.01'],
    ]);
});
