import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { instant, period as periodName } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { figure, kpiName } from '../scorecards/kpis';
import { PeriodSelect } from '../targets/PeriodSelect';
import { GoalState } from './GoalState';
import { type GoalRow, STATES, addressOfGoals, goals } from './calls';

/** The goals that managers have set for themselves, by state: what waits for the head, and what was confirmed. */
export function GoalList() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-period');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const period = filter('period');
    const search = filter('search');
    const list = useList({
        name: ['own-goals', 'list'],
        filters: { state, period, search },
        sorting,
        page: goals,
    });
    return (
        <ListPage<GoalRow>
            title={t('room.goals')}
            lead={t('goals.leadOfHead')}
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('correction.state')}
                        placeholder={t('correction.state')}
                        style={{ minWidth: '11rem' }}
                        options={STATES.map((value) => ({ value, label: t(`goals.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    <PeriodSelect
                        value={period}
                        placeholder={t('targets.period')}
                        choose={(value) => choose({ period: value })}
                    />
                    <AddressFilter name="search" id="goals-search" label={t('goals.search')} />
                </>
            }
            isFiltered={Boolean(state ?? period ?? search)}
            exportFrom="/performance/own-goals"
            list={list}
            aria-label={t('room.goals')}
            rowKey={(one) => `${one.managerNo} ${one.period}`}
            empty={t('goals.none')}
            columns={[
                {
                    title: t('goals.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, one) => (
                        <Link to={addressOfGoals(no, one.period)}>
                            <ManagerName no={no} name={one.name} />
                        </Link>
                    ),
                },
                {
                    title: t('targets.period'),
                    dataIndex: 'period',
                    ...by('period'),
                    render: (one: string) => periodName(one),
                },
                {
                    title: t('correction.state'),
                    dataIndex: 'state',
                    render: (one: string) => <GoalState state={one} />,
                },
                {
                    title: t('goals.item.marketing'),
                    key: 'marketing',
                    className: 'sentence',
                    render: (_, one) => (
                        <>
                            {one.marketing}
                            {one.kpi !== null && (
                                <div>
                                    {t('goals.measuredBy', {
                                        kpi: kpiName(t, one.kpi),
                                        target: figure(one.kpi, one.target),
                                    })}
                                </div>
                            )}
                        </>
                    ),
                },
                { title: t('goals.item.workPlan'), dataIndex: 'workPlan', className: 'sentence' },
                { title: t('goals.item.focus'), dataIndex: 'focus', className: 'sentence' },
                {
                    title: t('goals.setAt'),
                    dataIndex: 'setAt',
                    ...by('setAt'),
                    render: (at: string) => instant(at),
                },
            ]}
        />
    );
}
