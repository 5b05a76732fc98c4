import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { count, money, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { type Figures, type Run, runDistribution } from '../month/calls';
import { monthFrom } from '../month/months';
import { ChangeTable } from './ChangeTable';
import { DistributionChart } from './DistributionChart';

/**
 * Figures to look at before a decision: the month's distribution, and whose pay changed most against the
 * month before.
 */
export function Review({
    run,
    view,
    onManager,
}: {
    run: Run;
    view: 'changes' | 'distribution';
    onManager: (managerNo: string) => void;
}) {
    const { t } = useTranslation();
    const before = monthFrom(run.period, -1);
    const { data, error, refetch } = useQuery({
        queryKey: ['run-distribution', run.id],
        queryFn: () => runDistribution(run.id),
    });
    return (
        <Flex vertical gap="middle" component="section" aria-labelledby="run-review">
            <Typography.Title level={2} id="run-review" style={{ margin: 0, fontSize: '1.25rem' }}>
                {t('review.title')}
            </Typography.Title>
            {error && <ProblemNote problem={error} retry={() => void refetch()} />}
            {!data && !error && <Skeleton active paragraph={{ rows: 6 }} />}
            {data && !data.before && (
                <Alert
                    type="info"
                    showIcon
                    title={t('review.noBefore', { before: period(before) })}
                    description={t('review.noBeforeAdvice')}
                />
            )}
            {view === 'distribution' && data && data.buckets.length > 0 && (
                <Card
                    size="small"
                    title={
                        <h3 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }}>
                            {t('review.distribution')}
                        </h3>
                    }
                >
                    <DistributionChart distribution={data} />
                    <FiguresTable now={data.now} before={data.before} />
                    <Typography.Text type="secondary">{t('review.outlierMeans')}</Typography.Text>
                </Card>
            )}
            {view === 'changes' && (
                <ChangeTable run={run} hasBefore={data ? data.before !== null : true} onManager={onManager} />
            )}
        </Flex>
    );
}

const amounts = ['total', 'firstQuartile', 'median', 'thirdQuartile'] as const;

/** The figures of both months side by side. */
function FiguresTable({ now, before }: { now: Figures; before: Figures | null }) {
    const { t } = useTranslation();
    const rows = (['managers', ...amounts, 'outliers'] as const).map((figure) => ({
        figure,
        now: now[figure],
        before: before?.[figure] ?? null,
    }));
    const shown = (value: number | string | null) =>
        value === null ? '–' : typeof value === 'number' ? count(value) : money(value);
    return (
        <WideTable
            aria-label={t('review.figures')}
            rowKey="figure"
            dataSource={rows}
            style={{ maxWidth: '40rem', marginBlock: '0.5rem' }}
            columns={[
                {
                    title: t('review.figure'),
                    dataIndex: 'figure',
                    render: (figure: string) => t(`review.of.${figure}`),
                },
                ...(before
                    ? [
                          {
                              title: period(before.period),
                              dataIndex: 'before',
                              align: 'right' as const,
                              className: 'number',
                              render: shown,
                          },
                      ]
                    : []),
                { title: period(now.period), dataIndex: 'now', align: 'right', className: 'number', render: shown },
            ]}
        />
    );
}
