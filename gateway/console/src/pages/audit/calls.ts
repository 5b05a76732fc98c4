import { type Service, answer, callsOf } from '../../api/client';
import type { components } from '../../api/incentive';

/**
 * An entry of a service's audit: its detail is what the decision rests on, as JSON; its sequence is null while it
 * is not sealed yet.
 */
export type Entry = Omit<components['schemas']['AuditEntry'], 'access'>;
export type Verdict = components['schemas']['AuditVerdict'];

export interface Filter {
    actor?: string;
    subject?: string;
    action?: string;
    /** Changes, or readings; both when left out. */
    access?: 'read' | 'write';
    /** First and last day, at the bank. */
    from?: string;
    to?: string;
    sort: string;
}

export const entries = (service: Service, filter: Filter, after?: string) =>
    answer(
        callsOf[service].GET('/audit', {
            params: { query: { limit: 50, ...filter, after, total: after ? undefined : true } },
        }),
    );

/**
 * Recomputes the chain from its first link: of years of entries it takes a while, so it is asked for and never
 * polled.
 */
export const verification = (service: Service) => answer(callsOf[service].GET('/audit/verification'));
