import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart';
import { forDrawing } from '../../parts/decimal';
import { date, money } from '../../parts/format';
import type { DueSum } from './calls';

/** What comes when: a bar for each due day. */
export function DueChart({ due }: { due: readonly DueSum[] }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    return (
        <Chart
            height={220}
            alt={t('deferred.chart', {
                list: due
                    .map((one) => t('list.pair', { name: date(one.dueOn), value: money(one.amount) }))
                    .join(t('review.semicolon')),
            })}
            option={{
                grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
                tooltip: { trigger: 'axis', confine: true, renderMode: 'richText' },
                xAxis: {
                    type: 'category',
                    data: due.map((one) => date(one.dueOn)),
                    axisLabel: { color: token.colorTextSecondary, hideOverlap: true },
                    axisLine: { lineStyle: { color: token.colorBorder } },
                },
                yAxis: {
                    type: 'value',
                    axisLabel: { color: token.colorTextSecondary },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                series: [
                    {
                        type: 'bar',
                        name: t('deferred.amount'),
                        barMaxWidth: 40,
                        data: due.map((one) => forDrawing(one.amount)),
                        itemStyle: { color: token.colorPrimary },
                    },
                ],
            }}
        />
    );
}
