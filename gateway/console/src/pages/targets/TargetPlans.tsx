import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { useFilters } from '../../parts/filters';
import { count, instant, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { kpiName } from '../scorecards/kpis';
import { PlanState, STATES } from './PlanState';
import type { Head } from './TargetTree';
import { type TargetPlanRow, targetPlans } from './calls';

/** What was proposed as targets, and what became of it. */
export function TargetPlans({ head }: { head: Head }) {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-number');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const list = useList({ name: ['targets', 'plans'], filters: { state }, sorting, page: targetPlans });
    return (
        <ListPage<TargetPlanRow>
            {...head}
            filters={
                <Select
                    allowClear
                    aria-label={t('correction.state')}
                    placeholder={t('correction.state')}
                    style={{ minWidth: '11rem' }}
                    options={STATES.map((value) => ({ value, label: t(`targets.state.${value}`) }))}
                    value={state}
                    onChange={(value?: string) => choose({ state: value })}
                />
            }
            exportFrom="/performance/target-plans"
            list={list}
            aria-label={t('targets.view.plans')}
            rowKey="id"
            empty={t('targets.noPlans')}
            columns={[
                {
                    title: t('targets.plan'),
                    dataIndex: 'number',
                    ...by('number'),
                    render: (number: number, one) => (
                        <Link to={`/targets/${one.id}`}>
                            {t('targets.planNo', { number, kpi: kpiName(t, one.kpi), period: period(one.period) })}
                        </Link>
                    ),
                },
                {
                    title: t('targets.nodes'),
                    key: 'nodes',
                    render: (_, { firstNode, size }) =>
                        size === 1 ? firstNode : t('targets.andOthers', { node: firstNode, number: count(size - 1) }),
                },
                { title: t('managers.org'), key: 'org', render: (_, { org, orgName }) => orgName ?? org ?? '—' },
                {
                    title: t('correction.state'),
                    dataIndex: 'state',
                    render: (one: string) => <PlanState state={one} />,
                },
                {
                    title: t('correction.maker'),
                    key: 'maker',
                    render: (_, one) => t('list.byAt', { who: one.proposedBy, at: instant(one.proposedAt) }),
                },
                {
                    title: t('targets.why'),
                    key: 'why',
                    className: 'sentence',
                    render: (_, one) => one.reason ?? '—',
                },
            ]}
        />
    );
}
