import { answer, once, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];
type Query = NonNullable<paths['/warnings']['get']['parameters']['query']>;
type RuleQuery = NonNullable<paths['/warning-rules']['get']['parameters']['query']>;

export type Warning = Schemas['ListWarningsRow'];
export type EvidenceFigure = Schemas['EvidenceFigure'];
export type WarningRule = Schemas['WarningRuleAnswer'];
export type NewWarningRule = Schemas['PutWarningRuleRequest'];

export const STATES = ['monitoring', 'warning', 'responded', 'received', 'settled', 'cleared'] as const;
export const KINDS = ['threshold', 'change', 'deviation', 'forecast', 'cluster', 'spike'] as const;
export type Kind = (typeof KINDS)[number];
export const SEVERITIES = ['notice', 'warning', 'severe'] as const;
export const OUTCOMES = ['improved', 'not-improved', 'unfounded'] as const;

export const warnings = (query: Query) => answer(performance.GET('/warnings', { params: { query } }));
export const warning = (id: string) => answer(performance.GET('/warnings/{id}', { params: { path: { id } } }));
export const warningRules = (query: RuleQuery) => answer(performance.GET('/warning-rules', { params: { query } }));

const of = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });
export const respond = (id: string, response: string, dueOn: string, key: string) =>
    answer(performance.POST('/warnings/{id}/respond', { ...of(id, key), body: { response, dueOn } }));
export const receive = (id: string, key: string) => answer(performance.POST('/warnings/{id}/receive', of(id, key)));
export const sendBack = (id: string, reason: string, key: string) =>
    answer(performance.POST('/warnings/{id}/return', { ...of(id, key), body: { reason } }));
export const settle = (id: string, outcome: string, note: string, key: string) =>
    answer(performance.POST('/warnings/{id}/settle', { ...of(id, key), body: { outcome, note } }));

export const saveRule = (code: string, body: NewWarningRule) =>
    answer(performance.PUT('/warning-rules/{code}', { params: { path: { code } }, body }));
export const endRule = (code: string, key: string) =>
    answer(performance.POST('/warning-rules/{code}/end', { params: { path: { code } }, headers: once(key) }));

/** The newest warnings that wait for somebody: for a response, a receipt or an outcome. */
export const waitingWarnings = async () => (await warnings({ open: true, limit: 50 })).items;
