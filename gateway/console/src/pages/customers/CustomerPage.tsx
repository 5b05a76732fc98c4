import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { date, instant } from '../../parts/format';
import { usePerson } from '../../session/session';
import { CareDue } from './CareDue';
import { CareForm } from './CareForm';
import { HandOverForm } from './HandOverForm';
import { type CareRow, type CustomerDetail, customer } from './calls';

type Holding = CustomerDetail['holdings'][number];

/** One customer: who has them, the care that is due and was given, and the way to somebody else. */
export default function CustomerPage() {
    const { t } = useTranslation();
    const { customerRef = '' } = useParams();
    const query = useQuery({ queryKey: ['customers', 'one', customerRef], queryFn: () => customer(customerRef) });
    return (
        <Flex vertical gap="middle">
            <Link to="/customers">
                <ArrowLeftOutlined /> {t('room.customers')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Shown of={query.data} /> : !query.error && <Skeleton active title paragraph={{ rows: 6 }} />}
        </Flex>
    );
}

function Shown({ of: { customer: one, holdings, care } }: { of: CustomerDetail }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const may = (...wanted: string[]) => roles.some((role) => wanted.includes(role));
    return (
        <>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {t('customers.one', { ref: one.customerRef })}
            </Typography.Title>
            <Card size="small">
                <Descriptions
                    size="small"
                    column={{ xs: 1, lg: 2 }}
                    items={[
                        {
                            key: 'manager',
                            label: t('customers.manager'),
                            children: <ManagerName no={one.managerNo} name={one.name} />,
                        },
                        {
                            key: 'segment',
                            label: t('customers.segment'),
                            children: t(`customers.segments.${one.segment}`),
                        },
                        { key: 'stage', label: t('customers.stage'), children: t(`customers.stages.${one.stage}`) },
                        { key: 'since', label: t('customers.since'), children: date(one.since) },
                        {
                            key: 'active',
                            label: t('customers.activeOn'),
                            children: one.activeOn === null ? '—' : date(one.activeOn),
                        },
                        {
                            key: 'birthday',
                            label: t('customers.birthdayMonth'),
                            children: one.birthdayMonth ?? '—',
                        },
                        { key: 'care', label: t('customers.due'), children: <CareDue of={one} /> },
                    ]}
                />
            </Card>
            {may('account-manager', 'branch-head') && (
                <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('customers.recordCare')}</h2>}>
                    <CareForm customerRef={one.customerRef} />
                </Card>
            )}
            <WideTable<CareRow>
                aria-label={t('customers.careGiven')}
                title={() => t('customers.careGiven')}
                rowKey="id"
                dataSource={care}
                empty={t('customers.noCare')}
                columns={[
                    { title: t('customers.doneOn'), dataIndex: 'doneOn', render: (day: string) => date(day) },
                    {
                        title: t('customers.careName'),
                        dataIndex: 'kind',
                        render: (kind: string) => t(`customers.care.${kind}`),
                    },
                    {
                        title: t('customers.dueOn'),
                        dataIndex: 'dueOn',
                        render: (day: string | null) => (day === null ? '—' : date(day)),
                    },
                    {
                        title: t('customers.outcome'),
                        dataIndex: 'outcome',
                        render: (outcome: string) => t(`customers.outcomes.${outcome}`),
                    },
                    {
                        title: t('customers.note'),
                        dataIndex: 'note',
                        className: 'sentence',
                        render: (note: string | null) => note ?? '—',
                    },
                    { title: t('customers.by'), dataIndex: 'by' },
                ]}
            />
            <WideTable<Holding>
                aria-label={t('customers.managers')}
                title={() => t('customers.managers')}
                rowKey="from"
                dataSource={holdings}
                columns={[
                    {
                        title: t('customers.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string, row) => <ManagerName no={no} name={row.name} />,
                    },
                    { title: t('customers.from'), dataIndex: 'from', render: (day: string) => date(day) },
                    {
                        title: t('customers.until'),
                        dataIndex: 'until',
                        render: (day: string | null) => (day === null ? '—' : date(day)),
                    },
                    {
                        title: t('customers.why'),
                        dataIndex: 'reason',
                        className: 'sentence',
                        render: (reason: string | null) => reason ?? '—',
                    },
                    {
                        title: t('customers.by'),
                        key: 'by',
                        render: (_, row) => t('list.byAt', { who: row.by, at: instant(row.at) }),
                    },
                ]}
            />
            {may('hr', 'branch-head') && (
                <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('customers.handOver')}</h2>}>
                    <HandOverForm customerRef={one.customerRef} />
                </Card>
            )}
        </>
    );
}
