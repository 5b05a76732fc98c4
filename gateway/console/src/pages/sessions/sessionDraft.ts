import type { Session, SessionBody } from './calls';

/** A session as it is typed: texts only. */
export const draftOf = (session?: Session, course = '') => ({
    code: session?.code ?? '',
    courseCode: session?.courseCode ?? course,
    course: session?.course ?? '',
    startsOn: session?.startsOn ?? '',
    endsOn: session && session.endsOn !== session.startsOn ? session.endsOn : '',
    startTime: session?.startTime ?? '',
    endTime: session?.endTime ?? '',
    place: session?.place ?? '',
    teacher: session?.teacher ?? '',
    branch: session?.branch ?? '',
    seats: session?.seats ? String(session.seats) : '',
    waitingList: session?.waitingList ?? true,
});

export type SessionDraft = ReturnType<typeof draftOf>;

const text = (typed: string) => typed.trim() || null;

export const bodyOf = (draft: SessionDraft): SessionBody => ({
    course: text(draft.course),
    courseCode: text(draft.courseCode),
    startsOn: draft.startsOn,
    endsOn: text(draft.endsOn),
    startTime: text(draft.startTime),
    endTime: text(draft.endTime),
    place: text(draft.place),
    teacher: text(draft.teacher),
    branch: text(draft.branch),
    seats: draft.seats.trim() === '' ? null : Number(draft.seats),
    waitingList: draft.waitingList,
});

/** True once everything that a session must have is typed. */
export const isWhole = (draft: SessionDraft) =>
    draft.code.trim() !== '' &&
    draft.startsOn !== '' &&
    (draft.course.trim() !== '' || draft.courseCode !== '') &&
    /^\d{0,6}$/.test(draft.seats.trim()) &&
    (draft.startTime === '') === (draft.endTime === '');
