import { ask } from '../../api/client';

export interface WeightedKpi {
    kpi: string;
    weight: string;
}

/** What managers of a level are scored on, from a month on until the next sheet. */
export interface ScoreSheet {
    level: string;
    effectiveFrom: string;
    version: number;
    kpis: WeightedKpi[];
}

const path = (level: string) => `/performance/score-sheets/${encodeURIComponent(level)}`;

/** Every sheet of a level, the newest first. */
export const scoreSheets = async (level: string) => (await (await ask('GET', path(level))).json()) as ScoreSheet[];

export const saveScoreSheet = async (level: string, sheet: Pick<ScoreSheet, 'effectiveFrom' | 'kpis'>) =>
    (await (await ask('PUT', path(level), sheet)).json()) as ScoreSheet;

/** The sheet that holds in a month. */
export const sheetOf = (sheets: readonly ScoreSheet[], month: string) =>
    [...sheets]
        .sort((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))
        .find((sheet) => sheet.effectiveFrom <= month);
