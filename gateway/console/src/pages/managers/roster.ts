import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { ask } from '../../api/client';
import { type Page, read } from '../../api/read';
import type { components } from '../../api/performance';
import type { Role } from '../../session/session';

export type Profile = components['schemas']['ManagerProfile'];
export type Posting = components['schemas']['ManagerPostingAnswer'];

/** A line of the roster (written out here because the service's document gives two answers this one's name). */
export interface ManagerSummary {
    managerNo: string;
    name: string;
    org: string | null;
    level: string | null;
    step: string | null;
    area: string | null;
    employment: string | null;
    hiredOn: string;
    leftOn: string | null;
}

export const LEVELS = ['trainee', 'junior', 'intermediate', 'senior'] as const;

export const managers = (query: {
    org?: string;
    level?: string;
    search?: string;
    sort?: string;
    after?: string;
    total?: 'true';
}) => read<Page<ManagerSummary>>('/performance/managers', { limit: 50, ...query });

export const useProfile = (managerNo: string) =>
    useQuery({
        queryKey: ['manager', managerNo],
        queryFn: async () =>
            (await (await ask('GET', `/performance/managers/${encodeURIComponent(managerNo)}`)).json()) as Profile,
    });

/** Roles that may ask for the units' names; the others read codes. */
const NAMERS: readonly Role[] = ['hr', 'branch-head', 'administrator', 'auditor'];
/** A help with names, not a list: of a larger bank the first units are enough for it. */
const UNITS = 500;

export interface Unit {
    code: string;
    name: string;
}

export const mayReadUnits = (roles: readonly Role[]) => roles.some((role) => NAMERS.includes(role));

export function useUnits(roles: readonly Role[]) {
    return useQuery({
        queryKey: ['org-units'],
        enabled: mayReadUnits(roles),
        staleTime: 5 * 60_000,
        queryFn: async () =>
            ((await (await ask('GET', `/performance/org-units?limit=${UNITS}`)).json()) as { items: Unit[] }).items,
    });
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
    /** What differs from the posting before. */
    changed: (keyof Posting)[];
}

const FIELDS = ['org', 'employment', 'level', 'step', 'area', 'supervisorNo', 'mentorNo'] as const;

/** Postings as spans of time, the newest first. Each holds until the day before the next; the last one until the manager leaves. */
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
