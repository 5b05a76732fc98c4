import { answer, ask, once, training } from '../../api/client';
import type { components, paths } from '../../api/training';
import { download } from '../../parts/download';

type Schemas = components['schemas'];
type ReminderQuery = NonNullable<paths['/certificate-reminders']['get']['parameters']['query']>;

export type Reminder = Schemas['ListRemindersRow'];

export const reminders = (query: ReminderQuery) =>
    answer(training.GET('/certificate-reminders', { params: { query } }));

/** Issues the document of a certificate, where there is none yet, and hands it to the browser. */
export async function takeDocument(one: { managerNo: string; certificate: string; validFrom: string }, key: string) {
    const { code } = await answer(
        training.POST('/certificate-documents', {
            body: { managerNo: one.managerNo, certificate: one.certificate, validFrom: one.validFrom },
            headers: once(key),
        }),
    );
    const file = await (await ask('GET', `/training/certificate-documents/${code}/pdf`)).blob();
    download(file, `${one.certificate}-${one.managerNo}.pdf`);
    return code;
}
