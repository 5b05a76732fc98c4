import { answer, incentive, once } from '../../api/client';
import type { components, paths } from '../../api/incentive';
import type { PlanDocument } from '../plans/document';

type Schemas = components['schemas'];
type ManagerQuery = NonNullable<paths['/what-ifs/{id}/managers']['get']['parameters']['query']>;

export type WhatIf = Schemas['WhatIfAnswer'];
export type WhatIfResult = Schemas['WhatIfResult'];
export type WhatIfManager = Schemas['WhatIfManager'];
export type WhatIfFairness = Schemas['WhatIfFairness'];

/** A plan as it is being written, or a saved version of one. */
export type AskedPlan = PlanDocument | { code: string; version: number };

export const whatIfs = (query: { limit: number; after?: string; total?: boolean }) =>
    answer(incentive.GET('/what-ifs', { params: { query } }));
export const whatIf = (id: string) => answer(incentive.GET('/what-ifs/{id}', { params: { path: { id } } }));
export const whatIfManagers = (id: string, query: ManagerQuery) =>
    answer(incentive.GET('/what-ifs/{id}/managers', { params: { path: { id }, query } }));
export const startWhatIf = (
    { plan, from, to, org }: { plan: AskedPlan; from: string; to: string; org?: string },
    key: string,
) => answer(incentive.POST('/what-ifs', { headers: once(key), body: { plan, from, to, org: org ?? null } }));
export const cancelWhatIf = (id: string, key: string) =>
    answer(incentive.POST('/what-ifs/{id}/cancel', { params: { path: { id } }, headers: once(key) }));

export const isUnderWay = ({ status }: Pick<WhatIf, 'status'>) => status === 'queued' || status === 'running';

export const addressOfWhatIf = (id: string) => `/what-ifs/${id}`;
