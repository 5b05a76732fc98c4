import { useQuery } from '@tanstack/react-query';
import { Flex, Progress, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { count } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { wordOf } from '../managers/roster';
import { type Standing, standings } from './calls';

/** The rank of a manager among those of their level: in their unit, above it and in the bank. */
export function Standings({ managerNo, period }: { managerNo: string; period: string }) {
    const { t } = useTranslation();
    const query = useQuery({
        queryKey: ['standings', managerNo, period],
        queryFn: () =>
            standings(managerNo, period).catch((error: unknown) => {
                if (error instanceof Problem && error.status === 404) return null;
                throw error;
            }),
    });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (query.data === undefined) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
    if (query.data === null || query.data.standings.length === 0) return null;
    return (
        <section aria-labelledby="score-standing">
            <Typography.Title level={2} id="score-standing" style={{ fontSize: '1.25rem' }}>
                {t('scorecards.standing', { level: wordOf(t, 'level', query.data.level) })}
            </Typography.Title>
            <Flex gap="large" wrap>
                {query.data.standings.map((one) => (
                    <OfUnit key={one.org} of={one} />
                ))}
            </Flex>
        </section>
    );
}

function OfUnit({ of }: { of: Standing }) {
    const { t } = useTranslation();
    return (
        <div style={{ flex: '1 1 12rem', maxWidth: '20rem' }}>
            <Typography.Text type="secondary">{of.name ?? of.org}</Typography.Text>
            <div className="number" style={{ fontSize: '1.25rem', fontWeight: 600 }}>
                {t('scorecards.rankOf', { rank: count(of.rank), ranked: count(of.ranked) })}
            </div>
            {/* Drawn beside the words that say the same. */}
            <Progress
                percent={((5 - of.quarter) / 4) * 100}
                steps={{ count: 4, gap: 3 }}
                showInfo={false}
                size={[36, 8]}
                aria-hidden="true"
            />
            <div>
                <Typography.Text type="secondary">{t(`scorecards.quarter.${of.quarter}`)}</Typography.Text>
            </div>
        </div>
    );
}
