import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Empty, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { useFilters } from '../../parts/filters';
import { money } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { useSorting } from '../../parts/sorting';
import { type StatementSummary, closedMonths, statements } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { WideTable } from '../../parts/WideTable';

/** The approved statements of one month. */
export function MonthStatements() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const { sort, by, onChange } = useSorting<StatementSummary>('managerNo');
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const chosen = filter('period') ?? months[0];
    const list = useInfiniteQuery({
        queryKey: ['statements', chosen, sort],
        queryFn: ({ pageParam }) =>
            statements({
                period: chosen as string,
                sort,
                after: pageParam,
                total: pageParam ? undefined : 'true',
            }),
        placeholderData: keepPreviousData,
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (page) => page.next ?? undefined,
        enabled: chosen !== undefined,
    });

    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (!closed.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    if (chosen === undefined) return <Empty description={t('statement.noneYet')} />;
    const items = list.data?.pages.flatMap((page) => page.items) ?? [];
    return (
        <>
            <Flex gap="middle" wrap align="end">
                <MonthPicker months={months} value={chosen} onChange={(month) => choose({ period: month })} />
                <ExportButton
                    path="/incentive/statements"
                    query={{ period: chosen, sort }}
                    disabled={items.length === 0}
                />
            </Flex>
            <div style={{ marginBlock: '1rem' }}>
                {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
                {list.data && items.length === 0 && <Alert type="info" showIcon title={t('statement.noneApproved')} />}
            </div>
            <ListTotal pages={list.data?.pages} />
            {list.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
            {items.length > 0 && (
                <WideTable<StatementSummary>
                    aria-label={t('room.statements')}
                    rowKey="managerNo"
                    dataSource={items}
                    loading={list.isPlaceholderData}
                    onChange={onChange}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            ...by('managerNo'),
                            render: (managerNo: string) => (
                                <Link to={`/statements/${managerNo}/${chosen}`}>{managerNo}</Link>
                            ),
                        },
                        { title: t('months.org'), dataIndex: 'org' },
                        {
                            title: t('months.payable'),
                            dataIndex: 'payable',
                            ...by('payable'),
                            align: 'right',
                            render: money,
                            className: 'number',
                        },
                        {
                            title: t('months.deferred'),
                            dataIndex: 'deferred',
                            align: 'right',
                            render: money,
                            className: 'number',
                        },
                        {
                            title: t('months.carried'),
                            dataIndex: 'carried',
                            align: 'right',
                            render: money,
                            className: 'number',
                        },
                    ]}
                />
            )}
            <MoreButton query={list} />
        </>
    );
}
