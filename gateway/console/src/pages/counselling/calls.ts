import { answer, feedback } from '../../api/client';
import type { components } from '../../api/feedback';

type Schemas = components['schemas'];

export type Hotline = Schemas['KeepHotlinesLine'];
export type CounsellingRow = Schemas['HoldCounsellingRow'];
export type OpenedCase = Schemas['HoldCounsellingAnswer'];

export const CHANNELS = ['room', 'phone', 'video'] as const;

export const counsellors = () => answer(feedback.GET('/counselling/counsellors'));
export const ownRequest = () => answer(feedback.GET('/counselling/requests/mine'));
export const askForCounselling = (body: Schemas['AskForCounsellingRequest']) =>
    answer(feedback.POST('/counselling/requests', { body }));

export const hotlines = async (): Promise<readonly Hotline[]> =>
    (await answer(feedback.GET('/counselling/hotlines'))).hotlines;
export const saveHotlines = (lines: Hotline[]) =>
    answer(feedback.PUT('/counselling/hotlines', { body: { hotlines: lines } }));

export const ownKey = () => answer(feedback.GET('/counselling/key'));
export const makeKey = (body: Schemas['KeepKeysMakeRequest']) => answer(feedback.PUT('/counselling/key', { body }));
export const unlock = (passphrase: string) =>
    answer(feedback.POST('/counselling/key/unlock', { body: { passphrase } }));

export const counsellingCases = async (): Promise<readonly CounsellingRow[]> =>
    (await answer(feedback.GET('/counselling/cases'))).cases;

/** The case of an id, with the unlocked key, which goes in a header and is kept nowhere. */
const of = (id: string, key: string) => ({ params: { path: { id } }, headers: { 'X-Counselling-Key': key } });
export const openCase = (id: string, key: string) => answer(feedback.GET('/counselling/cases/{id}', of(id, key)));
export const addNote = (id: string, text: string, key: string) =>
    answer(feedback.POST('/counselling/cases/{id}/notes', { ...of(id, key), body: { text } }));
export const appoint = (id: string, text: string, key: string) =>
    answer(feedback.POST('/counselling/cases/{id}/appointment', { ...of(id, key), body: { text } }));
export const share = (id: string, counsellor: string, key: string) =>
    answer(feedback.POST('/counselling/cases/{id}/share', { ...of(id, key), body: { counsellor } }));
export const closeCase = (id: string, key: string) =>
    answer(feedback.POST('/counselling/cases/{id}/close', of(id, key)));

export const officers = async () => (await answer(feedback.GET('/counselling/officers'))).officers;
export const nameOfficers = (first: string, second: string) =>
    answer(feedback.PUT('/counselling/officers', { body: { first, second } }));
export const makeOfficersKey = (passphrase: string) =>
    answer(feedback.PUT('/counselling/officers/key', { body: { passphrase } }));
export const recover = (counsellor: string, passphrase: string) =>
    answer(feedback.POST('/counselling/recovery', { body: { counsellor, passphrase } }));
