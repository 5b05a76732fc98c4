import type { TFunction } from 'i18next';
import { LEVELS, wordOf } from '../managers/roster';

export const EMPLOYMENTS = ['regular', 'contract'] as const;

/** A trainee has no step; every other level has three. */
export const PAY_STEPS: readonly string[] = LEVELS.flatMap((level) =>
    level === 'trainee' ? [level] : ['A', 'B', 'C'].map((step) => `${level}-${step}`),
);

/** A level, or a level with its step, in words. */
export function gradeName(t: TFunction, grade: string) {
    const [level = '', step] = grade.split('-');
    return [wordOf(t, 'level', level), step].filter(Boolean).join(' ');
}

/** Of these grades those that the levels hold; no levels mean every level. */
export const gradesOf = (grades: readonly string[], levels: readonly string[] = []) =>
    levels.length === 0 ? grades : grades.filter((grade) => levels.includes(grade.split('-')[0] ?? ''));
