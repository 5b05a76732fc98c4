import type { Person } from '../../session/session';

type Caller = Pick<Person, 'roles' | 'org' | 'id'>;

export const ADJUSTMENT_STATES = ['proposed', 'approved', 'settled', 'returned', 'withdrawn'] as const;
export const HOLD_STATES = ['active', 'released', 'settled'] as const;

export const mayAdjust = ({ roles }: Pick<Caller, 'roles'>) => roles.includes('incentive-analyst');
export const mayHold = ({ roles }: Pick<Caller, 'roles'>) =>
    roles.includes('incentive-analyst') || roles.includes('incentive-approver');

/** Decisions are of the whole bank, and never of one's own proposal. */
export const mayDecide = ({ roles, org, id }: Caller, proposedBy: string) =>
    org === null && roles.includes('incentive-approver') && proposedBy !== id;
export const mayWithdraw = ({ roles, org }: Caller) => org === null && roles.includes('incentive-analyst');
export const mayRelease = (person: Caller, madeBy: string) =>
    person.org === null && mayHold(person) && madeBy !== person.id;
