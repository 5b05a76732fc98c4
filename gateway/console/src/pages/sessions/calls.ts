import { answer, once, training } from '../../api/client';
import type { components, paths } from '../../api/training';

type Schemas = components['schemas'];

export type Session = Schemas['SessionAnswer'];
export type SessionBody = Schemas['PutSessionRequest'];
export type Attended = Schemas['ListAttendanceRow'];
export type Enrolled = Schemas['SessionEnrolmentAnswer'];
export type SeatRequest = Schemas['ListRequestsRow'];
export type Completion = Schemas['ListCompletionsRow'];
type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Q } } }
    ? NonNullable<Q>
    : never;

export const sessions = (query: QueryOf<'/sessions'>) => answer(training.GET('/sessions', { params: { query } }));
export const session = (code: string) => answer(training.GET('/sessions/{code}', { params: { path: { code } } }));
export const saveSession = (code: string, body: SessionBody) =>
    answer(training.PUT('/sessions/{code}', { params: { path: { code } }, body }));

export const enrolledIn = (code: string, query: QueryOf<'/sessions/{code}/enrolments'>) =>
    answer(training.GET('/sessions/{code}/enrolments', { params: { path: { code }, query } }));
export const attendanceOf = (code: string, query: QueryOf<'/sessions/{code}/attendance'>) =>
    answer(training.GET('/sessions/{code}/attendance', { params: { path: { code }, query } }));

export const enrol = (code: string, managerNo: string, wait: boolean) =>
    answer(training.POST('/sessions/{code}/enrolments', { params: { path: { code } }, body: { managerNo, wait } }));
export const enrolAudience = (code: string, wait: boolean, dryRun: boolean) =>
    answer(training.POST('/sessions/{code}/enrol-audience', { params: { path: { code } }, body: { wait, dryRun } }));
export const withdraw = (code: string, managerNo: string, key: string) =>
    answer(
        training.POST('/sessions/{code}/enrolments/{managerNo}/withdraw', {
            params: { path: { code, managerNo } },
            headers: once(key),
        }),
    );

export const mark = (code: string, day: string, present: string[], absent: string[]) =>
    answer(training.PUT('/sessions/{code}/attendance', { params: { path: { code } }, body: { day, present, absent } }));
export const showCode = (code: string) =>
    answer(training.POST('/sessions/{code}/attendance-code', { params: { path: { code } } }));
export const confirmAttendance = (code: string, key: string) =>
    answer(training.POST('/sessions/{code}/confirm-attendance', { params: { path: { code } }, headers: once(key) }));
export const checkIn = (code: string) => answer(training.POST('/attendance/check-in', { body: { code } }));

export const requests = (query: QueryOf<'/enrolment-requests'>) =>
    answer(training.GET('/enrolment-requests', { params: { query } }));
export const ask = (code: string, note: string | null, key: string) =>
    answer(
        training.POST('/sessions/{code}/requests', {
            params: { path: { code } },
            body: { note },
            headers: once(key),
        }),
    );
export const approve = (id: string, key: string) =>
    answer(training.POST('/enrolment-requests/{id}/approve', { params: { path: { id } }, headers: once(key) }));
export const refuse = (id: string, reason: string, key: string) =>
    answer(
        training.POST('/enrolment-requests/{id}/refuse', {
            params: { path: { id } },
            body: { reason },
            headers: once(key),
        }),
    );
export const takeBack = (id: string, key: string) =>
    answer(training.POST('/enrolment-requests/{id}/take-back', { params: { path: { id } }, headers: once(key) }));

export const completions = (query: QueryOf<'/completions'>) =>
    answer(training.GET('/completions', { params: { query } }));

export const addressOfSession = (code: string) => `/sessions/${encodeURIComponent(code)}`;
