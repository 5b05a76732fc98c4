import { useQuery } from '@tanstack/react-query';
import { Flex, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { date, period as periodName } from '../../parts/format';
import { latestMonths, monthFrom, monthNow } from '../month/months';
import { figure, kpiName } from '../scorecards/kpis';
import { type Month, monthOf } from './calls';

/** The month's plan from its targets, and what each week is to bring. */
export function MonthPlan({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const month = filter('month') ?? monthNow();
    const query = useQuery({ queryKey: ['work', 'month', managerNo, month], queryFn: () => monthOf(managerNo, month) });
    return (
        <>
            <Select
                aria-label={t('targets.period')}
                style={{ minWidth: '11rem', alignSelf: 'start' }}
                value={month}
                options={latestMonths(13, monthFrom(monthNow())).map((value) => ({ value, label: periodName(value) }))}
                onChange={(value: string) => choose({ month: value })}
            />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Weeks of={query.data} /> : !query.error && <Skeleton active paragraph={{ rows: 6 }} />}
        </>
    );
}

function Weeks({ of }: { of: Month }) {
    const { t } = useTranslation();
    return (
        <Flex vertical gap="middle">
            {of.targets.length === 0 && <Typography.Text type="secondary">{t('day.noTargets')}</Typography.Text>}
            {of.targets.length > 0 && (
                <WideTable<Month['targets'][number]>
                    aria-label={t('day.monthTargets')}
                    title={() => t('day.monthTargets')}
                    rowKey="kpi"
                    dataSource={[...of.targets]}
                    columns={[
                        { title: t('scorecards.kpi'), dataIndex: 'kpi', render: (kpi: string) => kpiName(t, kpi) },
                        {
                            title: t('scorecards.target'),
                            dataIndex: 'target',
                            align: 'right',
                            className: 'number',
                            render: (target: string, row) => figure(row.kpi, target),
                        },
                        {
                            title: t('targets.reached'),
                            dataIndex: 'reached',
                            align: 'right',
                            className: 'number',
                            render: (reached: string | null, row) => figure(row.kpi, reached),
                        },
                        ...of.weeks.map((week, place) => ({
                            title: t('day.weekOf', { first: date(week.first) }),
                            key: week.monday,
                            align: 'right' as const,
                            className: 'number',
                            render: (_: unknown, row: Month['targets'][number]) =>
                                figure(row.kpi, row.byWeek[place]?.target ?? null),
                        })),
                    ]}
                />
            )}
            <WideTable<Month['weeks'][number]>
                aria-label={t('day.monthTasks')}
                title={() => t('day.monthTasks')}
                rowKey="monday"
                dataSource={[...of.weeks]}
                columns={[
                    {
                        title: t('day.week'),
                        key: 'week',
                        render: (_, week) => t('day.weekIs', { first: date(week.first), last: date(week.last) }),
                    },
                    { title: t('day.workingDays'), dataIndex: 'workingDays', align: 'right', className: 'number' },
                    { title: t('day.planned'), dataIndex: 'planned', align: 'right', className: 'number' },
                    { title: t('day.done'), dataIndex: 'done', align: 'right', className: 'number' },
                ]}
            />
        </Flex>
    );
}
