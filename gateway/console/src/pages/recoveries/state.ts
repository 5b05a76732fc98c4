import type { Person } from '../../session/session';

type Caller = Pick<Person, 'roles' | 'org' | 'id'>;

export const STATES = ['awaiting-side', 'to-decide', 'taking', 'demand-proposed', 'settled', 'refused'] as const;

export const mayOpenCases = ({ roles }: Pick<Caller, 'roles'>) => roles.includes('incentive-analyst');

/** Decisions are of the whole bank, and never of what one has asked for oneself. */
export const mayDecideOn = ({ roles, org, id }: Caller, askedBy: string) =>
    org === null && roles.includes('incentive-approver') && askedBy !== id;

export const addressOfRecovery = (id: string) => `/recoveries/${id}`;
