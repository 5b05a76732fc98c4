import type { Person } from '../../session/session';

export const STATES = ['open', 'overdue', 'unassigned', 'upheld', 'rejected'] as const;

/** An answer is of the whole bank: who is bound to a part of it reads the disputes of that part. */
export const mayAnswer = ({ roles, org }: Pick<Person, 'roles' | 'org'>) =>
    org === null && roles.includes('incentive-analyst');

export const addressOfDispute = (id: string) => `/disputes/${id}`;
