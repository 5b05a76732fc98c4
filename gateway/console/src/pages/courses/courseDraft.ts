import type { Course, CourseBody } from './calls';

/** A course as it is typed: texts only. */
export const draftOf = (course?: Course) => ({
    code: course?.code ?? '',
    zh: course?.title.zh ?? '',
    en: course?.title.en ?? '',
    kind: course?.kind ?? 'product',
    channel: course?.channel ?? 'classroom',
    hours: course ? String(course.hours) : '',
    validMonths: course?.validMonths ? String(course.validMonths) : '',
    prerequisites: [...(course?.prerequisites ?? [])],
    levels: [...(course?.audience.levels ?? [])],
    areas: [...(course?.audience.areas ?? [])],
    employment: [...(course?.audience.employment ?? [])],
    hiredWithinDays: course?.audience.hiredWithinDays ? String(course.audience.hiredWithinDays) : '',
    materials: (course?.materials ?? []).map((one) => ({
        zh: one.title.zh ?? '',
        en: one.title.en ?? '',
        link: one.link ?? '',
        file: one.file ?? '',
    })),
});

export type CourseDraft = ReturnType<typeof draftOf>;

const number = (typed: string) => (typed.trim() === '' ? null : Number(typed));
const some = (chosen: string[]) => (chosen.length > 0 ? chosen : null);

export const bodyOf = (draft: CourseDraft): CourseBody => ({
    title: { zh: draft.zh.trim(), en: draft.en.trim() },
    kind: draft.kind,
    channel: draft.channel,
    hours: draft.hours.trim(),
    prerequisites: draft.prerequisites,
    validMonths: number(draft.validMonths),
    audience: {
        levels: some(draft.levels),
        areas: some(draft.areas),
        employment: some(draft.employment),
        hiredWithinDays: number(draft.hiredWithinDays),
    },
    materials: draft.materials.map((one) => ({
        title: { zh: one.zh.trim(), en: one.en.trim() },
        link: one.file ? null : one.link.trim(),
        file: one.file || null,
    })),
});

/** True once everything that a course must have is typed. */
export const isWhole = (draft: CourseDraft) =>
    [draft.code, draft.zh, draft.en].every((text) => text.trim() !== '') &&
    /^\d{1,3}(\.\d)?$/.test(draft.hours.trim()) &&
    [draft.validMonths, draft.hiredWithinDays].every((text) => /^\d{0,5}$/.test(text.trim())) &&
    draft.materials.every((one) => one.zh.trim() !== '' && one.en.trim() !== '' && (one.file || one.link.trim()));
