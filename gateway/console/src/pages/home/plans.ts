import { type Page, read } from '../../api/read';

/** A version of a plan, as far as the home page shows it (written out here because the service's document gives several answers one name). */
export interface PlanVersion {
    code: string;
    version: number;
    status: string;
    effectiveFrom: string;
    findings: unknown[];
    createdBy: string;
    createdAt: string;
    returnedBy: string | null;
}

export const plans = () => read<Page<PlanVersion>>('/incentive/plans', { limit: 50 });

const latest = (versions: readonly PlanVersion[], status: string) =>
    versions.filter(
        (one) =>
            one.status === status && !versions.some((other) => other.code === one.code && other.version > one.version),
    );

/** Versions that somebody has still to approve: drafts that no later version of the plan has taken the place of. */
export const toApprove = (versions: readonly PlanVersion[]) => latest(versions, 'draft');

/** Versions that were returned and not yet answered with a later one. */
export const returned = (versions: readonly PlanVersion[]) => latest(versions, 'returned');

export const addressOf = (one: PlanVersion) => `/plans/${encodeURIComponent(one.code)}/${one.version}`;
