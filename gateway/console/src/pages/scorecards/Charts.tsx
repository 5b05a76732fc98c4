import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart';
import { forDrawing, toPercent } from '../../parts/decimal';
import { percent, period } from '../../parts/format';
import type { KpiScore, Scorecard } from './calls';
import { kpiName } from './kpis';

const inPercent = (ratio: string) => forDrawing(toPercent(ratio));

/** The attainment of each indicator. */
export function AttainmentChart({ kpis }: { kpis: readonly KpiScore[] }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const counted = kpis.filter((one): one is KpiScore & { attainment: string } => one.attainment !== null);
    return (
        <Chart
            height={48 + 30 * counted.length}
            alt={t('scorecards.attainmentChart', {
                list: counted
                    .map((one) => `${kpiName(t, one.kpi)} ${percent(one.attainment)}`)
                    .join(t('scorecards.comma')),
            })}
            option={{
                grid: { left: 8, right: 56, top: 24, bottom: 4, containLabel: true },
                xAxis: {
                    type: 'value',
                    min: 0,
                    max: Math.max(150, ...counted.map((one) => inPercent(one.attainment))),
                    interval: 50,
                    axisLabel: { formatter: '{value}%', color: token.colorTextSecondary },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                yAxis: {
                    type: 'category',
                    inverse: true,
                    data: counted.map((one) => kpiName(t, one.kpi)),
                    axisLabel: { color: token.colorText, width: 130, overflow: 'truncate' },
                    axisTick: { show: false },
                    axisLine: { lineStyle: { color: token.colorBorder } },
                },
                series: [
                    {
                        type: 'bar',
                        barMaxWidth: 16,
                        data: counted.map((one) => ({
                            value: inPercent(one.attainment),
                            itemStyle: {
                                color: inPercent(one.attainment) >= 100 ? token.colorPrimary : token.colorWarning,
                            },
                            label: {
                                show: true,
                                position: 'right',
                                color: token.colorText,
                                formatter: percent(one.attainment),
                            },
                        })),
                        markLine: {
                            silent: true,
                            symbol: 'none',
                            data: [{ xAxis: 100 }],
                            lineStyle: { color: token.colorTextSecondary, type: 'dashed' },
                            label: { show: false },
                        },
                    },
                ],
            }}
        />
    );
}

/** The score over the months. */
export function TrendChart({ months, chosen }: { months: readonly (Scorecard & { total: string })[]; chosen: string }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    return (
        <Chart
            height={240}
            alt={t('scorecards.trendChart', {
                list: months.map((one) => `${period(one.period)} ${percent(one.total)}`).join(t('scorecards.comma')),
            })}
            option={{
                grid: { left: 8, right: 32, top: 32, bottom: 4, containLabel: true },
                xAxis: {
                    type: 'category',
                    boundaryGap: months.length === 1,
                    data: months.map((one) => one.period),
                    axisLabel: { color: token.colorTextSecondary },
                    axisLine: { lineStyle: { color: token.colorBorder } },
                },
                yAxis: {
                    type: 'value',
                    min: 0,
                    max: 150,
                    interval: 50,
                    axisLabel: { formatter: '{value}%', color: token.colorTextSecondary },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                series: [
                    {
                        type: 'line',
                        symbol: 'circle',
                        data: months.map((one) => ({
                            value: inPercent(one.total),
                            symbolSize: one.period === chosen ? 12 : 7,
                            label: {
                                show: true,
                                position: 'top',
                                color: token.colorText,
                                formatter: percent(one.total),
                            },
                        })),
                        markLine: {
                            silent: true,
                            symbol: 'none',
                            data: [{ yAxis: 100 }],
                            lineStyle: { color: token.colorTextSecondary, type: 'dashed' },
                            label: { show: false },
                        },
                    },
                ],
            }}
        />
    );
}
