import { answer, incentive, once, performance } from '../../api/client';
import type { components, paths } from '../../api/incentive';
import type { components as performanceComponents } from '../../api/performance';

type Schemas = components['schemas'];
type PerformanceSchemas = performanceComponents['schemas'];
type QueryOf<
    Path extends
        | '/runs'
        | '/runs/{id}/lines'
        | '/runs/{id}/sheets'
        | '/runs/{id}/changes'
        | '/runs/{id}/repeated-cards'
        | '/statements',
> = NonNullable<paths[Path]['get']['parameters']['query']>;

export type ClosedMonth = PerformanceSchemas['PeriodAnswer'];
export type Gap = PerformanceSchemas['Gap'];
/** The gaps that the close of a month would find; the first of them are listed. */
export type Gaps = PerformanceSchemas['ShowGapsAnswer'];
export type Closing = PerformanceSchemas['ClosePeriodAnswer'];

/** Something a run lacks: told in the details of the problem that refuses it, which the document leaves open. */
export interface Missing {
    service: string;
    what: string;
    announced: string | null;
    held: string;
}

export type Run = Schemas['RunAnswer'];
/** A manager of a run against the month before: without a figure of it for who had no statement then. */
export type RunSheet = Schemas['CompareStatementsAnswer'];
/** A change somebody made to a month that was closed already, which the run takes into account for the first time. */
export type RunChange = Schemas['ListChangesAnswer'];
/**
 * A fact whose card counted already; the one that counts is left out where its manager is not of the reader's part
 * of the bank.
 */
export type Repeated = Schemas['ListRepeatedCardsAnswer'];
export type Figures = Schemas['ShowDistributionFigures'];
export type Distribution = Schemas['ShowDistributionAnswer'];

/** A card fact or a complaint behind a line. */
export type LineRecord = Schemas['LineRecord'];
export type Line = Schemas['StatementLine'];
export type LineStep = Schemas['StatementStep'];

/** An earlier month as it was last approved and as it now comes out. */
export type AdjustedPeriod = Schemas['ShowAdjustmentsAdjustedPeriod'];
export type Statement = Schemas['StatementAnswer'];
export type StatementSummary = Schemas['StatementSummary'];

export type Bonus = Schemas['Bonus'];
export type Unpaid = Schemas['ReconcileItem'];
export type Reconciliation = Schemas['ReconcileAnswer'];
export type Acknowledgement = Schemas['AcknowledgeItem'];

const ofRun = (id: string, key: string) => ({ params: { path: { id } }, headers: once(key) });

/** Every closed month, oldest first: 500 are more than forty years. */
export const closedMonths = async () =>
    (await answer(performance.GET('/periods', { params: { query: { limit: 500 } } }))).items;

/** The periods longer than a month, the shortest first. */
export const LONGER = ['quarter', 'half', 'year'] as const;
/** The lengths of period that people are scored over. */
export const RHYTHMS = ['month', ...LONGER] as const;

/** Every closed quarter, half-year and year. */
export const closedLonger = async () =>
    (
        await Promise.all(
            LONGER.map((rhythm) => answer(performance.GET('/periods', { params: { query: { rhythm, limit: 500 } } }))),
        )
    ).flatMap((page) => page.items);

export const closeGaps = (period: string) =>
    answer(performance.GET('/periods/{period}/gaps', { params: { path: { period } } }));

export const closeMonth = (period: string, acceptGaps: boolean, key: string) =>
    answer(
        performance.POST('/periods/{period}/close', {
            params: { path: { period } },
            headers: once(key),
            body: { acceptGaps },
        }),
    );

export const runs = (query: QueryOf<'/runs'>) => answer(incentive.GET('/runs', { params: { query } }));
export const run = (id: string) => answer(incentive.GET('/runs/{id}', { params: { path: { id } } }));
export const runLines = (id: string, query: QueryOf<'/runs/{id}/lines'>) =>
    answer(incentive.GET('/runs/{id}/lines', { params: { path: { id }, query } }));
export const runSheets = (id: string, query: QueryOf<'/runs/{id}/sheets'>) =>
    answer(incentive.GET('/runs/{id}/sheets', { params: { path: { id }, query } }));
export const runChanges = (id: string, query: QueryOf<'/runs/{id}/changes'>) =>
    answer(incentive.GET('/runs/{id}/changes', { params: { path: { id }, query } }));
/** Facts of a run that earn nothing because their card counted already. */
export const repeatedCards = (id: string, query: QueryOf<'/runs/{id}/repeated-cards'>) =>
    answer(incentive.GET('/runs/{id}/repeated-cards', { params: { path: { id }, query } }));
export const runDistribution = (id: string) =>
    answer(incentive.GET('/runs/{id}/distribution', { params: { path: { id } } }));
export const startRun = (period: string, without: string[], key: string) =>
    answer(incentive.POST('/runs', { headers: once(key), body: { period, without } }));
export const approveRun = (id: string, key: string) => answer(incentive.POST('/runs/{id}/approve', ofRun(id, key)));
export const cancelRun = (id: string, key: string) => answer(incentive.POST('/runs/{id}/cancel', ofRun(id, key)));
export const rejectRun = (id: string, reason: string, key: string) =>
    answer(incentive.POST('/runs/{id}/reject', { ...ofRun(id, key), body: { reason } }));

export const statements = (query: QueryOf<'/statements'>) =>
    answer(incentive.GET('/statements', { params: { query } }));
/** A statement as it is paid, or recalculated with what a close knew or everybody knows now. */
export const statement = (managerNo: string, period: string, asKnownAt?: string) =>
    answer(
        incentive.GET('/statements/{managerNo}/{period}', {
            params: { path: { managerNo, period }, query: { asKnownAt } },
        }),
    );
export const adjustments = (managerNo: string, period: string) =>
    answer(incentive.GET('/statements/{managerNo}/{period}/adjustments', { params: { path: { managerNo, period } } }));

/** Names by number: the stream of bonuses itself has none. */
export const payrollNames = (period: string) =>
    answer(incentive.GET('/payroll/names/{period}', { params: { path: { period } } }));
export const bonuses = (after: number, isFirst = false) =>
    answer(incentive.GET('/payroll/bonuses', { params: { query: { after, limit: 50, total: isFirst || undefined } } }));
export const reconciliation = (period: string) =>
    answer(incentive.GET('/payroll/reconciliation/{period}', { params: { path: { period } } }));
export const acknowledge = (items: Acknowledgement[], key: string) =>
    answer(incentive.POST('/payroll/acknowledgements', { headers: once(key), body: { items } }));
