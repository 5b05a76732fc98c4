import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ManagerName } from '../../parts/ManagerName';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { count, money, percent } from '../../parts/format';
import { closedMonths } from '../month/calls';
import { monthNow } from '../month/months';
import { PeriodSelect } from '../targets/PeriodSelect';
import { type Concentration, concentration } from './calls';

/** How much of a period's amounts come from the largest customers, by manager and together. */
export default function ConcentrationPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    // Until somebody chooses, the newest closed month.
    const usual = closed.isPending ? undefined : (closed.data?.at(-1)?.period ?? monthNow());
    const period = filter('period') ?? usual;
    const query = useQuery({
        queryKey: ['customers', 'concentration', period],
        queryFn: () => concentration(period ?? ''),
        enabled: period !== undefined,
    });
    return (
        <Flex vertical gap="middle">
            <Link to="/customers">
                <ArrowLeftOutlined /> {t('room.customers')}
            </Link>
            <PageHead title={t('room.concentration')} lead={t('customers.leadOfConcentration')} />
            <Flex gap="middle" wrap align="end">
                <PeriodSelect value={period} choose={(value) => choose({ period: value })} />
                {period && <ExportButton path="/performance/customer-concentration" query={{ period }} />}
            </Flex>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <WideTable<Concentration>
                    aria-label={t('room.concentration')}
                    rowKey={(row) => row.managerNo ?? ''}
                    dataSource={[query.data.all, ...query.data.managers]}
                    columns={[
                        {
                            title: t('customers.manager'),
                            key: 'manager',
                            render: (_, row) =>
                                row.managerNo === null ? (
                                    <strong>{t('customers.together')}</strong>
                                ) : (
                                    <ManagerName no={row.managerNo} name={row.name} />
                                ),
                        },
                        {
                            title: t('room.customers'),
                            dataIndex: 'customers',
                            align: 'right',
                            className: 'number',
                            render: (customers: number) => count(customers),
                        },
                        {
                            title: t('customers.amount'),
                            dataIndex: 'amount',
                            align: 'right',
                            className: 'number',
                            render: (amount: string) => money(amount),
                        },
                        ...(['top10', 'top20'] as const).map((name) => ({
                            title: t(`customers.${name}`),
                            dataIndex: name,
                            align: 'right' as const,
                            className: 'number',
                            render: (share: string | null) => (share === null ? '—' : percent(share)),
                        })),
                    ]}
                />
            ) : (
                !query.error && <Skeleton active paragraph={{ rows: 8 }} />
            )}
        </Flex>
    );
}
