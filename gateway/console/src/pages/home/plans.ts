import { answer, incentive } from '../../api/client';
import type { components } from '../../api/incentive';

/** A version of a plan, as far as the home page shows it. */
export type PlanVersion = components['schemas']['PutPlanAnswer'];

export const plans = () => answer(incentive.GET('/plans', { params: { query: { limit: 50 } } }));

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
