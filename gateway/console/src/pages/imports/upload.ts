import { type Service, headers, once } from '../../api/client';
import { Problem } from '../../api/problem';
import type { ImportState } from './state';

const CSV_TYPE = 'text/csv';
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The largest file that a service takes. */
export const LARGEST = 1024 ** 3;

/** The file was saved again after it was chosen: the browser no longer reads it. */
export class FileChanged extends Error {}

async function checkReadable(file: File) {
    try {
        await file.slice(0, 1).arrayBuffer();
    } catch {
        throw new FileChanged(file.name);
    }
}

export interface Sending {
    service: Service;
    kind: string;
    /** The whole list of what it names takes the place of the present one: `replace`. */
    mode: 'rows' | 'atomic' | 'replace';
    dryRun: boolean;
    file: File;
    /** The same for every attempt at the same thing. */
    key: string;
}

/** Sends a file as it is, telling how much has gone. Not fetch, because fetch does not say how much it has sent. */
export async function upload(
    sending: Sending,
    onProgress: (sent: number) => void,
    signal: AbortSignal,
): Promise<ImportState> {
    await checkReadable(sending.file);
    try {
        return await send(sending, onProgress, signal);
    } catch (failure) {
        // What changes while it is sent ends the request as if nobody had answered.
        if (failure instanceof Problem && failure.status === 0) await checkReadable(sending.file);
        throw failure;
    }
}

function send(
    { service, kind, mode, dryRun, file, key }: Sending,
    onProgress: (sent: number) => void,
    signal: AbortSignal,
): Promise<ImportState> {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', `/${service}/imports/${kind}?mode=${mode}&dryRun=${dryRun}`);
        for (const [name, value] of Object.entries({ ...headers('POST'), ...once(key) }))
            request.setRequestHeader(name, value);
        // For the list of imports; a name in the address would stand in logs.
        request.setRequestHeader(
            'Content-Disposition',
            `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
        );
        request.setRequestHeader('Content-Type', /\.xlsx$/i.test(file.name) ? XLSX_TYPE : CSV_TYPE);
        request.upload.onprogress = (event) => onProgress(event.loaded);
        request.onerror = () => reject(Problem.unanswered(new Error('upload')));
        request.onload = () => {
            let body: unknown;
            try {
                body = JSON.parse(request.responseText);
            } catch {
                body = undefined;
            }
            if (request.status === 202) resolve(body as ImportState);
            else reject(Problem.of(new Response(null, { status: request.status }), body));
        };
        signal.addEventListener('abort', () => {
            request.abort();
            reject(signal.reason);
        });
        request.send(file);
    });
}
