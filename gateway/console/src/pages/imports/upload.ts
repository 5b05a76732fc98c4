import { headers } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Service } from './kinds';
import { CSV_TYPE, XLSX_TYPE } from './localFile';
import type { ImportState } from './state';

export interface Sending {
    service: Service;
    kind: string;
    mode: 'rows' | 'atomic';
    dryRun: boolean;
    file: File;
    /** The same for every attempt at the same thing. */
    key: string;
}

/** Sends a file as it is, telling how much has gone. Not fetch, because fetch does not say how much it has sent. */
export function upload(
    { service, kind, mode, dryRun, file, key }: Sending,
    onProgress: (sent: number) => void,
    signal: AbortSignal,
): Promise<ImportState> {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', `/${service}/imports/${kind}?mode=${mode}&dryRun=${dryRun}`);
        for (const [name, value] of Object.entries(headers('POST', key))) request.setRequestHeader(name, value);
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
