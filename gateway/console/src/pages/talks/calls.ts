import { answer, feedback, once } from '../../api/client';
import type { components } from '../../api/feedback';

export const KINDS = ['performance', 'one-to-one', 'interview'] as const;

/** A talk that was held with a manager; it has no instant of reading until the manager confirmed it. */
export type Talk = components['schemas']['TalkAnswer'];
export type NewTalk = components['schemas']['RecordTalkRequest'];

/** The newest first. */
export const talksOf = (manager: string) =>
    answer(feedback.GET('/talks', { params: { query: { manager, limit: 20 } } }));

/** The same key for the same talk: sent twice, it is recorded once. */
export const record = (talk: NewTalk, key: string) =>
    answer(feedback.POST('/talks', { headers: once(key), body: talk }));
export const confirm = (id: string, reply: string) =>
    answer(feedback.POST('/talks/{id}/confirm', { params: { path: { id } }, body: { reply: reply || null } }));
