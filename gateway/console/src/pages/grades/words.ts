import type { TFunction } from 'i18next';
import { percent } from '../../parts/format';
import { wordOf } from '../managers/roster';
import type { GradeMargin } from './calls';

/** The levels that are graded, the highest first. */
export const GRADED = ['senior', 'intermediate', 'junior'] as const;
export const STEPS = ['A', 'B', 'C'] as const;

/** A level with its step, as people say it. */
export const gradeWord = (t: TFunction, level: string | null, step: string | null) =>
    level === null ? '–' : step === null ? wordOf(t, 'level', level) : `${wordOf(t, 'level', level)} ${step}`;

/** What was missing to the next level, in sentences. */
export function marginSentences(t: TFunction, margin: GradeMargin | null): string[] {
    if (margin === null) return [t('grades.highest')];
    const level = wordOf(t, 'level', margin.level);
    const sentences = [];
    if (margin.conditions.length > 0)
        sentences.push(
            t('grades.missed', {
                level,
                conditions: margin.conditions.map((one) => t(`grades.condition.${one}`)).join(t('list.comma')),
            }),
        );
    if (margin.minimum !== null) sentences.push(t('grades.belowMinimum', { level, minimum: percent(margin.minimum) }));
    if (margin.lastScore !== null)
        sentences.push(
            margin.tie === null
                ? t('grades.full', { level, last: percent(margin.lastScore) })
                : t('grades.tied', { level, last: percent(margin.lastScore), tie: t(`grades.tie.${margin.tie}`) }),
        );
    if (margin.points !== null && margin.tie === null)
        sentences.push(t('grades.points', { points: percent(margin.points) }));
    if (sentences.length === 0) sentences.push(t('grades.noPlace', { level }));
    return sentences;
}

/** The colour of each state of a grading. */
export const RUN_MARKS = {
    proposed: 'warning',
    reviewed: 'processing',
    approved: 'success',
    replaced: 'default',
} as const;
