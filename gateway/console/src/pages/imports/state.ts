import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import { currentLanguage } from '../../i18n';
import { parseCsv } from './csv';
import type { Service } from './kinds';

export const STATUSES = ['queued', 'running', 'completed', 'failed'] as const;

/** What a service says of one file (written out here because the services' documents give several answers one name). */
export interface ImportState {
    id: string;
    kind: string;
    status: (typeof STATUSES)[number];
    mode: 'rows' | 'atomic';
    dryRun: boolean;
    format: string;
    rowsRead: number;
    rowsAccepted: number;
    rowsUnchanged: number;
    rowsRejected: number;
    createdAt: string;
    startedAt: string | null;
    finishedAt: string | null;
    errorCode: string | null;
    error: string | null;
}

export interface ImportPage {
    items: ImportState[];
    next: string | null;
}

export interface ImportError {
    row: number;
    column: string;
    code: string;
    message: string;
}

/** A service keeps no more of a file's mistakes than this. */
export const ERRORS_KEPT = 100_000;

export const isFinished = (state: ImportState) => state.status === 'completed' || state.status === 'failed';

/** One import, asked for again until it has ended. */
export const useImport = (service: Service, id: string) =>
    useQuery({
        queryKey: ['import', service, id],
        queryFn: async () => (await (await ask('GET', `/${service}/imports/${id}`)).json()) as ImportState,
        refetchInterval: ({ state: { data } }) => (data && isFinished(data) ? false : 1000),
    });

export const useImportErrors = (service: Service, id: string, isEnded: boolean) =>
    useQuery({
        queryKey: ['import-errors', service, id, currentLanguage()],
        enabled: isEnded,
        staleTime: Infinity,
        queryFn: async () => {
            const [, ...rows] = parseCsv(await (await ask('GET', `/${service}/imports/${id}/errors`)).text());
            return rows.map(([row = '', column = '', code = '', message = '']): ImportError => ({
                row: Number(row),
                column,
                code,
                message,
            }));
        },
    });

/** Files of this browser's last imports, so that what was rejected can be shown as it was written. They are handles, not contents. */
const atHand = new Map<string, File>();
const FILES_AT_HAND = 20;

export function keepAtHand(id: string, file: File) {
    atHand.set(id, file);
    const oldest = atHand.keys().next().value;
    if (atHand.size > FILES_AT_HAND && oldest !== undefined) atHand.delete(oldest);
}

export const fileAtHand = (id: string) => atHand.get(id);
