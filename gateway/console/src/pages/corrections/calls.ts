import { answer, incentive, once } from '../../api/client';
import type { components, paths } from '../../api/incentive';

type Schemas = components['schemas'];
type QueryOf<Path extends '/adjustments' | '/holds' | '/holds/complaints'> = NonNullable<
    paths[Path]['get']['parameters']['query']
>;

export type Adjustment = Schemas['ListManualAdjustmentsRow'];
export type AdjustmentProposal = Schemas['AdjustmentProposal'];
export type NewAdjustment = Schemas['ProposeAdjustmentRequest'];
export type Hold = Schemas['ListHoldsRow'];
export type ComplaintHold = Schemas['ListComplaintHoldsRow'];
export type NewHold = Schemas['MakeHoldRequest'];

const of = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });

export const adjustments = (query: QueryOf<'/adjustments'>) =>
    answer(incentive.GET('/adjustments', { params: { query } }));
export const adjustmentProposal = (id: string) =>
    answer(incentive.GET('/adjustments/{id}', { params: { path: { id } } }));
export const proposeAdjustment = (body: NewAdjustment, key: string) =>
    answer(incentive.POST('/adjustments', { headers: once(key), body }));
export const approveAdjustment = (id: string, key: string) =>
    answer(incentive.POST('/adjustments/{id}/approve', of(id, key)));
export const returnAdjustment = (id: string, reason: string, key: string) =>
    answer(incentive.POST('/adjustments/{id}/return', { ...of(id, key), body: { reason } }));
export const withdrawAdjustment = (id: string, key: string) =>
    answer(incentive.POST('/adjustments/{id}/withdraw', of(id, key)));

export const holds = (query: QueryOf<'/holds'>) => answer(incentive.GET('/holds', { params: { query } }));
export const complaintHolds = (query: QueryOf<'/holds/complaints'>) =>
    answer(incentive.GET('/holds/complaints', { params: { query } }));
export const makeHold = (body: NewHold, key: string) => answer(incentive.POST('/holds', { headers: once(key), body }));
export const releaseHold = (id: string, reason: string, key: string) =>
    answer(incentive.POST('/holds/{id}/release', { ...of(id, key), body: { reason } }));

/** The first proposals that wait for a decision, one for each file or single adjustment. */
export async function waitingAdjustments() {
    const { items } = await adjustments({ state: 'proposed', limit: 100 });
    return [...new Map(items.map((one) => [one.proposal, one])).values()].slice(0, 20);
}
