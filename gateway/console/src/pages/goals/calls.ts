import { answer, once, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];
type GoalQuery = NonNullable<paths['/own-goals']['get']['parameters']['query']>;

export type GoalsOf = Schemas['GoalAnswer'];
export type Goals = Schemas['GoalAnswerGoal'];
export type ItemFindings = Schemas['GoalAnswerItemFindings'];
export type GoalRow = Schemas['ListGoalsRow'];
export type NewGoals = Schemas['SetGoalsRequest'];

/** The three items that managers set for themselves, by their names in the service. */
export const ITEMS = ['marketing', 'workPlan', 'focus'] as const;
export const STATES = ['set', 'confirmed', 'returned'] as const;

const at = (managerNo: string, period: string) => ({ params: { path: { managerNo, period } } });

export const goals = (query: GoalQuery) => answer(performance.GET('/own-goals', { params: { query } }));
export const goalsOf = (managerNo: string, period: string) =>
    answer(performance.GET('/own-goals/{managerNo}/{period}', at(managerNo, period)));
export const setGoals = (managerNo: string, period: string, body: NewGoals) =>
    answer(performance.PUT('/own-goals/{managerNo}/{period}', { ...at(managerNo, period), body }));
export const checkGoals = (managerNo: string, period: string, body: Schemas['SetGoalsCheckRequest']) =>
    answer(performance.POST('/own-goals/{managerNo}/{period}/check', { ...at(managerNo, period), body }));
export const confirmGoals = (managerNo: string, period: string, version: number, key: string) =>
    answer(
        performance.POST('/own-goals/{managerNo}/{period}/confirm', {
            ...at(managerNo, period),
            headers: once(key),
            body: { version },
        }),
    );
export const returnGoals = (managerNo: string, period: string, version: number, reason: string, key: string) =>
    answer(
        performance.POST('/own-goals/{managerNo}/{period}/return', {
            ...at(managerNo, period),
            headers: once(key),
            body: { version, reason },
        }),
    );

/** The address of a manager's goals for a period. */
export const addressOfGoals = (managerNo: string, period: string) =>
    `/goals/${encodeURIComponent(managerNo)}/${encodeURIComponent(period)}`;
