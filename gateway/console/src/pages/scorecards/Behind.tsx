import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { count, date, period as monthName } from '../../parts/format';
import { plain } from '../../parts/decimal';
import { FactTable } from './FactTable';
import { type Complaint, type KpiScore, complaints, satisfaction, useCardFacts } from './calls';
import { behindOf, counts, figure, kindOf, kpiName, ratioOf } from './kpis';
import { WideTable } from '../../parts/WideTable';

/** The records behind an indicator's value: the facts, complaints or answers of the month that it counts. */
export function Behind({
    managerNo,
    period,
    kpi,
    onClose,
}: {
    managerNo: string;
    period: string;
    kpi?: KpiScore;
    onClose: () => void;
}) {
    const { t } = useTranslation();
    return (
        <Drawer
            open={kpi !== undefined}
            onClose={onClose}
            size="min(46rem, 100vw)"
            title={kpi && t('scorecards.behindTitle', { kpi: kpiName(t, kpi.kpi), period: monthName(period) })}
            destroyOnHidden
        >
            {kpi && (
                <Flex vertical gap="middle">
                    <Typography.Text>
                        {t('scorecards.behindValue', {
                            value: figure(kpi.kpi, kpi.value),
                            target: figure(kpi.kpi, kpi.target),
                        })}
                    </Typography.Text>
                    {behindOf(kpi.kpi) === 'complaints-upheld' ? (
                        <Complaints managerNo={managerNo} period={period} />
                    ) : behindOf(kpi.kpi) === 'satisfaction' ? (
                        <Satisfaction managerNo={managerNo} period={period} />
                    ) : (
                        <Facts managerNo={managerNo} period={period} kpi={kpi.kpi} />
                    )}
                </Flex>
            )}
        </Drawer>
    );
}

function Facts({ managerNo, period, kpi }: { managerNo: string; period: string; kpi: string }) {
    const { t } = useTranslation();
    const kind = kindOf(kpi);
    const ratio = ratioOf(kpi);
    const query = useCardFacts(managerNo, period, kind);
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 6 }} />;
    const read = query.data.pages.flatMap((page) => page.items);
    const counted = read.filter((fact) => counts(kpi, fact));
    return (
        <>
            {kpi === 'active-rate' ? (
                <Alert type="info" showIcon title={t('scorecards.rateMeans')} />
            ) : (
                ratio && (
                    <Alert
                        type="info"
                        showIcon
                        title={t('scorecards.ratioMeans', {
                            kpi: kpiName(t, kpi),
                            numerator: kpiName(t, ratio.numerator),
                            denominator: kpiName(t, ratio.denominator),
                        })}
                    />
                )
            )}
            <Typography.Text type="secondary">
                {t(query.hasNextPage ? 'scorecards.factsSoFar' : 'scorecards.factsFound', {
                    found: count(counted.length),
                    read: count(read.length),
                })}
            </Typography.Text>
            <FactTable facts={counted} empty={t('scorecards.noFacts')} />
            <Flex gap="small" wrap>
                <MoreButton query={query} />
                <ExportButton
                    path="/performance/card-facts"
                    query={{ manager: managerNo, period, kind, sort: 'occurredOn' }}
                    disabled={read.length === 0}
                />
            </Flex>
        </>
    );
}

function Complaints({ managerNo, period }: { managerNo: string; period: string }) {
    const { t } = useTranslation();
    const query = useInfiniteQuery({
        queryKey: ['complaints-of', managerNo],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) => complaints({ manager: managerNo, after: pageParam }),
        getNextPageParam: (page) => page.next ?? undefined,
    });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 4 }} />;
    const upheld = query.data.pages
        .flatMap((page) => page.items)
        .filter((one) => one.outcome === 'upheld' && one.resolvedOn?.startsWith(period));
    return (
        <>
            <WideTable<Complaint>
                aria-label={t('scorecards.complaints')}
                rowKey="complaintRef"
                dataSource={upheld}
                empty={t('scorecards.noComplaints')}
                columns={[
                    { title: t('scorecards.complaintRef'), dataIndex: 'complaintRef', className: 'number' },
                    {
                        title: t('scorecards.resolvedOn'),
                        dataIndex: 'resolvedOn',
                        className: 'number',
                        render: (day: string | null) => (day ? date(day) : '—'),
                    },
                    { title: t('scorecards.category'), dataIndex: 'category' },
                    {
                        title: t('scorecards.severity'),
                        dataIndex: 'severity',
                        render: (code: string) => t(`severity.${code}`, { defaultValue: code }),
                    },
                ]}
            />
            <MoreButton query={query} />
        </>
    );
}

function Satisfaction({ managerNo, period }: { managerNo: string; period: string }) {
    const { t } = useTranslation();
    const query = useQuery({
        queryKey: ['satisfaction-of', managerNo, period],
        queryFn: () => satisfaction({ manager: managerNo, period }),
    });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 1 }} />;
    const [month] = query.data.items;
    return (
        <Typography.Text>
            {month
                ? t('scorecards.answers', { count: month.answers, mean: plain(month.mean) })
                : t('scorecards.noAnswers')}
        </Typography.Text>
    );
}
