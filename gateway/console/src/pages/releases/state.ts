import type { Person } from '../../session/session';

/** The greatest number of days ahead that can be released. */
export const DAYS_AHEAD = 31;

export const STATUSES = ['proposed', 'approved', 'rejected', 'withdrawn'] as const;

type Caller = Pick<Person, 'roles' | 'org'>;

/** A release is of the whole bank: who is bound to a part of it reads the sums of that part and does nothing. */
export const mayPropose = ({ roles, org }: Caller) => org === null && roles.includes('incentive-analyst');
export const mayDecide = ({ roles, org }: Caller) => org === null && roles.includes('incentive-approver');

/** The last day of the month that a day is in. */
export function monthEndOf(day: string): string {
    const [year = 0, month = 1] = day.split('-').map(Number);
    return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

export const addressOfRelease = (id: string) => `/releases/${id}`;
