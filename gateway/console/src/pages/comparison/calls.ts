import type { TFunction } from 'i18next';
import { answer, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';
import { percent } from '../../parts/format';
import { wordOf } from '../managers/roster';
import { figure } from '../scorecards/kpis';

type Schemas = components['schemas'];
type Query = paths['/comparison']['get']['parameters']['query'];
type ManagerQuery = paths['/comparison/managers']['get']['parameters']['query'];

export type Comparison = Schemas['CompareGroupsAnswer'];
export type ComparedGroup = Schemas['CompareGroupsGroup'];
export type ComparedManager = Schemas['ListComparedManagersAnswer'];

export const WAYS = ['branch', 'sub-branch', 'team', 'level', 'area', 'employment'] as const;
export type Way = (typeof WAYS)[number];

/** The way that a unit's bar opens to: the units below it. */
export const below: Partial<Record<Way, Way>> = { branch: 'sub-branch', 'sub-branch': 'team' };

export const comparison = (query: Query) => answer(performance.GET('/comparison', { params: { query } }));
export const comparedManagers = (query: ManagerQuery) =>
    answer(performance.GET('/comparison/managers', { params: { query } }));

/** A group in words. */
export function groupName(t: TFunction, by: Way, group: Pick<ComparedGroup, 'code' | 'name'>): string {
    if (group.code === '') return t(`compare.none.${by}`);
    return by === 'level' || by === 'area' || by === 'employment'
        ? wordOf(t, by, group.code)
        : (group.name ?? group.code);
}

/** A figure of a KPI in its own unit; without a KPI, of the total. */
export const figureOf = (kpi: string | undefined, value: string | null) => {
    if (value === null) return '—';
    return kpi ? figure(kpi, value) : percent(value);
};

/** The same with its sign, of a change. */
export const changeOf = (kpi: string | undefined, value: string | null) =>
    `${value !== null && !value.startsWith('-') && /[1-9]/.test(value) ? '+' : ''}${figureOf(kpi, value)}`;
