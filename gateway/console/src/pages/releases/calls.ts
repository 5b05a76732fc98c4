import { answer, incentive, once } from '../../api/client';
import type { components, paths } from '../../api/incentive';

type Schemas = components['schemas'];
type QueryOf<Path extends '/releases' | '/releases/{id}/lines'> = NonNullable<
    paths[Path]['get']['parameters']['query']
>;

export type Release = Schemas['ReleaseAnswer'];
export type ReleaseLine = Schemas['ReleaseLine'];

const ofRelease = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });

export const releases = (query: QueryOf<'/releases'>) => answer(incentive.GET('/releases', { params: { query } }));
/** The release that waits for a decision: there is one at most. */
export const waitingRelease = async () => (await releases({ status: 'proposed', limit: 1 })).items[0] ?? null;
export const release = (id: string) => answer(incentive.GET('/releases/{id}', { params: { path: { id } } }));
export const releaseLines = (id: string, query: QueryOf<'/releases/{id}/lines'>) =>
    answer(incentive.GET('/releases/{id}/lines', { params: { path: { id }, query } }));
export const proposeRelease = (dueUntil: string, key: string) =>
    answer(incentive.POST('/releases', { headers: once(key), body: { dueUntil } }));
export const approveRelease = (id: string, key: string) =>
    answer(incentive.POST('/releases/{id}/approve', ofRelease(id, key)));
export const rejectRelease = (id: string, reason: string, key: string) =>
    answer(incentive.POST('/releases/{id}/reject', { ...ofRelease(id, key), body: { reason } }));
export const withdrawRelease = (id: string, key: string) =>
    answer(incentive.POST('/releases/{id}/withdraw', ofRelease(id, key)));
