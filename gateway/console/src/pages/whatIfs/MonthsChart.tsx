import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart';
import { forDrawing } from '../../parts/decimal';
import { money, period } from '../../parts/format';
import type { WhatIfResult } from './calls';

/** The months by the plans in force and by the plan asked about, side by side. */
export function MonthsChart({ months }: { months: WhatIfResult['months'] }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    return (
        <Chart
            height={280}
            alt={t('whatIf.chart', {
                list: months
                    .map((month) =>
                        t('whatIf.chartMonth', {
                            period: period(month.period),
                            now: money(month.now.pay),
                            then: money(month.then.pay),
                        }),
                    )
                    .join(t('review.semicolon')),
            })}
            option={{
                grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
                legend: { top: 0, left: 0, selectedMode: false, textStyle: { color: token.colorText } },
                tooltip: { trigger: 'axis', confine: true, renderMode: 'richText' },
                xAxis: {
                    type: 'category',
                    data: months.map((month) => period(month.period)),
                    axisLabel: { color: token.colorTextSecondary, hideOverlap: true },
                    axisLine: { lineStyle: { color: token.colorBorder } },
                },
                yAxis: {
                    type: 'value',
                    axisLabel: { color: token.colorTextSecondary },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                series: [
                    // Hollow beside filled: told apart without colour too.
                    {
                        type: 'bar',
                        name: t('whatIf.now'),
                        data: months.map((month) => forDrawing(month.now.pay)),
                        itemStyle: {
                            color: token.colorBgContainer,
                            borderColor: token.colorTextSecondary,
                            borderWidth: 1,
                        },
                    },
                    {
                        type: 'bar',
                        name: t('whatIf.then'),
                        data: months.map((month) => forDrawing(month.then.pay)),
                        itemStyle: { color: token.colorPrimary },
                    },
                ],
            }}
        />
    );
}
