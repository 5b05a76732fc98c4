import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Flex, Form, Select, Skeleton, Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { money, period as monthName } from '../../parts/format';
import { statements, useClosedMonths } from './statement';

/** A month's statements, of whomever this person may see: a manager's own, a head's branch, the whole bank. */
export default function StatementsPage() {
    const { t } = useTranslation();
    const [search, setSearch] = useSearchParams();
    const months = useClosedMonths();
    const month = search.get('period') ?? months.data?.[0];
    const query = useInfiniteQuery({
        queryKey: ['statements', month],
        enabled: month !== undefined,
        initialPageParam: '',
        queryFn: ({ pageParam }) => statements(month ?? '', pageParam),
        getNextPageParam: (page) => page.next,
    });
    const items = query.data?.pages.flatMap((page) => page.items);
    const problem = months.error ?? query.error;

    return (
        <Flex vertical gap="middle">
            <Typography.Title level={1}>{t('room.statements')}</Typography.Title>
            {months.data?.length === 0 && <Empty description={t('statements.noMonth')} />}
            {month && (
                <Form layout="vertical">
                    <Form.Item label={t('statements.month')} htmlFor="statements-month" style={{ marginBottom: 0 }}>
                        <Select
                            id="statements-month"
                            style={{ width: '12rem' }}
                            value={month}
                            options={(months.data ?? [month]).map((value) => ({ value, label: monthName(value) }))}
                            onChange={(value: string) => setSearch({ period: value }, { replace: true })}
                        />
                    </Form.Item>
                </Form>
            )}
            {problem && <ProblemNote problem={problem} retry={() => void (months.error ? months.refetch() : query.refetch())} />}
            {!items && !problem && months.data?.length !== 0 && <Skeleton active />}
            {items && (
                <Table
                    size="small"
                    rowKey="managerNo"
                    pagination={false}
                    scroll={{ x: 'max-content' }}
                    dataSource={items}
                    locale={{ emptyText: <Empty description={t('statements.none')} /> }}
                    columns={[
                        {
                            title: t('statements.manager'),
                            dataIndex: 'managerNo',
                            render: (managerNo: string) => <Link to={`/statements/${managerNo}/${month}`}>{managerNo}</Link>,
                        },
                        { title: t('statements.org'), dataIndex: 'org' },
                        { title: t('statement.payable'), dataIndex: 'payable', align: 'right', className: 'number', render: money },
                        { title: t('statements.deferred'), dataIndex: 'deferred', align: 'right', className: 'number', render: money },
                        { title: t('statements.carried'), dataIndex: 'carried', align: 'right', className: 'number', render: money },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
