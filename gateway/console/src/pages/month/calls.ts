import { ask } from '../../api/client';

/*
 * The shapes of what month end is made of. Written here because the services' published documents give different answers the
 * same schema name, so that the generated types say the wrong thing about exactly these.
 */

export interface Page<T> {
    items: T[];
    next: string | null;
    /** The number of rows of the whole list, where it was asked for. */
    total?: number;
}

export interface ClosedMonth {
    period: string;
    closeNumber: number;
    closedAt: string;
    closedBy: string;
    /** Comma-separated kinds of what was missing and accepted. */
    acceptedGaps: string;
}

export interface Closing {
    period: string;
    closeNumber: number;
    closedAt: string;
    managers: number;
    scorecards: number;
    recomputedScorecards: number;
    gaps: number;
    facts: { month: string; count: number; amount: string }[];
}

export interface Gap {
    what: string;
    subject: string;
}

/** What the close of a month would find missing; the first of them are listed. */
export interface Gaps {
    period: string;
    count: number;
    kinds: { what: string; count: number }[];
    gaps: Gap[];
}

export interface Missing {
    service: string;
    what: string;
    announced: string | null;
    held: string;
}

export type RunStatus = 'queued' | 'running' | 'calculated' | 'approved' | 'rejected' | 'cancelled' | 'failed';

export interface Run {
    id: string;
    period: string;
    status: RunStatus;
    closeNumber: number;
    without: string[];
    counts: { managers: number; paid: number; facts: number; lines: number };
    total: string;
    deferred: string;
    resultHash: string | null;
    planCode: string;
    planVersion: number;
    createdBy: string;
    createdAt: string;
    calculatedAt: string | null;
    decidedBy: string | null;
    decidedAt: string | null;
    reason: string | null;
    error: string | null;
}

/** A manager of a run against the month before. */
export interface RunSheet {
    managerNo: string;
    name: string | null;
    org: string;
    payable: string;
    deferred: string;
    carried: string;
    adjustment: string;
    /** Null for who had no statement the month before. */
    before: string | null;
    change: string;
    /** False for who had one the month before and has none now. */
    hasStatement: boolean;
    isOutlier: boolean;
}

/** A change somebody made to a month that was closed already, which the run takes into account for the first time. */
export interface RunChange {
    managerNo: string;
    name: string | null;
    period: string;
    /** The same month, but for a certificate, which may concern several. */
    lastPeriod: string;
    kind: string;
    reference: string | null;
    changedBy: string;
    /** Of the months' pay; null while the run is not calculated. */
    difference: string | null;
}

export interface Figures {
    period: string;
    managers: number;
    total: string;
    firstQuartile: string | null;
    median: string | null;
    thirdQuartile: string | null;
    outliers: number;
}

export interface Distribution {
    now: Figures;
    /** Null where no run of the month before is approved. */
    before: Figures | null;
    buckets: { from: string; to: string; managers: number; before: number | null }[];
}

export type LineKind =
    'earned' | 'factor' | 'complaint' | 'clawback' | 'cap' | 'deferral' | 'carried' | 'adjustment' | 'why-not';

export interface Step {
    subject: string;
    quantity: string | null;
    rate: string | null;
    amount: string | null;
}

/** A card fact or a complaint behind a line. */
export interface LineRecord {
    ref: string;
    day: string | null;
    card: string | null;
    product: string | null;
    amount: string | null;
    severity: string | null;
    rate: string | null;
    /** What it came to by itself; null where only the sum of all has a rate. */
    earned: string | null;
    cancelledOn: string | null;
}

export interface Line {
    rule: string;
    /** Of the rule. */
    name?: { zh: string; en: string };
    /** What the quantity counts. */
    unit?: 'card' | 'complaint' | 'CNY' | null;
    /** Only of facts that did not count, and only in a statement. */
    wouldHavePaid?: string;
    records?: LineRecord[];
    kind: LineKind;
    text: { zh: string; en: string };
    quantity: string | null;
    rate: string | null;
    factor: string | null;
    exact: string | null;
    amount: string;
    basis: string[];
    steps?: Step[];
    managerNo?: string;
    managerName?: string;
    period?: string;
}

/** An earlier month as it was last approved and as it now comes out. */
export interface AdjustedPeriod {
    period: string;
    before: { payable: string; deferred: string; lines: Line[] } | null;
    after: { payable: string; deferred: string; lines: Line[] };
    difference: string;
    changes: {
        rule: string;
        kind: LineKind;
        name: { zh: string; en: string };
        before: string;
        after: string;
        difference: string;
    }[];
}

export interface Statement {
    managerNo: string;
    name: string | null;
    period: string;
    runId: string;
    status: 'approved' | 'calculated';
    org: string;
    orgName: string | null;
    payable: string;
    deferred: string;
    held: string;
    carried: string;
    planCode: string;
    planVersion: number;
    without: string[];
    lines: Line[];
}

export interface StatementSummary {
    managerNo: string;
    name: string | null;
    period: string;
    org: string;
    orgName: string | null;
    payable: string;
    deferred: string;
    carried: string;
}

export interface Bonus {
    eventId: string;
    sequence: number;
    kind: string;
    period: string;
    managerNo: string;
    org: string;
    amount: string;
    deferred: string;
    approvedAt: string;
}

export interface Unpaid {
    eventId: string;
    sequence: number;
    managerNo: string;
    name: string | null;
    amount: string;
    status: 'outstanding' | 'rejected';
    reason: string | null;
}

export interface Reconciliation {
    period: string;
    entries: number;
    amount: string;
    acknowledged: number;
    rejected: number;
    outstanding: number;
    difference: string;
    acknowledgedAmount: string;
    rejectedAmount: string;
    outstandingAmount: string;
    approvedAmount: string;
    items: Unpaid[];
}

export interface Acknowledgement {
    eventId: string;
    status: 'paid' | 'rejected';
    reason: string | null;
    paidOn: string | null;
}

type Query = Record<string, string | number | null | undefined>;

async function get<T>(path: string, query: Query = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return (await (await ask('GET', search ? `${path}?${search}` : path)).json()) as T;
}

async function post<T>(path: string, key: string, body?: object): Promise<T> {
    return (await (await ask('POST', path, body, { 'Idempotency-Key': key })).json()) as T;
}

const part = encodeURIComponent;

/** Every closed month, oldest first: 500 are more than forty years. */
export const closedMonths = async () => (await get<Page<ClosedMonth>>('/performance/periods', { limit: 500 })).items;

export const closeGaps = (period: string) => get<Gaps>(`/performance/periods/${part(period)}/gaps`);

export const closeMonth = (period: string, acceptGaps: boolean, key: string) =>
    post<Closing>(`/performance/periods/${part(period)}/close`, key, { acceptGaps });

export const runs = (query: { period?: string; after?: string; limit: number }) =>
    get<Page<Run>>('/incentive/runs', query);
export const run = (id: string) => get<Run>(`/incentive/runs/${part(id)}`);
export const runLines = (id: string, manager: string, after?: string) =>
    get<Page<Line>>(`/incentive/runs/${part(id)}/lines`, {
        limit: 20,
        search: manager,
        after,
        total: after ? undefined : 'true',
    });
export const runSheets = (
    id: string,
    query: { sort?: string; org?: string; manager?: string; only?: string; after?: string; total?: 'true' },
) => get<Page<RunSheet>>(`/incentive/runs/${part(id)}/sheets`, { limit: 20, ...query });
export const runChanges = (
    id: string,
    query: { sort?: string; by?: string; after?: string; limit: number; total?: 'true' },
) => get<Page<RunChange>>(`/incentive/runs/${part(id)}/changes`, query);
export const runDistribution = (id: string) => get<Distribution>(`/incentive/runs/${part(id)}/distribution`);
export const startRun = (period: string, without: string[], key: string) =>
    post<Run>('/incentive/runs', key, { period, without });
export const approveRun = (id: string, key: string) => post<Run>(`/incentive/runs/${part(id)}/approve`, key);
export const cancelRun = (id: string, key: string) => post<Run>(`/incentive/runs/${part(id)}/cancel`, key);
export const rejectRun = (id: string, reason: string, key: string) =>
    post<Run>(`/incentive/runs/${part(id)}/reject`, key, { reason });

export const statements = (query: { period: string; sort?: string; search?: string; after?: string; total?: 'true' }) =>
    get<Page<StatementSummary>>('/incentive/statements', { limit: 50, ...query });
export const statement = (managerNo: string, period: string) =>
    get<Statement>(`/incentive/statements/${part(managerNo)}/${part(period)}`);

export const adjustments = (managerNo: string, period: string) =>
    get<{ items: AdjustedPeriod[] }>(`/incentive/statements/${part(managerNo)}/${part(period)}/adjustments`);

/** Names by number: the stream of bonuses itself has none. */
export const payrollNames = (period: string) => get<Record<string, string>>(`/incentive/payroll/names/${part(period)}`);
export const bonuses = (after: number, isFirst = false) =>
    get<{ items: Bonus[]; last: number; total?: number }>('/incentive/payroll/bonuses', {
        after,
        limit: 50,
        total: isFirst ? 'true' : undefined,
    });
export const reconciliation = (period: string) =>
    get<Reconciliation>(`/incentive/payroll/reconciliation/${part(period)}`);
export const acknowledge = (items: Acknowledgement[], key: string) =>
    post<{ acknowledged: number }>('/incentive/payroll/acknowledgements', key, { items });
