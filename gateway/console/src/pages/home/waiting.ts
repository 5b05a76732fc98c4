import { answer, feedback, training } from '../../api/client';
import type { components } from '../../api/training';

/** Rows a service keeps for a manager it has not heard of. */
export type Waiting = components['schemas']['WaitingAnswer'];

/** The services that keep rows of managers they do not know. */
export const KEEPERS = ['training', 'feedback'] as const;
export type Keeper = (typeof KEEPERS)[number];

/** Numbers that are not in the roster, with the number of all of them on the first page. */
export const waiting = (service: Keeper, after?: string, limit = 50) => {
    const asked = { params: { query: { limit, after, total: after ? undefined : true } } };
    return answer(service === 'training' ? training.GET('/waiting', asked) : feedback.GET('/waiting', asked));
};

export const rowsOf = (items: readonly Waiting[]) =>
    items.reduce((sum, one) => Object.values(one.rows).reduce((own, rows) => own + rows, sum), 0);
