import { useInfiniteQuery } from '@tanstack/react-query';
import { Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { period, signedMoney } from '../../parts/format';
import { ListTotal } from '../../parts/ListTotal';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { type Run, type RunChange, runChanges } from '../month/calls';
import { kpiName } from '../scorecards/kpis';

/** Who changed what of months that were closed already: nothing where nobody did. */
export function ClosedMonthChanges({ run }: { run: Run }) {
    const { t, i18n } = useTranslation();
    // Not in the address, where the comparison below keeps its own order.
    const [sort, setSort] = useState('managerNo');
    const by = (field: string) => ({
        key: field,
        sorter: true,
        sortOrder: sort === field ? ('ascend' as const) : sort === `-${field}` ? ('descend' as const) : null,
    });
    const list = useInfiniteQuery({
        queryKey: ['run-changes', run.id, run.resultHash, sort],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) =>
            runChanges(run.id, { sort, after: pageParam, limit: 20, total: pageParam ? undefined : 'true' }),
        getNextPageParam: (page) => page.next ?? undefined,
    });
    if (list.error) return <ProblemNote problem={list.error} retry={() => void list.refetch()} />;
    const items = list.data?.pages.flatMap((page) => page.items) ?? [];
    if (items.length === 0) return null;
    const kind = (one: string) => (i18n.exists(`lateChanges.kinds.${one}`) ? t(`lateChanges.kinds.${one}`) : one);
    const subject = ({ kind: of, reference }: RunChange) =>
        reference !== null && (of === 'target' || of === 'indicator') ? kpiName(t, reference) : reference;
    return (
        <Card
            size="small"
            title={
                <h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }} id="late-changes">
                    {t('lateChanges.title')}
                </h2>
            }
        >
            <Flex vertical gap="small">
                <Typography.Text>{t('lateChanges.lead')}</Typography.Text>
                <ExportButton path={`/incentive/runs/${encodeURIComponent(run.id)}/changes`} query={{ sort }} />
                <ListTotal pages={list.data?.pages} />
                <WideTable<RunChange & { key: number }>
                    aria-labelledby="late-changes"
                    dataSource={items.map((item, key) => ({ ...item, key }))}
                    onChange={(_, __, sorter) => {
                        const { columnKey, order } = Array.isArray(sorter) ? {} : sorter;
                        setSort(order ? `${order === 'descend' ? '-' : ''}${String(columnKey)}` : 'managerNo');
                    }}
                    columns={[
                        {
                            ...by('managerNo'),
                            title: t('months.manager'),
                            render: (_, { managerNo, name }) => <ManagerName no={managerNo} name={name} />,
                        },
                        { ...by('changedBy'), title: t('lateChanges.by'), dataIndex: 'changedBy' },
                        {
                            ...by('kind'),
                            title: t('lateChanges.what'),
                            render: (_, change) => (
                                <>
                                    {kind(change.kind)}{' '}
                                    <Typography.Text type="secondary">{subject(change)}</Typography.Text>
                                </>
                            ),
                        },
                        {
                            ...by('period'),
                            title: t('lateChanges.month'),
                            render: (_, { period: first, lastPeriod }) =>
                                first === lastPeriod
                                    ? period(first)
                                    : t('lateChanges.months', { first: period(first), last: period(lastPeriod) }),
                        },
                        {
                            title: t('lateChanges.difference'),
                            dataIndex: 'difference',
                            align: 'right',
                            className: 'number',
                            render: (difference: string | null) =>
                                difference === null ? '–' : signedMoney(difference),
                        },
                    ]}
                />
                <MoreButton query={list} />
            </Flex>
        </Card>
    );
}
