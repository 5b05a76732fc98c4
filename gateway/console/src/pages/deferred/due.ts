import { compare } from '../../parts/decimal';
import { bankToday } from '../../parts/days';
import { sumMoney } from '../month/months';
import type { DueSum, LedgerEntry, OwnLedger } from './calls';

/** The sum still to come, reserves included. */
export const toCome = ({ due }: Pick<OwnLedger, 'due'>) => sumMoney(due.map((one) => one.amount));

/** The next payment: the first day from today on with an amount above zero. */
export const nextOf = (due: readonly DueSum[], today = bankToday()) =>
    due.find((one) => one.dueOn >= today && compare(one.amount, '0') > 0);

/** What has fallen due and waits for its release. */
export const fallenDue = (due: readonly DueSum[], today = bankToday()) =>
    sumMoney(due.filter((one) => one.dueOn < today).map((one) => one.amount));

/** True for an amount of money that is not zero. */
export const isSome = (amount: string) => compare(amount, '0') !== 0;

export interface DueYear {
    year: string;
    amount: string;
    due: DueSum[];
}

/** The due days by the year they lie in. */
export function yearsOf(due: readonly DueSum[]): DueYear[] {
    const years = new Map<string, DueSum[]>();
    for (const one of due) {
        const year = one.dueOn.slice(0, 4);
        years.set(year, [...(years.get(year) ?? []), one]);
    }
    return [...years].map(([year, own]) => ({ year, due: own, amount: sumMoney(own.map((one) => one.amount)) }));
}

export interface Booking {
    key: number;
    /** The entries that were booked together for one reason, in the order of their due days. */
    entries: LedgerEntry[];
    amount: string;
}

/** Entries of one reason as one booking, such as the three parts of a month's deferral; the newest first. */
export function bookingsOf(entries: readonly LedgerEntry[]): Booking[] {
    const bookings = new Map<string, LedgerEntry[]>();
    for (const entry of entries) {
        const key = [entry.bookedAt, entry.kind, entry.period, entry.because.en].join('\n');
        bookings.set(key, [...(bookings.get(key) ?? []), entry]);
    }
    return [...bookings.values()]
        .map((own) => ({ key: own[0]?.id ?? 0, entries: own, amount: sumMoney(own.map((one) => one.amount)) }))
        .reverse();
}
