import { answer, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];

export type WeightedKpi = Schemas['WeightedKpi'];
/** The indicators that managers of a level are scored on, from a month on until the next sheet. */
export type ScoreSheet = Schemas['PutScoreSheetAnswer'];
/** A provision of supervision that a sheet conflicts with. */
export type Finding = Schemas['SheetFinding'];
/** A sheet with findings, and what a second person decided on it. */
export type Proposal = Schemas['ListProposalsAnswer'];
type ProposalQuery = NonNullable<paths['/score-sheets/proposals']['get']['parameters']['query']>;

/** A manager's own sheet, which holds in place of the level's. */
export type PersonalSheet = Schemas['PersonalSheetAnswer'];
type Sheet = Pick<ScoreSheet, 'effectiveFrom' | 'kpis' | 'rhythm'> & { acceptFindings: string | null };

const of = (level: string) => ({ params: { path: { level } } });
const byId = (id: string) => ({ params: { path: { id } } });

/** Every sheet of a level, the newest first. */
export const scoreSheets = (level: string) => answer(performance.GET('/score-sheets/{level}', of(level)));

export const saveScoreSheet = (level: string, sheet: Sheet) =>
    answer(performance.PUT('/score-sheets/{level}', { ...of(level), body: sheet }));

const ofManager = (managerNo: string) => ({ params: { path: { managerNo } } });

/** Every sheet of a manager's own, the newest first. */
export const personalSheets = (managerNo: string) =>
    answer(performance.GET('/score-sheets/people/{managerNo}', ofManager(managerNo)));
export const savePersonalSheet = (managerNo: string, sheet: Sheet) =>
    answer(performance.PUT('/score-sheets/people/{managerNo}', { ...ofManager(managerNo), body: sheet }));
export const endPersonalSheet = (managerNo: string, rhythm: string) =>
    answer(
        performance.DELETE('/score-sheets/people/{managerNo}', { params: { path: { managerNo }, query: { rhythm } } }),
    );

/** A sheet to begin with for each level. */
export const sheetTemplates = () => answer(performance.GET('/score-sheets/templates'));

/** The findings of a sheet as it is written; nothing is saved. */
export const checkScoreSheet = (kpis: WeightedKpi[]) =>
    answer(performance.POST('/score-sheets/check', { body: { kpis } }));

export const proposals = (query: ProposalQuery) =>
    answer(performance.GET('/score-sheets/proposals', { params: { query } }));

/** The sheets that wait for a second person, which are few. */
export const waitingSheets = async () => (await proposals({ state: 'proposed', limit: 50 })).items;

export const approveSheet = (id: string) => answer(performance.POST('/score-sheets/proposals/{id}/approve', byId(id)));
export const returnSheet = (id: string, reason: string) =>
    answer(performance.POST('/score-sheets/proposals/{id}/return', { ...byId(id), body: { reason } }));

/** The sheet for periods of a length that holds in a month. */
export const sheetOf = (sheets: readonly ScoreSheet[], month: string, rhythm = 'month') =>
    sheets
        .filter((sheet) => sheet.rhythm === rhythm)
        .sort((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))
        .find((sheet) => sheet.effectiveFrom <= month);
