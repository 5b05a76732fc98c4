import { ask } from './client';

/** One page of a list, and where the next one begins. */
export interface Page<T> {
    items: T[];
    next: string | null;
}

/** So many rows a service gives at most in one answer. */
export const MOST = 500;

/** What a service has at this address, asked with what is given of the query. */
export async function read<T>(path: string, query: Record<string, string | number | undefined> = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return (await (await ask('GET', search ? `${path}?${search}` : path)).json()) as T;
}
