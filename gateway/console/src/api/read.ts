import { ask } from './client';

/** One page of a list, and where the next one begins. */
export interface Page<T> {
    items: T[];
    next: string | null;
    /** The number of rows of the whole list, where it was asked for. */
    total?: number;
}

/** So many rows a service gives at most in one answer. */
export const MOST = 500;

export type Query = Record<string, string | number | undefined>;

/** A path with what is given of the query. */
export function addressOf(path: string, query: Query): string {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return search ? `${path}?${search}` : path;
}

/** What a service has at this address, asked with what is given of the query. */
export const read = async <T>(path: string, query: Query = {}): Promise<T> =>
    (await (await ask('GET', addressOf(path, query))).json()) as T;
