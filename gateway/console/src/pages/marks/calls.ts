import { answer, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';
import { closedMonths } from '../month/calls';
import { monthNow, nextToClose } from '../month/months';

type Schemas = components['schemas'];
export type MarkQuery = NonNullable<paths['/qualitative-marks']['get']['parameters']['query']>;
export type MarkRow = Schemas['ListMarksRow'];
export type Anchor = Schemas['KpiAnchor'];

/** A mark outside these bounds needs a reason. */
export const REASON_BELOW = 60;
export const REASON_ABOVE = 95;

export const marks = (query: MarkQuery) => answer(performance.GET('/qualitative-marks', { params: { query } }));
export const giveMark = (row: MarkRow, mark: number, reason: string | null) =>
    answer(
        performance.PUT('/qualitative-marks/{managerNo}/{period}/{kpi}', {
            params: { path: { managerNo: row.managerNo, period: row.period, kpi: row.kpi } },
            body: { mark, reason },
        }),
    );
/** The anchors by which a KPI of the period is marked, the lowest first. */
export const anchorsOf = async (kpi: string, period: string): Promise<readonly Anchor[]> =>
    (await answer(performance.GET('/kpis/{code}', { params: { path: { code: kpi }, query: { period } } }))).of
        ?.anchors ?? [];

/** The period that is to be marked: the first open month, or else the quarter, half-year or year around it. */
export async function usualPeriod(): Promise<string> {
    const month = nextToClose(await closedMonths()) ?? monthNow();
    const [year, number] = [month.slice(0, 4), Number(month.slice(5))];
    const periods = [month, `${year}-Q${Math.ceil(number / 3)}`, `${year}-H${number > 6 ? 2 : 1}`, year];
    for (const period of periods) if ((await marks({ period, limit: 1 })).items.length > 0) return period;
    return month;
}
