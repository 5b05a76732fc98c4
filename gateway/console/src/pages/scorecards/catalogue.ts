import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { MOST, answer, performance } from '../../api/client';
import type { Role } from '../../session/session';
import { type Kpi, learnKpis } from './kpis';

/** The roles whose pages name KPIs. */
const READERS: readonly Role[] = [
    'hr',
    'branch-head',
    'account-manager',
    'incentive-analyst',
    'incentive-approver',
    'auditor',
];

/** Every KPI of the catalogue, which is no longer than a page. */
export const allKpis = async (): Promise<Kpi[]> =>
    (await answer(performance.GET('/kpis', { params: { query: { limit: MOST } } }))).items;

/** Reads the catalogue for all pages. Until it is there, and without it, they use the words of the console. */
export function useKpiCatalogue(roles: readonly Role[]) {
    const { data } = useQuery({
        queryKey: ['kpis', 'all'],
        queryFn: allKpis,
        enabled: READERS.some((role) => roles.includes(role)),
        staleTime: 5 * 60_000,
    });
    useEffect(() => {
        if (data) learnKpis(data);
    }, [data]);
}
