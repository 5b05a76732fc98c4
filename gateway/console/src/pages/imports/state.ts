import { useQuery } from '@tanstack/react-query';
import { type Service, answer, ask, callsOf } from '../../api/client';
import type { components } from '../../api/performance';
import { currentLanguage } from '../../i18n';
import { parseCsv } from './csv';

export const STATUSES = ['queued', 'running', 'completed', 'failed'] as const;

/** The state of a file at a service; the number of its rows is unknown before it was read. */
export type ImportState = components['schemas']['ImportAnswer'];

export interface ImportError {
    row: number;
    column: string;
    code: string;
    message: string;
}

/** A service keeps no more of a file's mistakes than this. */
export const ERRORS_KEPT = 100_000;

export const isFinished = (state: Pick<ImportState, 'status'>) =>
    state.status === 'completed' || state.status === 'failed';

/** An import, asked for again until it has ended. */
export const useImport = (service: Service, id: string) =>
    useQuery({
        queryKey: ['import', service, id],
        queryFn: () => answer(callsOf[service].GET('/imports/{id}', { params: { path: { id } } })),
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

/**
 * The first rows of a file, and those rejected, as the service reads them; a row is numbered as a spreadsheet
 * counts.
 */
export type ImportPreview = components['schemas']['ImportPreview'];
export type PreviewRow = components['schemas']['ImportPreviewRow'];

/** Kept for a week, by the replica that read the file: it may be gone. */
export const useImportPreview = (service: Service, id: string, isEnded: boolean) =>
    useQuery({
        queryKey: ['import-preview', service, id],
        enabled: isEnded,
        staleTime: Infinity,
        retry: false,
        queryFn: () => answer(callsOf[service].GET('/imports/{id}/preview', { params: { path: { id } } })),
    });

/** A column as a service describes it. */
export type ImportColumn = components['schemas']['ImportColumnAnswer'];

export const useImportColumns = (service: Service, kind: string) =>
    useQuery({
        queryKey: ['import-columns', service, kind],
        staleTime: Infinity,
        queryFn: async () =>
            (await answer(callsOf[service].GET('/imports/{kind}/columns', { params: { path: { kind } } }))).columns,
    });
