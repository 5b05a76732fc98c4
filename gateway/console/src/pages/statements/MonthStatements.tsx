import { useQuery } from '@tanstack/react-query';
import { Empty, Flex, Skeleton } from 'antd';
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
import { TextFilter } from '../../parts/TextFilter';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';

/** The approved statements of one month. */
export function MonthStatements() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const chosen = filter('period') ?? months[0];
    const search = filter('search');
    const list = useList({
        name: ['statements'],
        filters: { period: chosen ?? '', search },
        sorting,
        isAsked: chosen !== undefined,
        page: statements,
    });
    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (!closed.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    if (chosen === undefined) return <Empty description={t('statement.noneYet')} />;
    return (
        <>
            <Flex gap="middle" wrap align="end" style={{ marginBlockEnd: '1rem' }}>
                <MonthPicker months={months} value={chosen} onChange={(month) => choose({ period: month })} />
                <TextFilter
                    id="statement-manager"
                    label={t('statement.byManager')}
                    value={search}
                    onChoose={(text) => choose({ search: text })}
                />
                <ExportButton path="/incentive/statements" query={list.asked} disabled={!list.items?.length} />
            </Flex>
            <ListTable<StatementSummary>
                list={list}
                aria-label={t('room.statements')}
                rowKey="managerNo"
                empty={t(search ? 'statement.noneFound' : 'statement.noneApproved')}
                lines={8}
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
                    ...(list.items?.some((one) => one.reserved !== '0.00')
                        ? [
                              {
                                  title: t('months.reserved'),
                                  dataIndex: 'reserved',
                                  align: 'right' as const,
                                  render: money,
                                  className: 'number',
                              },
                          ]
                        : []),
                    {
                        title: t('months.carried'),
                        dataIndex: 'carried',
                        align: 'right',
                        render: money,
                        className: 'number',
                    },
                ]}
            />
        </>
    );
}
