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
    /** The sheet that is read; null in a text file. */
    sheet: string | null;
    fileName: string | null;
    createdBy: string;
    /** How many rows the file has; null before it was looked through. */
    rowsTotal: number | null;
    rowsRead: number;
    rowsAccepted: number;
    rowsUnchanged: number;
    rowsRejected: number;
    /** Rows of managers nobody has announced yet. */
    rowsWaiting: number;
    hasRejectedRows: boolean;
    createdAt: string;
    startedAt: string | null;
    finishedAt: string | null;
    errorCode: string | null;
    error: string | null;
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

/** The first rows of a file, and those rejected, as the service reads them. */
export interface ImportPreview {
    sheet: string | null;
    format: string;
    rows: number;
    columns: { text: string; column: string | null }[];
    first: PreviewRow[];
    rejected: PreviewRow[];
    /** The first of the managers that a checked file names and no roster knows; absent in what was kept before there were any. */
    unknown?: string[];
}

export interface PreviewRow {
    /** As a spreadsheet counts. */
    number: number;
    cells: string[];
}

/** Kept for a week, by the replica that read the file: it may be gone. */
export const useImportPreview = (service: Service, id: string, isEnded: boolean) =>
    useQuery({
        queryKey: ['import-preview', service, id],
        enabled: isEnded,
        staleTime: Infinity,
        retry: false,
        queryFn: async () => (await (await ask('GET', `/${service}/imports/${id}/preview`)).json()) as ImportPreview,
    });

/** A column as a service describes it. */
export interface ImportColumn {
    name: string;
    zh: string;
    en: string;
    required: boolean;
    form: string;
    example: string;
    words: { word: string; zh: string; en: string }[];
}

export const useImportColumns = (service: Service, kind: string) =>
    useQuery({
        queryKey: ['import-columns', service, kind],
        staleTime: Infinity,
        queryFn: async () =>
            (
                (await (await ask('GET', `/${service}/imports/${kind}/columns`)).json()) as {
                    columns: ImportColumn[];
                }
            ).columns,
    });
