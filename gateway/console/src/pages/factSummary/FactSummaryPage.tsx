import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Empty, Flex, Form, Segmented, Select, Skeleton, Typography, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart';
import { ExportButton } from '../../parts/ExportButton';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { CARD_FACTS } from '../../parts/cardFacts';
import { forDrawing } from '../../parts/decimal';
import { useFilters } from '../../parts/filters';
import { count, money, period as periodName } from '../../parts/format';
import { usePerson } from '../../session/session';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';
import { closedMonths } from '../month/calls';
import { latestMonths, monthFrom, monthNow, openMonth } from '../month/months';
import { DIMENSIONS, type Dimension, type FactCount, factSummary, wordIn, wordsOf } from './calls';
import { stacked } from './chartOf';

const MEASURES = ['count', 'amount'] as const;
type Measure = (typeof MEASURES)[number];

/** Months that can be chosen: two years, as many as are asked for at once. */
const MONTHS = 24;

/** Card facts counted by product, month, unit, level or kind. */
export default function FactSummaryPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose, clear } = useFilters();
    const units = useUnits(roles);
    const named = (filter('by') ?? 'month,product').split(',');
    const by: readonly Dimension[] = DIMENSIONS.filter((one) => named.includes(one));
    const measure: Measure = MEASURES.find((one) => one === filter('measure')) ?? 'count';
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    // Up to the month that is worked on, which need not be the calendar's.
    const until = filter('until') ?? openMonth(closed.data ?? []) ?? monthNow();
    const from = filter('from') ?? monthFrom(until, -5);
    const [kind, org] = [filter('kind'), filter('org')];
    const query = { by: by.join(','), kind, org, from, until };
    const summary = useQuery({
        queryKey: ['fact-summary', query],
        queryFn: () => factSummary(query),
        enabled: closed.data !== undefined || closed.error !== null,
    });
    const months = [...new Set([...latestMonths(MONTHS), from, until])].sort().reverse();
    const month = (name: 'from' | 'until', value: string) => (
        <Form.Item
            layout="vertical"
            label={t(`factSummary.${name}`)}
            htmlFor={`summary-${name}`}
            style={{ marginBottom: 0 }}
        >
            <Select
                id={`summary-${name}`}
                style={{ width: '10rem' }}
                value={value}
                options={months.map((one) => ({ value: one, label: periodName(one) }))}
                onChange={(one: string) => choose({ [name]: one })}
            />
        </Form.Item>
    );
    return (
        <Flex vertical gap="middle">
            <PageHead title={t('room.factSummary')} lead={t('factSummary.lead')} />
            <Flex gap="middle" wrap align="end">
                <Form.Item layout="vertical" label={t('factSummary.by')} style={{ marginBottom: 0 }}>
                    <Checkbox.Group<Dimension>
                        value={[...by]}
                        options={DIMENSIONS.map((value) => ({ value, label: t(`factSummary.dimension.${value}`) }))}
                        onChange={(chosen) => choose({ by: DIMENSIONS.filter((one) => chosen.includes(one)).join() })}
                    />
                </Form.Item>
                {month('from', from)}
                {month('until', until)}
                <Form.Item
                    layout="vertical"
                    label={t('factSummary.dimension.kind')}
                    htmlFor="summary-kind"
                    style={{ marginBottom: 0 }}
                >
                    <Select
                        id="summary-kind"
                        allowClear
                        style={{ width: '10rem' }}
                        placeholder={t('factSummary.allKinds')}
                        value={kind}
                        options={CARD_FACTS.map((value) => ({ value, label: t(`fact.${value}`) }))}
                        onChange={(value?: string) => choose({ kind: value })}
                    />
                </Form.Item>
                <Form.Item
                    layout="vertical"
                    label={t('compare.within')}
                    htmlFor="summary-org"
                    style={{ marginBottom: 0 }}
                >
                    <UnitFilter
                        key={org}
                        id="summary-org"
                        units={units.data}
                        value={org}
                        onChoose={(code) => choose({ org: code })}
                    />
                </Form.Item>
                <Segmented<Measure>
                    aria-label={t('factSummary.measureLabel')}
                    value={measure}
                    options={MEASURES.map((value) => ({ value, label: t(`factSummary.${value}`) }))}
                    onChange={(value) => choose({ measure: value })}
                />
                {(kind ?? org ?? filter('from') ?? filter('until')) && (
                    <Button onClick={clear}>{t('action.clearFilters')}</Button>
                )}
                <ExportButton path="/performance/facts/summary" query={query} />
            </Flex>
            {summary.error && <ProblemNote problem={summary.error} retry={() => void summary.refetch()} />}
            {!summary.data && !summary.error && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
            {summary.data?.rows.length === 0 && <Empty description={t('factSummary.nothing')} />}
            {summary.data && summary.data.rows.length > 0 && (
                <>
                    <Typography.Text>
                        {t('factSummary.all', {
                            number: count(Number(summary.data.count)),
                            amount: money(summary.data.amount),
                        })}
                    </Typography.Text>
                    {by.length > 0 && <SummaryChart rows={summary.data.rows} by={by} measure={measure} />}
                    <WideTable<FactCount>
                        aria-label={t('room.factSummary')}
                        rowKey={(row) => by.map((one) => row[one]).join('\n')}
                        dataSource={[...summary.data.rows]}
                        columns={[
                            ...by.map((dimension) => ({
                                title: t(`factSummary.dimension.${dimension}`),
                                key: dimension,
                                render: (_: unknown, row: FactCount) =>
                                    dimension === 'unit' && row.unit ? (
                                        <Button
                                            type="link"
                                            style={{ padding: 0, height: 'auto' }}
                                            onClick={() => choose({ org: row.unit ?? undefined })}
                                        >
                                            {wordIn(t, dimension, row)}
                                        </Button>
                                    ) : (
                                        wordIn(t, dimension, row)
                                    ),
                            })),
                            {
                                title: t('factSummary.count'),
                                dataIndex: 'count',
                                align: 'right' as const,
                                className: 'number',
                                render: (value: number | string) => count(Number(value)),
                            },
                            {
                                title: t('factSummary.amount'),
                                dataIndex: 'amount',
                                align: 'right' as const,
                                className: 'number',
                                render: money,
                            },
                        ]}
                    />
                    <Typography.Text type="secondary">{t('factSummary.means')}</Typography.Text>
                </>
            )}
        </Flex>
    );
}

/** The first dimension along the axis, the others stacked upon one another. */
function SummaryChart({
    rows,
    by,
    measure,
}: {
    rows: readonly FactCount[];
    by: readonly Dimension[];
    measure: Measure;
}) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const [axis, ...others] = by;
    if (!axis) return null;
    const chart = stacked(
        rows.map((row) => ({
            at: wordIn(t, axis, row),
            series: others.length === 0 ? t(`factSummary.${measure}`) : wordsOf(t, others, row),
            value: String(row[measure]),
        })),
        t('factSummary.others'),
    );
    const shown = (value: string) => (measure === 'amount' ? money(value) : count(Number(value)));
    return (
        <Chart
            height={300}
            alt={t('factSummary.chart', {
                list: chart.series
                    .map((one) =>
                        t('list.pair', {
                            name: one.name,
                            value: one.values
                                .map((value, place) => `${chart.axis[place] ?? ''} ${shown(value)}`)
                                .join(t('list.comma')),
                        }),
                    )
                    .join(t('review.semicolon')),
            })}
            option={{
                grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
                color: [
                    token.colorPrimary,
                    token.colorWarning,
                    token.colorSuccess,
                    token.colorTextSecondary,
                    token.colorInfoBorder,
                    token.colorError,
                ],
                legend: {
                    show: others.length > 0,
                    top: 0,
                    left: 0,
                    type: 'plain',
                    selectedMode: false,
                    textStyle: { color: token.colorText },
                },
                tooltip: { trigger: 'axis', confine: true, renderMode: 'richText' },
                xAxis: {
                    type: 'category',
                    data: chart.axis,
                    axisLabel: { color: token.colorTextSecondary, hideOverlap: true },
                    axisLine: { lineStyle: { color: token.colorBorder } },
                },
                yAxis: {
                    type: 'value',
                    axisLabel: { color: token.colorTextSecondary },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                series: chart.series.map((one) => ({
                    type: 'bar' as const,
                    name: one.name,
                    stack: 'all',
                    barMaxWidth: 48,
                    data: one.values.map(forDrawing),
                })),
            }}
        />
    );
}
