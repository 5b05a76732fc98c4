import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { instant, period } from '../../parts/format';
import { mayOpen } from '../../session/access';
import { usePerson } from '../../session/session';
import { type ClosedMonth, closedLonger } from '../month/calls';
import { lastMonthOf, longerToClose } from '../month/months';
import { CloseStep } from './CloseStep';

/** Quarters, half-years and years: those that may be closed now, and those that are. */
export function LongerPeriods({ months }: { months: readonly ClosedMonth[] }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const query = useQuery({ queryKey: ['closed-months', 'longer'], queryFn: closedLonger });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 3 }} />;
    const due = longerToClose(months, query.data);
    const closed = [...query.data].sort(
        (a, b) => lastMonthOf(b.period).localeCompare(lastMonthOf(a.period)) || b.period.length - a.period.length,
    );
    return (
        <section aria-labelledby="longer-periods">
            <Typography.Title level={2} id="longer-periods" style={{ fontSize: '1.25rem' }}>
                {t('monthEnd.longer')}
            </Typography.Title>
            <Flex vertical gap="middle">
                <Typography.Text type="secondary">{t('monthEnd.longerLead')}</Typography.Text>
                {due.map((one) => (
                    <Card
                        key={one}
                        size="small"
                        title={
                            <h3 style={{ margin: 0, fontSize: '1rem' }}>
                                {t('monthEnd.heading.close', { period: period(one) })}
                            </h3>
                        }
                    >
                        <CloseStep month={one} isLonger />
                    </Card>
                ))}
                <WideTable<ClosedMonth>
                    aria-labelledby="longer-periods"
                    rowKey="period"
                    dataSource={closed}
                    pagination={{ pageSize: 12, hideOnSinglePage: true }}
                    empty={t('monthEnd.noLonger')}
                    columns={[
                        {
                            title: t('monthEnd.period'),
                            dataIndex: 'period',
                            render: (one: string) =>
                                mayOpen('scorecards', roles) ? (
                                    <Link to={`/scorecards?period=${one}`}>{period(one)}</Link>
                                ) : (
                                    period(one)
                                ),
                        },
                        { title: t('monthEnd.closedAt'), dataIndex: 'closedAt', render: instant },
                        { title: t('monthEnd.closedBy'), dataIndex: 'closedBy' },
                    ]}
                />
            </Flex>
        </section>
    );
}
