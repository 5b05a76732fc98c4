import { answer, ask, once, performance } from '../../api/client';
import { csvFile, parseCsv } from '../imports/csv';
import { type ImportState, isFinished } from '../imports/state';
import { type Profile, spansOf } from './roster';

/** The values of a manager that may change from a day on; an empty text takes a value away. */
export interface PostingChange {
    effectiveOn: string;
    org: string;
    level?: string;
    step?: string;
    area?: string;
    employment?: string;
    supervisorNo?: string;
    mentorNo?: string;
    leftOn?: string;
}

/** The roster's own words for what is wrong with a change. */
export class PostingRefused extends Error {
    readonly messages: readonly string[];

    constructor(messages: readonly string[]) {
        super(messages.join(' '));
        this.messages = messages;
    }
}

/** The change a form begins with: everything as it is now. */
export function changeOf(manager: Profile, today: string): PostingChange {
    const spans = spansOf(manager, today);
    const now = (spans.find((span) => span.when === 'now') ?? spans[0])?.posting;
    return {
        effectiveOn: today,
        org: now?.org ?? '',
        level: now?.level ?? undefined,
        step: now?.step ?? undefined,
        area: now?.area ?? undefined,
        employment: now?.employment ?? undefined,
        supervisorNo: now?.supervisorNo ?? undefined,
        mentorNo: now?.mentorNo ?? undefined,
        leftOn: manager.leftOn ?? undefined,
    };
}

/** The change as a row of the roster. */
export const rowsOf = (manager: Pick<Profile, 'managerNo' | 'name' | 'hiredOn'>, change: PostingChange) => [
    [
        'manager_no',
        'name',
        'hired_on',
        'effective_on',
        'org',
        'level',
        'step',
        'area',
        'employment',
        'supervisor_no',
        'mentor_no',
        'left_on',
    ],
    [
        manager.managerNo,
        manager.name,
        manager.hiredOn,
        change.effectiveOn,
        change.org,
        ...[
            change.level,
            change.step,
            change.area,
            change.employment,
            change.supervisorNo,
            change.mentorNo,
            change.leftOn,
        ].map((value) => value?.trim() ?? ''),
    ],
];

const CSV_TYPE = 'text/csv';
const WAIT = 300;

/**
 * Brings the change in by the roster's own way, so that one person's change and a file's are checked, audited and
 * announced alike. True when it was news.
 */
export async function record(manager: Profile, change: PostingChange, key: string): Promise<boolean> {
    const started = await ask(
        'POST',
        '/performance/imports/managers?mode=atomic&dryRun=false',
        csvFile(rowsOf(manager, change)),
        {
            'Content-Type': CSV_TYPE,
            ...once(key),
        },
    );
    let state = (await started.json()) as ImportState;
    while (!isFinished(state)) {
        await new Promise((resolve) => setTimeout(resolve, WAIT));
        state = await answer(performance.GET('/imports/{id}', { params: { path: { id: state.id } } }));
    }
    if (state.status === 'failed' || state.rowsRejected > 0) {
        const [, ...errors] = parseCsv(await (await ask('GET', `/performance/imports/${state.id}/errors`)).text());
        const messages = errors.map(([, column = '', , text = '']) => `${column}: ${text}`);
        throw new PostingRefused(messages.length > 0 ? messages : [state.error ?? state.errorCode ?? '']);
    }
    return state.rowsAccepted > 0;
}
