import type { Problem } from '../../api/problem';
import { SERVICES, type Service } from '../../api/client';
import type { Entry } from './calls';

/** The answer of one service for one page; a failure stands beside the others' answers. */
export interface Share {
    service: Service;
    items: Entry[];
    next: string | null;
    /** The number of all its entries, on the first page. */
    total?: number | null;
    problem?: Problem;
}

export type Row = Entry & { service: Service };

/** From where each service is asked next; only those in it are asked. */
export type Cursors = Partial<Record<Service, string>>;

/** The entries each service has given so far, and whether it has more. */
function known(pages: readonly Share[][]) {
    return SERVICES.flatMap((service) => {
        const own = pages.flat().filter((share) => share.service === service && !share.problem);
        const last = own.at(-1);
        return last ? [{ service, items: own.flatMap((share) => share.items), next: last.next }] : [];
    });
}

/** Each service goes on by itself; so far as the slowest of them reaches, nothing between can be missing. */
function horizon(shares: ReturnType<typeof known>, isNewestFirst: boolean) {
    const reached = shares.flatMap(({ items, next }) => (next === null ? [] : [items.at(-1)?.at ?? ''])).sort();
    return isNewestFirst ? reached.at(-1) : reached[0];
}

/** The entries of all services in the order of time, as far as it is sure that none is left out. */
export function inOrder(pages: readonly Share[][], isNewestFirst: boolean): Row[] {
    const shares = known(pages);
    const end = horizon(shares, isNewestFirst);
    const direction = isNewestFirst ? -1 : 1;
    return shares
        .flatMap(({ service, items }) => items.map((item): Row => ({ ...item, service })))
        .filter((row) => end === undefined || direction * row.at.localeCompare(end) <= 0)
        .sort(
            (a, b) =>
                direction *
                (a.at.localeCompare(b.at) || SERVICES.indexOf(a.service) - SERVICES.indexOf(b.service) || a.id - b.id),
        );
}

/** The number of entries of all services; undefined where one of them did not say. */
export function totalOf(pages: readonly Share[][]): number | undefined {
    const totals = (pages[0] ?? []).filter((share) => !share.problem).map((share) => share.total);
    return totals.reduce<number | undefined>(
        (sum, total) => (sum === undefined || total === undefined || total === null ? undefined : sum + total),
        0,
    );
}

/** Whom to ask for more: those that hold the others back. Undefined when everything is there. */
export function following(pages: readonly Share[][], isNewestFirst: boolean): Cursors | undefined {
    const shares = known(pages);
    const end = horizon(shares, isNewestFirst);
    const cursors: Cursors = {};
    for (const { service, items, next } of shares)
        if (next !== null && (items.at(-1)?.at ?? '') === end) cursors[service] = next;
    return Object.keys(cursors).length > 0 ? cursors : undefined;
}

/** Something an action changed; null for what did not exist. */
export interface Change {
    before: string | null;
    after: string | null;
}

const isChange = (value: unknown): value is Change =>
    typeof value === 'object' && value !== null && 'before' in value && 'after' in value;

/** The grounds of a decision, and what it changed, by name. */
export function notesOf(detail: string | null): [string, string | Change][] {
    if (detail === null) return [];
    try {
        const notes: unknown = JSON.parse(detail);
        if (typeof notes === 'object' && notes !== null)
            return Object.entries(notes).map(([name, value]) => [
                name,
                typeof value === 'string' || isChange(value) ? value : JSON.stringify(value),
            ]);
    } catch {
        // Not JSON: it is shown as it is.
    }
    return [['', detail]];
}
