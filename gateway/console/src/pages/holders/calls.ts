import { answer, once, training } from '../../api/client';
import type { components, paths } from '../../api/training';

type Schemas = components['schemas'];
type OnQuery = NonNullable<paths['/certificates/on']['get']['parameters']['query']>;
type ShareQuery = NonNullable<paths['/certificates/share']['get']['parameters']['query']>;
type SanctionQuery = NonNullable<paths['/certificate-sanctions']['get']['parameters']['query']>;
type CoachingQuery = NonNullable<paths['/coachings']['get']['parameters']['query']>;
type AwaitedQuery = NonNullable<paths['/awaited-exams']['get']['parameters']['query']>;

export type Holder = Schemas['ListCertifiedOnAnswer'];
export type Share = Schemas['ListCertifiedOnShare'];
export type Counts = Schemas['ListCertifiedOnCounts'];
export type Sanction = Schemas['ListSanctionsRow'];
export type NewSanction = Schemas['ImposeSanctionRequest'];
export type Coaching = Schemas['ListCoachingsAnswer'];
export type NewCoaching = Schemas['AssignCoachRequest'];
export type Awaited = Schemas['ListAwaitedExamsRow'];

export const STATES = ['certified', 'expiring', 'grace', 'uncertified'] as const;
export type State = (typeof STATES)[number];
export const stateOf = (word: string) => STATES.find((one) => one === word) ?? 'uncertified';

export const STATE_POINTS = {
    certified: 'success',
    expiring: 'warning',
    grace: 'warning',
    uncertified: 'error',
} as const;

export const COACHING_STATES = ['open', 'overdue', 'met', 'ended'] as const;
export const COACHING_POINTS = { open: 'processing', overdue: 'error', met: 'success', ended: 'default' } as const;
export const coachingState = (word: string) => COACHING_STATES.find((one) => one === word) ?? 'open';

export const certifiedOn = (query: OnQuery) => answer(training.GET('/certificates/on', { params: { query } }));
export const share = (query: ShareQuery) => answer(training.GET('/certificates/share', { params: { query } }));

export const sanctions = (query: SanctionQuery) =>
    answer(training.GET('/certificate-sanctions', { params: { query } }));
export const impose = (body: NewSanction, key: string) =>
    answer(training.POST('/certificate-sanctions', { body, headers: once(key) }));
export const endSuspension = (id: string, lastDay: string, key: string) =>
    answer(
        training.POST('/certificate-sanctions/{id}/end', {
            params: { path: { id } },
            body: { lastDay },
            headers: once(key),
        }),
    );
export const withdrawSanction = (id: string, reason: string, key: string) =>
    answer(
        training.POST('/certificate-sanctions/{id}/withdraw', {
            params: { path: { id } },
            body: { reason },
            headers: once(key),
        }),
    );

export const coachings = (query: CoachingQuery) => answer(training.GET('/coachings', { params: { query } }));
export const assignCoach = (body: NewCoaching, key: string) =>
    answer(training.POST('/coachings', { body, headers: once(key) }));
export const endCoaching = (id: string, reason: string, key: string) =>
    answer(training.POST('/coachings/{id}/end', { params: { path: { id } }, body: { reason }, headers: once(key) }));

export const awaitedExams = (query: AwaitedQuery) => answer(training.GET('/awaited-exams', { params: { query } }));
