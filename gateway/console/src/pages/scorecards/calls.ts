import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';

/* Shapes of the service's answers, written here because its published document gives several answers one name. */

export interface Page<T> {
    items: T[];
    next: string | null;
}

export interface KpiScore {
    kpi: string;
    value: string | null;
    target: string | null;
    attainment: string | null;
    weight: string;
    score: string | null;
    source: 'card-facts' | 'feedback' | 'imported';
    leftOut: 'no-target' | 'no-value' | null;
}

export interface Scorecard {
    managerNo: string;
    name: string | null;
    period: string;
    org: string;
    level: string;
    version: number;
    knownFrom: number;
    total: string | null;
    kpis: KpiScore[];
}

export interface CardFact {
    factRef: string;
    version: number;
    kind: string;
    cardRef: string;
    occurredOn: string;
    product: string | null;
    amount: string | null;
    newCustomer: boolean;
    void: boolean;
    knownUntil: number | null;
}

export interface Complaint {
    complaintRef: string;
    channel: string;
    category: string;
    severity: string;
    outcome: string | null;
    resolvedOn: string | null;
}

export interface SatisfactionMonth {
    period: string;
    mean: string;
    answers: number;
}

/** A place on a leaderboard. */
export interface Place {
    rank: number;
    ranked: number;
    managerNo: string;
    name: string | null;
    org: string;
    level: string;
    total: string | null;
}

/** Where a manager stands in a unit and below it; the quarters count from the best. */
export interface Standing {
    org: string;
    name: string | null;
    rank: number;
    ranked: number;
    quarter: 1 | 2 | 3 | 4;
}

async function get<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> {
    const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
    const search = new URLSearchParams(given).toString();
    return (await (await ask('GET', search ? `${path}?${search}` : path)).json()) as T;
}

const part = encodeURIComponent;

export const scorecards = (query: {
    period: string;
    org?: string;
    level?: string;
    /** 'false': only totals below 100 %. */
    met?: string;
    sort?: string;
    after?: string;
    total?: 'true';
}) => get<Page<Scorecard>>('/performance/scorecards', { limit: '50', ...query });
export const scorecard = (managerNo: string, period: string) =>
    get<Scorecard>(`/performance/scorecards/${part(managerNo)}/${part(period)}`);
export const leaderboard = (period: string, query: { org?: string; level?: string; after?: string }) =>
    get<Page<Place>>(`/performance/leaderboards/${part(period)}`, { limit: '50', ...query });
export const standings = (managerNo: string, period: string) =>
    get<{ level: string; standings: Standing[] }>(`/performance/leaderboards/${part(period)}/${part(managerNo)}`);
export const complaints = (query: { manager: string; after?: string }) =>
    get<Page<Complaint>>('/feedback/complaints', { limit: '500', ...query });
export const satisfaction = (query: { manager: string; period: string }) =>
    get<Page<SatisfactionMonth>>('/feedback/satisfaction', query);

/** A manager's facts of a month, every version of each: of one kind, or of all. */
export const useCardFacts = (manager: string, period: string, kind?: string) =>
    useInfiniteQuery({
        queryKey: ['card-facts', manager, period, kind],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) =>
            get<Page<CardFact>>('/performance/card-facts', {
                limit: '500',
                sort: 'occurredOn',
                manager,
                period,
                kind,
                after: pageParam,
            }),
        getNextPageParam: (page) => page.next ?? undefined,
    });
