import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { answer, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';
import type { Role } from '../../session/session';

export type Profile = components['schemas']['ManagerProfile'];
export type Posting = components['schemas']['ManagerPostingAnswer'];

/** A line of the roster. */
export type ManagerSummary = components['schemas']['ManagerSummary'];

export const LEVELS = ['trainee', 'junior', 'intermediate', 'senior'] as const;

type ManagerQuery = NonNullable<paths['/managers']['get']['parameters']['query']>;

export const managers = (query: ManagerQuery) => answer(performance.GET('/managers', { params: { query } }));

export const useProfile = (managerNo: string) =>
    useQuery({
        queryKey: ['manager', managerNo],
        queryFn: () => answer(performance.GET('/managers/{managerNo}', { params: { path: { managerNo } } })),
    });

/** Roles that may ask for the units' names; the others read codes. */
const NAMERS: readonly Role[] = ['hr', 'branch-head', 'administrator', 'auditor', 'incentive-analyst'];
/** A help with names, not a list: of a larger bank the first units are enough for it. */
const UNITS = 500;

export type Unit = Pick<components['schemas']['OrgUnitAnswer'], 'code' | 'name'>;

export const mayReadUnits = (roles: readonly Role[]) => roles.some((role) => NAMERS.includes(role));

export function useUnits(roles: readonly Role[]) {
    return useQuery({
        queryKey: ['org-units'],
        enabled: mayReadUnits(roles),
        staleTime: 5 * 60_000,
        queryFn: async () =>
            (await answer(performance.GET('/org-units', { params: { query: { limit: UNITS } } }))).items,
    });
}

/** Units by their names; by their codes for who may not ask for names. */
export function useUnitName(roles: readonly Role[]) {
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    return (code: string) => names.get(code) ?? code;
}

/** A code in words where there are words for it. */
export const wordOf = (t: TFunction, list: 'level' | 'area' | 'employment', code: string | null) =>
    code === null ? '—' : t(`managers.${list}.${code}`, { defaultValue: code });

const DAY = 86_400_000;
const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);

export interface Span {
    posting: Posting;
    /** The last day it holds; undefined: until something changes. */
    to: string | undefined;
    when: 'past' | 'now' | 'future';
    /** The differences from the posting before. */
    changed: (keyof Posting)[];
}

const FIELDS = ['org', 'employment', 'level', 'step', 'area', 'supervisorNo', 'mentorNo'] as const;

/**
 * Postings as spans of time, the newest first. Each holds until the day before the next; the last one until the
 * manager leaves.
 */
export function spansOf({ postings, leftOn }: Pick<Profile, 'postings' | 'leftOn'>, today: string): Span[] {
    return postings
        .map((posting, index): Span => {
            const [before, after] = [postings[index - 1], postings[index + 1]];
            const to = after ? dayBefore(after.from) : (leftOn ?? undefined);
            return {
                posting,
                to,
                when: posting.from > today ? 'future' : to !== undefined && to < today ? 'past' : 'now',
                changed: before ? FIELDS.filter((field) => before[field] !== posting[field]) : [],
            };
        })
        .reverse();
}

export { bankToday } from '../../parts/days';
