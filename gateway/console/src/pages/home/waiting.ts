import { type Page, read } from '../../api/read';

/** Rows a service keeps for a manager it has not heard of. */
export interface Waiting {
    managerNo: string;
    rows: Record<string, number>;
}

/** The services that keep rows of managers they do not know. */
export const KEEPERS = ['training', 'feedback'] as const;
export type Keeper = (typeof KEEPERS)[number];

/** Numbers that are not in the roster, with the number of all of them on the first page. */
export const waiting = (service: Keeper, after = '', limit = 50) =>
    read<Page<Waiting>>(`/${service}/waiting`, { limit, after, total: after ? undefined : 'true' });

export const rowsOf = (items: readonly Waiting[]) =>
    items.reduce((sum, one) => Object.values(one.rows).reduce((own, rows) => own + rows, sum), 0);
