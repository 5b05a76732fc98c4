import { answer, performance } from '../../api/client';
import type { components } from '../../api/performance';

export type WeightedKpi = components['schemas']['WeightedKpi'];
/** The indicators that managers of a level are scored on, from a month on until the next sheet. */
export type ScoreSheet = components['schemas']['PutScoreSheetAnswer'];

const of = (level: string) => ({ params: { path: { level } } });

/** Every sheet of a level, the newest first. */
export const scoreSheets = (level: string) => answer(performance.GET('/score-sheets/{level}', of(level)));

export const saveScoreSheet = (level: string, sheet: Pick<ScoreSheet, 'effectiveFrom' | 'kpis'>) =>
    answer(performance.PUT('/score-sheets/{level}', { ...of(level), body: sheet }));

/** The sheet that holds in a month. */
export const sheetOf = (sheets: readonly ScoreSheet[], month: string) =>
    [...sheets]
        .sort((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))
        .find((sheet) => sheet.effectiveFrom <= month);
