import { answer, ask, feedback, once } from '../../api/client';
import type { components, paths } from '../../api/feedback';

type Schemas = components['schemas'];
type Query = NonNullable<paths['/complaint-cases']['get']['parameters']['query']>;
type StatementQuery = NonNullable<paths['/complaint-statements']['get']['parameters']['query']>;

export type CaseRow = Schemas['ListCasesRow'];
export type Case = Schemas['CaseAnswer'];
export type CaseStep = Schemas['CaseStep'];
export type NewComplaint = Schemas['ReceiveComplaintRequest'];
export type CaseFile = Schemas['CaseAnswerFile'];
export type CaseTopic = Schemas['TopicsTopic'];
export type AskedRow = Schemas['AskManagerRow'];

export const STATES = [
    'undecided',
    'received',
    'accepted',
    'assigned',
    'investigating',
    'decided',
    'replied',
    'closed',
    'withdrawn',
    'appealed',
    'appeal-decided',
    'reopened',
] as const;
export const CLOCKS = ['due', 'late'] as const;
export const CHANNELS = ['phone', 'email', 'online', 'post', 'branch', 'regulator'] as const;
export const SEVERITIES = ['minor', 'major', 'severe'] as const;
export const OUTCOMES = ['upheld', 'partly-upheld', 'rejected'] as const;
export const KEYS = ['channel', 'org', 'category', 'cause'] as const;

export const cases = (query: Query) => answer(feedback.GET('/complaint-cases', { params: { query } }));
export const oneCase = (complaintRef: string) =>
    answer(feedback.GET('/complaint-cases/{complaintRef}', { params: { path: { complaintRef } } }));
export const caseFigures = (by?: string) =>
    answer(feedback.GET('/complaint-cases/figures', { params: { query: { by } } }));
export const handlersOf = (complaintRef: string) =>
    answer(feedback.GET('/complaint-cases/{complaintRef}/handlers', { params: { path: { complaintRef } } }));
export const letterOf = (complaintRef: string) =>
    answer(feedback.GET('/complaint-cases/{complaintRef}/letter', { params: { path: { complaintRef } } }));

export const receiveComplaint = (body: NewComplaint, key: string) =>
    answer(feedback.POST('/complaints', { headers: once(key), body }));
export const alikeComplaints = (cardRef: string | null, contact: string | null) =>
    answer(feedback.POST('/complaint-cases/alike', { body: { cardRef, contact } }));

const of = (complaintRef: string, key: string) => ({ params: { path: { complaintRef } }, headers: once(key) });

/** Steps without anything typed. */
export const accept = (ref: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/accept', of(ref, key)));
export const askStatement = (ref: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/ask-statement', of(ref, key)));
export const close = (ref: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/close', of(ref, key)));

/** Steps with a reason. */
export const investigate = (ref: string, text: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/investigate', { ...of(ref, key), body: { text } }));
export const makeComplex = (ref: string, text: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/complex', { ...of(ref, key), body: { text } }));
export const askExtension = (ref: string, text: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/extension', { ...of(ref, key), body: { text } }));
export const decideExtension = (ref: string, isApproved: boolean, text: string, key: string) =>
    answer(
        feedback.POST('/complaint-cases/{complaintRef}/decide-extension', {
            ...of(ref, key),
            body: { isApproved, text },
        }),
    );
export const withdraw = (ref: string, text: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/withdraw', { ...of(ref, key), body: { text } }));
export const appeal = (ref: string, text: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/appeal', { ...of(ref, key), body: { text } }));
export const reopen = (ref: string, text: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/reopen', { ...of(ref, key), body: { text } }));

/** Steps with a form. */
export const identify = (ref: string, body: Schemas['IdentifyCaseRequest'], key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/identify', { ...of(ref, key), body }));
export const assign = (ref: string, to: string | null, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/assign', { ...of(ref, key), body: { to } }));
export const decide = (ref: string, body: Schemas['DecideCaseRequest'], isAppeal: boolean, key: string) =>
    isAppeal
        ? answer(feedback.POST('/complaint-cases/{complaintRef}/decide-appeal', { ...of(ref, key), body }))
        : answer(feedback.POST('/complaint-cases/{complaintRef}/decide', { ...of(ref, key), body }));
export const reply = (ref: string, letter: string, key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/reply', { ...of(ref, key), body: { letter } }));
export const setMeasure = (ref: string, body: Schemas['DecideCaseMeasureRequest'], key: string) =>
    answer(feedback.POST('/complaint-cases/{complaintRef}/measure', { ...of(ref, key), body }));

export const statements = (query: StatementQuery) =>
    answer(feedback.GET('/complaint-statements', { params: { query } }));
export const giveStatement = (complaintRef: string, text: string, key: string) =>
    answer(
        feedback.POST('/complaint-statements/{complaintRef}', {
            params: { path: { complaintRef } },
            headers: once(key),
            body: { text },
        }),
    );

export const addressOfCase = (complaintRef: string) => `/cases/${encodeURIComponent(complaintRef)}`;

export const addressOfFile = (complaintRef: string, id: string) =>
    `/feedback/complaint-cases/${encodeURIComponent(complaintRef)}/attachments/${id}`;

/** Sends a file to a case as it is; its name goes in a header, because an address would stand in logs. */
export async function addFile(complaintRef: string, file: File): Promise<CaseFile> {
    const address = `/feedback/complaint-cases/${encodeURIComponent(complaintRef)}/attachments`;
    const answered = await ask('POST', address, file, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    });
    return (await answered.json()) as CaseFile;
}

export const caseTopics = async (tree: 'category' | 'cause'): Promise<readonly CaseTopic[]> =>
    (await answer(feedback.GET('/complaint-topics', { params: { query: { tree } } }))).topics;
export const saveTopic = (tree: string, code: string, body: Schemas['TopicsRequest']) =>
    answer(feedback.PUT('/complaint-topics/{tree}/{code}', { params: { path: { tree, code } }, body }));
