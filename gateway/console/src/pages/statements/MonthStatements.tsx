import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Empty, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { money } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { closedMonths, statements } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { MoreButton } from '../../parts/MoreButton';
import { WideTable } from '../../parts/WideTable';

/** The approved statements of one month. */
export function MonthStatements() {
    const { t } = useTranslation();
    const [search, setSearch] = useSearchParams();
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const chosen = search.get('period') ?? months[0];
    const list = useInfiniteQuery({
        queryKey: ['statements', chosen],
        queryFn: ({ pageParam }) => statements(chosen as string, pageParam),
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
            <MonthPicker months={months} value={chosen} onChange={(month) => setSearch({ period: month }, { replace: true })} />
            <div style={{ marginBlock: '1rem' }}>
                {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
                {list.data && items.length === 0 && <Alert type="info" showIcon title={t('statement.noneApproved')} />}
            </div>
            {list.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
            {items.length > 0 && (
                <WideTable
                    aria-label={t('room.statements')}
                    rowKey="managerNo"
                    dataSource={items}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            render: (managerNo: string) => <Link to={`/statements/${managerNo}/${chosen}`}>{managerNo}</Link>,
                        },
                        { title: t('months.org'), dataIndex: 'org' },
                        { title: t('months.payable'), dataIndex: 'payable', align: 'right', render: money, className: 'number' },
                        { title: t('months.deferred'), dataIndex: 'deferred', align: 'right', render: money, className: 'number' },
                        { title: t('months.carried'), dataIndex: 'carried', align: 'right', render: money, className: 'number' },
                    ]}
                />
            )}
            <MoreButton query={list} />
        </>
    );
}
