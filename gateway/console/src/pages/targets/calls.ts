import { answer, once, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];
type PlanQuery = NonNullable<paths['/target-plans']['get']['parameters']['query']>;
type VersionQuery = paths['/target-versions']['get']['parameters']['query'];

export type TargetTree = Schemas['ShowTargetTreeAnswer'];
export type TargetNode = Schemas['ShowTargetTreeNode'];
export type TargetPlanRow = Schemas['ListTargetPlansRow'];
export type TargetPlan = Schemas['ListTargetPlansDetail'];
export type PlanNode = Schemas['ListTargetPlansPlanNode'];
export type TargetVersion = Schemas['ListTargetVersionsRow'];
export type Finding = Schemas['SmartCheckFinding'];
export type Spread = Schemas['SpreadTargetAnswer'];
export type NewTargets = Schemas['ProposeTargetsRequest'];
export type SpreadRequest = Schemas['SpreadTargetRequest'];

const of = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });

export const targetTree = (period: string, kpi: string) =>
    answer(performance.GET('/target-tree', { params: { query: { period, kpi } } }));
export const targetPlans = (query: PlanQuery) => answer(performance.GET('/target-plans', { params: { query } }));
export const targetPlan = (id: string) => answer(performance.GET('/target-plans/{id}', { params: { path: { id } } }));
export const targetVersions = (query: VersionQuery) =>
    answer(performance.GET('/target-versions', { params: { query } }));
export const proposeTargets = (body: NewTargets, key: string) =>
    answer(performance.POST('/target-plans', { headers: once(key), body }));
export const checkTargets = (body: NewTargets) => answer(performance.POST('/target-plans/check', { body }));
export const spreadTarget = (body: SpreadRequest) => answer(performance.POST('/target-plans/spread', { body }));
export const approveTargets = (id: string, key: string) =>
    answer(performance.POST('/target-plans/{id}/approve', of(id, key)));
export const refuseTargets = (id: string, reason: string, key: string) =>
    answer(performance.POST('/target-plans/{id}/refuse', { ...of(id, key), body: { reason } }));
