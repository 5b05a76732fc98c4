import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Flex, Skeleton, Statistic, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { instant, percent, period as monthName } from '../../parts/format';
import { Behind } from './Behind';
import { AttainmentChart } from './Charts';
import { ScoreTable } from './ScoreTable';
import { type KpiScore, type Scorecard, liveScorecard } from './calls';

/** The open month's scorecard; none where the manager is not in post, or has no sheet. */
export const useLiveScorecard = (managerNo: string, period: string | undefined) =>
    useQuery({
        queryKey: ['live-scorecard', managerNo, period],
        queryFn: () =>
            liveScorecard(managerNo, period ?? '').catch((error: unknown) => {
                if (error instanceof Problem && error.status === 404) return null;
                throw error;
            }),
        enabled: managerNo !== '' && period !== undefined,
    });

/** The open month as it stands now: each indicator against its target, and what it would come to. */
export function LiveMonth({ managerNo, period }: { managerNo: string; period: string }) {
    const { t } = useTranslation();
    const query = useLiveScorecard(managerNo, period);
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (query.data === undefined) return <Skeleton active paragraph={{ rows: 12 }} />;
    if (query.data === null) return <Empty description={t('scorecards.noneOfMonth', { period: monthName(period) })} />;
    return <Live card={query.data} />;
}

function Live({ card }: { card: Scorecard }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState<KpiScore>();
    const hasAttainment = card.kpis.some((one) => one.attainment !== null);
    return (
        <Flex vertical gap="middle">
            <Alert
                type="info"
                showIcon
                title={t('scorecards.live', {
                    period: monthName(card.period),
                    at: card.asOf ? instant(card.asOf) : '',
                })}
                description={t('scorecards.liveMeans')}
            />
            <Statistic
                title={t('scorecards.totalSoFar')}
                value={card.total === null ? '—' : percent(card.total)}
                styles={{ content: { fontSize: '2rem', fontWeight: 600 } }}
            />
            {hasAttainment && (
                <section aria-labelledby="live-attainment">
                    <Typography.Title level={2} id="live-attainment" style={{ fontSize: '1.25rem' }}>
                        {t('scorecards.attainments')}
                    </Typography.Title>
                    <AttainmentChart kpis={card.kpis} />
                </section>
            )}
            <section aria-labelledby="live-kpis">
                <Typography.Title level={2} id="live-kpis" style={{ fontSize: '1.25rem' }}>
                    {t('scorecards.indicators')}
                </Typography.Title>
                <ScoreTable kpis={card.kpis} onOpen={setOpen} />
            </section>
            <Behind managerNo={card.managerNo} period={card.period} kpi={open} onClose={() => setOpen(undefined)} />
        </Flex>
    );
}
