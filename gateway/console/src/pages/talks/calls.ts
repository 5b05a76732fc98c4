import { ask } from '../../api/client';
import { type Page, read } from '../../api/read';

export const KINDS = ['performance', 'one-to-one', 'interview'] as const;

/** A talk that was held with a manager (written out here because the service's document gives several answers one name). */
export interface Talk {
    id: string;
    managerNo: string;
    heldOn: string;
    kind: (typeof KINDS)[number];
    said: string;
    agreed: string | null;
    /** When they mean to talk again. */
    nextOn: string | null;
    recordedBy: string;
    /** When the manager confirmed it; null until then. */
    readAt: string | null;
    reply: string | null;
}

export interface NewTalk {
    managerNo: string;
    heldOn: string;
    kind: string;
    said: string;
    agreed?: string;
    nextOn?: string;
}

/** The newest first. */
export const talksOf = (manager: string) => read<Page<Talk>>('/feedback/talks', { manager, limit: 20 });

/** The same key for the same talk: sent twice, it is recorded once. */
export const record = (talk: NewTalk, key: string) =>
    ask('POST', '/feedback/talks', { ...talk }, { 'Idempotency-Key': key });
export const confirm = (id: string, reply: string) =>
    ask('POST', `/feedback/talks/${id}/confirm`, reply ? { reply } : {});
