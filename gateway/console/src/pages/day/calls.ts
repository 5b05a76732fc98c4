import { answer, once, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';

type Schemas = components['schemas'];
type TaskQuery = NonNullable<paths['/work-tasks']['get']['parameters']['query']>;

export type Day = Schemas['ShowDayAnswer'];
export type Task = Schemas['TaskAnswer'];
export type DueCustomer = Schemas['ShowDayDueCustomer'];
export type Log = Schemas['WriteLogAnswer'];
export type DayType = Schemas['DayTypesRow'];
export type Month = Schemas['ShowMonthAnswer'];
export type NewTask = Schemas['PlanTaskRequest'] & Record<'managerNo' | 'on' | 'kind' | 'title', string>;
export type TaskChange = Schemas['ChangeTaskRequest'] & { state: string };
export type NewLog = Schemas['WriteLogRequest'];

export const KINDS = ['visit', 'call', 'paper'] as const;
export const STATES = ['planned', 'started', 'done', 'dropped'] as const;

export const dayOf = (managerNo: string, date: string) =>
    answer(performance.GET('/work/{managerNo}/days/{date}', { params: { path: { managerNo, date } } }));
export const monthOf = (managerNo: string, period: string) =>
    answer(performance.GET('/work/{managerNo}/months/{period}', { params: { path: { managerNo, period } } }));
export const tasks = (query: TaskQuery) => answer(performance.GET('/work-tasks', { params: { query } }));
export const planTask = (id: string, body: NewTask) =>
    answer(performance.PUT('/work-tasks/{id}', { params: { path: { id } }, body }));
export const changeTask = (id: string, body: TaskChange, key: string) =>
    answer(performance.POST('/work-tasks/{id}/status', { params: { path: { id } }, headers: once(key), body }));
export const writeLog = (managerNo: string, kind: string, date: string, body: NewLog) =>
    answer(
        performance.PUT('/work/{managerNo}/logs/{kind}/{date}', { params: { path: { managerNo, kind, date } }, body }),
    );
export const commentLog = (managerNo: string, kind: string, date: string, comment: string, key: string) =>
    answer(
        performance.POST('/work/{managerNo}/logs/{kind}/{date}/comment', {
            params: { path: { managerNo, kind, date } },
            headers: once(key),
            body: { comment },
        }),
    );
export const dayTypes = async () => (await answer(performance.GET('/day-types'))).items;
export const saveDayType = (code: string, body: Schemas['DayTypesRequest']) =>
    answer(performance.PUT('/day-types/{code}', { params: { path: { code } }, body }));
