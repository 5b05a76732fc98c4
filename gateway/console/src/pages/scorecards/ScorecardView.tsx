import { useQueries, useQuery } from '@tanstack/react-query';
import { Alert, Descriptions, Empty, Flex, Skeleton, Statistic, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '../../api/problem';
import { sum } from '../../parts/decimal';
import { percent, period, rate } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { mayOpen } from '../../session/access';
import { wordOf } from '../managers/roster';
import { closedLonger, closedMonths } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { isMonth, longerOf, openMonth, rhythmOf } from '../month/months';
import { Behind } from './Behind';
import { LiveMonth } from './LiveMonth';
import { Versions } from './Versions';
import { AttainmentChart, TrendChart } from './Charts';
import { ScoreTable } from './ScoreTable';
import { Standings } from './Standings';
import { type KpiScore, type Scorecard, scorecard } from './calls';
import { kpiName, standing } from './kpis';

/** A trend says enough with a year. */
const TREND = 12;

/** A manager's score of a month, its parts, and the months before. */
export function ScorecardView({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    const [search, setSearch] = useSearchParams();
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const open = closed.data && openMonth(closed.data);
    const longer = useQuery({ queryKey: ['closed-months', 'longer'], queryFn: closedLonger });
    const closedOnes = (longer.data ?? []).map((one) => one.period).reverse();
    // Lengths of period the bank closes: the one that runs can be seen as it stands.
    const running = open
        ? longerOf(open).filter(
              (one) => !closedOnes.includes(one) && closedOnes.some((other) => rhythmOf(other) === rhythmOf(one)),
          )
        : [];
    const chosen = search.get('period') ?? months[0] ?? open;
    const isLive = chosen !== undefined && (chosen === open || running.includes(chosen));
    const trend = !closed.data
        ? []
        : [...new Set([...months.slice(0, TREND), ...(chosen && !isLive ? [chosen] : [])])].sort();
    const cards = useQueries({
        queries: trend.map((month) => ({
            queryKey: ['scorecard', managerNo, month],
            // A month without a scorecard is an answer like any other.
            queryFn: () =>
                scorecard(managerNo, month).catch((error: unknown) => {
                    if (error instanceof Problem && error.status === 404) return null;
                    throw error;
                }),
        })),
    });

    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (!closed.data) return <Skeleton active paragraph={{ rows: 12 }} />;
    if (chosen === undefined) return <Empty description={t('scorecards.noneClosed')} />;
    const current = cards[trend.indexOf(chosen)];
    const line = cards.flatMap(({ data }) =>
        data?.total && isMonth(data.period) ? [{ ...data, total: data.total }] : [],
    );
    return (
        <Flex vertical gap="middle">
            <MonthPicker
                months={[...(open ? [open] : []), ...months, ...running, ...closedOnes]}
                value={chosen}
                onChange={(month) => setSearch({ period: month }, { replace: true })}
            />
            {isLive ? (
                <LiveMonth key={`${managerNo} ${chosen}`} managerNo={managerNo} period={chosen} />
            ) : current?.error ? (
                <ProblemNote problem={current.error} retry={() => void current.refetch()} />
            ) : current?.data === null ? (
                <Empty description={t('scorecards.noneOfMonth', { period: period(chosen) })} />
            ) : !current?.data ? (
                <Skeleton active paragraph={{ rows: 12 }} />
            ) : (
                <OneMonth key={`${managerNo} ${chosen}`} card={current.data} />
            )}
            {line.length > 0 && (
                <section aria-labelledby="score-trend">
                    <Typography.Title level={2} id="score-trend" style={{ fontSize: '1.25rem' }}>
                        {t('scorecards.trend')}
                    </Typography.Title>
                    <TrendChart months={line} chosen={chosen} />
                </section>
            )}
        </Flex>
    );
}

function OneMonth({ card }: { card: Scorecard }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const [open, setOpen] = useState<KpiScore>();
    const { counted, leftOut } = standing(card.kpis);
    const points = sum(counted.map((one) => one.score ?? '0'));
    const weights = sum(counted.map((one) => one.weight));
    const statements = mayOpen('statement', roles);
    return (
        <>
            <Flex gap="large" wrap align="end">
                <Statistic
                    title={t('scorecards.total')}
                    value={card.total === null ? '—' : percent(card.total)}
                    styles={{ content: { fontSize: '2rem', fontWeight: 600 } }}
                />
                <Descriptions
                    size="small"
                    column={{ xs: 1, sm: 3 }}
                    style={{ flex: '1 1 20rem' }}
                    items={[
                        { key: 'org', label: t('scorecards.org'), children: card.org },
                        { key: 'level', label: t('scorecards.level'), children: wordOf(t, 'level', card.level) },
                        { key: 'version', label: t('scorecards.cardVersion'), children: card.version },
                    ]}
                />
            </Flex>
            {card.total !== null && (
                <Typography.Paragraph style={{ margin: 0 }}>
                    {t('scorecards.how', {
                        points: percent(points),
                        weights: rate(weights),
                        total: percent(card.total),
                        count: counted.length,
                    })}
                </Typography.Paragraph>
            )}
            {leftOut.length > 0 && (
                <Alert
                    type="warning"
                    showIcon
                    title={t('scorecards.leftOutTitle', {
                        list: leftOut.map((one) => kpiName(t, one.kpi)).join(t('scorecards.comma')),
                    })}
                    description={t('scorecards.leftOutMeans')}
                />
            )}
            {card.version > 1 && (
                <Alert
                    type="info"
                    showIcon
                    title={t('scorecards.versionMeans', { version: card.version })}
                    action={<Versions managerNo={card.managerNo} period={card.period} />}
                />
            )}
            <section aria-labelledby="score-kpis">
                <Typography.Title level={2} id="score-kpis" style={{ fontSize: '1.25rem' }}>
                    {t('scorecards.indicators')}
                </Typography.Title>
                <ScoreTable kpis={card.kpis} onOpen={setOpen} />
            </section>
            {counted.length > 0 && (
                <section aria-labelledby="score-attainment">
                    <Typography.Title level={2} id="score-attainment" style={{ fontSize: '1.25rem' }}>
                        {t('scorecards.attainments')}
                    </Typography.Title>
                    <AttainmentChart kpis={card.kpis} />
                </section>
            )}
            <Standings managerNo={card.managerNo} period={card.period} />
            {statements && isMonth(card.period) && (
                <Link to={`/statements/${encodeURIComponent(card.managerNo)}/${card.period}`}>
                    {t('scorecards.toStatement', { period: period(card.period) })}
                </Link>
            )}
            <Behind managerNo={card.managerNo} period={card.period} kpi={open} onClose={() => setOpen(undefined)} />
        </>
    );
}
