import { answer, once, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];

/** The rules by which managers are graded. */
export type Scheme = Schemas['PutGradeSchemeAnswer'];
export type Terms = Schemas['GradeSchemeDocument'];
/** A grading of everybody in post, with its places and reviews. */
export type GradeRun = Schemas['GradeRunAnswer'];
export type GradeRunRow = Schemas['ListGradeRunsRow'];
/** The grade that a run proposes for a manager, and what people decided. */
export type GradeProposal = Schemas['ListGradeProposalsRow'];
export type GradeMargin = Schemas['GradeMargin'];
/** A manager's grades and the way to the next level. */
export type Grade = Schemas['ShowGradeAnswer'];
export type Appeal = Schemas['AppealGradeAnswer'];
export type Decision = Schemas['DecideGradeRequest'];
export type AppealDecision = Schemas['AppealGradeDecideRequest'];

type RunQuery = NonNullable<paths['/grade-runs']['get']['parameters']['query']>;
type ProposalQuery = NonNullable<paths['/grade-runs/{id}/proposals']['get']['parameters']['query']>;
type AppealQuery = NonNullable<paths['/grade-appeals']['get']['parameters']['query']>;

const byId = (id: string) => ({ params: { path: { id } } });

export const schemes = () => answer(performance.GET('/grade-schemes'));
export const saveScheme = (code: string, effectiveFrom: string, terms: Terms) =>
    answer(performance.PUT('/grade-schemes/{code}', { params: { path: { code } }, body: { ...terms, effectiveFrom } }));

export const gradeRuns = (query: RunQuery) => answer(performance.GET('/grade-runs', { params: { query } }));
export const gradeRun = (id: string) => answer(performance.GET('/grade-runs/{id}', byId(id)));
export const startGradeRun = (scheme: string, period: string, key: string) =>
    answer(performance.POST('/grade-runs', { headers: once(key), body: { scheme, period } }));
export const gradeProposals = (id: string, query: ProposalQuery) =>
    answer(performance.GET('/grade-runs/{id}/proposals', { params: { path: { id }, query } }));
export const decideGrade = (id: string, managerNo: string, decision: Decision) =>
    answer(
        performance.PUT('/grade-runs/{id}/proposals/{managerNo}', {
            params: { path: { id, managerNo } },
            body: decision,
        }),
    );
export const reviewGrades = (id: string, note: string | null) =>
    answer(performance.POST('/grade-runs/{id}/review', { ...byId(id), body: { note } }));
export const approveGrades = (id: string) => answer(performance.POST('/grade-runs/{id}/approve', byId(id)));
export const returnGrades = (id: string, reason: string) =>
    answer(performance.POST('/grade-runs/{id}/return', { ...byId(id), body: { reason } }));

export const grade = (managerNo: string) =>
    answer(performance.GET('/grades/{managerNo}', { params: { path: { managerNo } } }));
export const appeals = (query: AppealQuery) => answer(performance.GET('/grade-appeals', { params: { query } }));
export const appeal = (managerNo: string, text: string) =>
    answer(performance.POST('/grades/{managerNo}/appeals', { params: { path: { managerNo } }, body: { text } }));
export const decideAppeal = (id: string, decision: AppealDecision) =>
    answer(performance.POST('/grade-appeals/{id}/decide', { ...byId(id), body: decision }));
