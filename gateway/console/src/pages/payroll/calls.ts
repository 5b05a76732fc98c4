import { answer, incentive, once } from '../../api/client';
import type { components, paths } from '../../api/incentive';

type Schemas = components['schemas'];
type QueryOf<Path extends '/payroll/rejections' | '/payroll/groups' | '/payroll/differences'> = NonNullable<
    paths[Path]['get']['parameters']['query']
>;

/** An entry that payroll rejected, and what the bank has decided about it. */
export type Rejection = Schemas['ListRejectionsRow'];
/** The cut-off and the pay day of a month. */
export type PayMonth = Schemas['ListPayrollCalendarRow'];
export type PayrollGroup = Schemas['PutPayrollGroupAnswer'];
export type Difference = Schemas['ReportDifferencesItem'];
export type Differences = Schemas['ReportDifferencesAnswer'];
export type Decision = 'resend' | 'write-off';

export const rejections = (query: QueryOf<'/payroll/rejections'>) =>
    answer(incentive.GET('/payroll/rejections', { params: { query } }));
export const proposeFor = (eventId: string, decision: Decision, reason: string, key: string) =>
    answer(
        incentive.POST('/payroll/rejections/{eventId}/proposal', {
            params: { path: { eventId } },
            headers: once(key),
            body: { decision, reason },
        }),
    );
export const approveProposal = (eventId: string, key: string) =>
    answer(
        incentive.POST('/payroll/rejections/{eventId}/approve', { params: { path: { eventId } }, headers: once(key) }),
    );
export const returnProposal = (eventId: string, reason: string, key: string) =>
    answer(
        incentive.POST('/payroll/rejections/{eventId}/return', {
            params: { path: { eventId } },
            headers: once(key),
            body: { reason },
        }),
    );

export const calendarOf = (year: number) =>
    answer(incentive.GET('/payroll/calendar/{year}', { params: { path: { year } } }));
export const saveCalendar = (year: number, months: PayMonth[]) =>
    answer(incentive.PUT('/payroll/calendar/{year}', { params: { path: { year } }, body: { months } }));
export const nextPayDay = () => answer(incentive.GET('/payroll/calendar/next'));

export const payrollGroups = (query: QueryOf<'/payroll/groups'>) =>
    answer(incentive.GET('/payroll/groups', { params: { query } }));
export const saveGroup = (code: string, orgs: string[], queue: string) =>
    answer(incentive.PUT('/payroll/groups/{code}', { params: { path: { code } }, body: { orgs, queue } }));

export const differences = (query: QueryOf<'/payroll/differences'>) =>
    answer(incentive.GET('/payroll/differences', { params: { query } }));
export const settleDifference = (kind: string, eventId: string, note: string, key: string) =>
    answer(incentive.POST('/payroll/differences/settle', { headers: once(key), body: { kind, eventId, note } }));
