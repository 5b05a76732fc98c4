import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Empty, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { useFilters } from '../../parts/filters';
import { money } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { useSorting } from '../../parts/sorting';
import { type StatementSummary, closedMonths, statements } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { TextFilter } from '../../parts/TextFilter';
import { WideTable } from '../../parts/WideTable';

/** The approved statements of one month. */
export function MonthStatements() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const { sort, by, onChange } = useSorting<StatementSummary>('managerNo');
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const chosen = filter('period') ?? months[0];
    const search = filter('search');
    const list = useInfiniteQuery({
        queryKey: ['statements', chosen, sort, search],
        queryFn: ({ pageParam }) =>
            statements({
                period: chosen as string,
                sort,
                search,
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
                <TextFilter
                    id="statement-manager"
                    label={t('statement.byManager')}
                    value={search}
                    onChoose={(text) => choose({ search: text })}
                />
                <ExportButton
                    path="/incentive/statements"
                    query={{ period: chosen, sort, search }}
                    disabled={items.length === 0}
                />
            </Flex>
            <div style={{ marginBlock: '1rem' }}>
                {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
                {list.data && items.length === 0 && (
                    <Alert type="info" showIcon title={t(search ? 'statement.noneFound' : 'statement.noneApproved')} />
                )}
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
                            render: (managerNo: string, { name }) => (
                                <Link to={`/statements/${managerNo}/${chosen}`}>
                                    <ManagerName no={managerNo} name={name} />
                                </Link>
                            ),
                        },
                        {
                            title: t('months.org'),
                            dataIndex: 'org',
                            render: (org: string, { orgName }) => (orgName ? `${orgName} ${org}` : org),
                        },
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
