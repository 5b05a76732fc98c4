import { type Page, read } from '../../api/read';

/** Rows a service keeps for a manager it has not heard of. */
export interface Waiting {
    managerNo: string;
    rows: Record<string, number>;
}

export const waiting = (service: 'training' | 'feedback') => read<Page<Waiting>>(`/${service}/waiting`, { limit: 50 });

export const rowsOf = (items: readonly Waiting[]) =>
    items.reduce((sum, one) => Object.values(one.rows).reduce((own, rows) => own + rows, sum), 0);
