import { answer, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];

export type Kpi = Schemas['KpiAnswer'];
export type KpiBody = Schemas['PutKpiRequest'];
type KpiQuery = NonNullable<paths['/kpis']['get']['parameters']['query']>;

export const kpis = (query: KpiQuery) => answer(performance.GET('/kpis', { params: { query } }));
export const saveKpi = (code: string, body: KpiBody) =>
    answer(performance.PUT('/kpis/{code}', { params: { path: { code } }, body }));
export const endKpi = (code: string, from: string) =>
    answer(performance.POST('/kpis/{code}/end', { params: { path: { code } }, body: { from } }));
