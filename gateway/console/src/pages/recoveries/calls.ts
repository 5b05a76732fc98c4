import { answer, incentive, once } from '../../api/client';
import type { components, paths } from '../../api/incentive';

type Schemas = components['schemas'];
type Query = NonNullable<paths['/recoveries']['get']['parameters']['query']>;

export type RecoveryRow = Schemas['ListRecoveriesRow'];
export type Recovery = Schemas['RecoveryAnswer'];
export type RecoveredPart = Schemas['RecoveredPart'];
export type Ground = Schemas['RecoveryAnswerGroundAnswer'];
export type NewRecovery = Schemas['OpenRecoveryRequest'];

const of = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });

export const recoveryGrounds = () => answer(incentive.GET('/recovery-grounds'));
export const recoveries = (query: Query) => answer(incentive.GET('/recoveries', { params: { query } }));
export const recovery = (id: string) => answer(incentive.GET('/recoveries/{id}', { params: { path: { id } } }));
export const openRecovery = (body: NewRecovery, key: string) =>
    answer(incentive.POST('/recoveries', { headers: once(key), body }));
export const stateSide = (id: string, text: string, key: string) =>
    answer(incentive.POST('/recoveries/{id}/side', { ...of(id, key), body: { text } }));
export const approveRecovery = (id: string, key: string) =>
    answer(incentive.POST('/recoveries/{id}/approve', of(id, key)));
export const refuseRecovery = (id: string, reason: string, key: string) =>
    answer(incentive.POST('/recoveries/{id}/refuse', { ...of(id, key), body: { reason } }));
export const demandRecovery = (id: string, key: string) =>
    answer(incentive.POST('/recoveries/{id}/demand', of(id, key)));
export const approveDemand = (id: string, key: string) =>
    answer(incentive.POST('/recoveries/{id}/demand/approve', of(id, key)));
export const refuseDemand = (id: string, reason: string, key: string) =>
    answer(incentive.POST('/recoveries/{id}/demand/refuse', { ...of(id, key), body: { reason } }));

/** The cases, and the demands to managers who have left, that wait for a decision. */
export async function waitingRecoveries() {
    const [decide, demands] = await Promise.all(
        ['to-decide', 'demand-proposed'].map((state) => recoveries({ state, limit: 20 })),
    );
    return {
        decide: (decide?.items ?? []).filter((one) => one.state === 'to-decide'),
        demands: (demands?.items ?? []).filter((one) => one.demandProposedBy !== null),
    };
}
