import { answer, incentive, once } from '../../api/client';
import type { components, paths } from '../../api/incentive';

type Schemas = components['schemas'];
type Query = NonNullable<paths['/disputes']['get']['parameters']['query']>;

export type DisputeRow = Schemas['ListDisputesRow'];
export type Dispute = Schemas['DisputeAnswer'];
export type DisputeStep = Schemas['DisputeStep'];
export type NewDispute = Schemas['OpenDisputeRequest'];
export type Verdict = Schemas['AnswerDisputeRequest'];

const of = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });

export const disputes = (query: Query) => answer(incentive.GET('/disputes', { params: { query } }));
export const dispute = (id: string) => answer(incentive.GET('/disputes/{id}', { params: { path: { id } } }));
export const disputeFigures = () => answer(incentive.GET('/disputes/figures'));
export const openDispute = (body: NewDispute, key: string) =>
    answer(incentive.POST('/disputes', { headers: once(key), body }));
export const takeDispute = (id: string, key: string) =>
    answer(incentive.POST('/disputes/{id}/assign', { ...of(id, key), body: { to: null } }));
export const answerDispute = (id: string, body: Verdict, key: string) =>
    answer(incentive.POST('/disputes/{id}/answer', { ...of(id, key), body }));
export const reopenDispute = (id: string, text: string, key: string) =>
    answer(incentive.POST('/disputes/{id}/reopen', { ...of(id, key), body: { text } }));
