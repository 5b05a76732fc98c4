import { type Page, read } from '../../api/read';
import type { Service } from '../imports/kinds';

/** One entry of a service's audit (written out here because the service's document gives several answers one name). */
export interface Entry {
    id: number;
    at: string;
    actor: string;
    roles: string;
    action: string;
    subject: string;
    /** What the decision rests on, by name, as JSON. */
    detail: string | null;
    traceId: string | null;
    /** Its place in the chain; null while it is not sealed yet. */
    sequence: number | null;
    hash: string | null;
}

export interface Verdict {
    sealed: number;
    unsealed: number;
    head: string | null;
    firstBroken: { sequence: number; reason: string } | null;
    isWhole: boolean;
}

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
    read<Page<Entry>>(`/${service}/audit`, { limit: 50, ...filter, after, total: after ? undefined : 'true' });

/** Recomputes the chain from its first link: of years of entries it takes a while, so it is asked for and never polled. */
export const verification = (service: Service) => read<Verdict>(`/${service}/audit/verification`);
