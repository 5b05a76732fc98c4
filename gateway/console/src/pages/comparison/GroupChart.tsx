import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart';
import { forDrawing } from '../../parts/decimal';
import { type ComparedGroup, type Way, figureOf, groupName } from './calls';

/** More bars than these are read in the table. */
const MOST = 30;

/** The mean of each group as a bar, with its median as a mark; a bar opens the group. */
export function GroupChart({
    groups,
    by,
    kpi,
    onOpen,
}: {
    groups: readonly ComparedGroup[];
    by: Way;
    kpi: string | undefined;
    onOpen: (code: string) => void;
}) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const shown = groups.slice(0, MOST);
    return (
        <Chart
            height={72 + 30 * shown.length}
            onSelect={(place) => onOpen(shown[place]?.code ?? '')}
            alt={t('compare.chart', {
                list: shown
                    .map((one) => t('list.pair', { name: groupName(t, by, one), value: figureOf(kpi, one.mean) }))
                    .join(t('list.comma')),
            })}
            option={{
                grid: { left: 8, right: 72, top: 40, bottom: 4, containLabel: true },
                legend: { top: 0, left: 0, selectedMode: false, textStyle: { color: token.colorText } },
                xAxis: {
                    type: 'value',
                    axisLabel: { show: false },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                yAxis: {
                    type: 'category',
                    inverse: true,
                    data: shown.map((one) => groupName(t, by, one)),
                    axisLabel: { color: token.colorText, width: 130, overflow: 'truncate' },
                    axisTick: { show: false },
                    axisLine: { lineStyle: { color: token.colorBorder } },
                },
                series: [
                    {
                        type: 'bar',
                        name: t('compare.mean'),
                        barMaxWidth: 16,
                        cursor: 'pointer',
                        itemStyle: { color: token.colorPrimary },
                        data: shown.map((one) => ({
                            value: forDrawing(one.mean),
                            label: {
                                show: true,
                                position: 'right' as const,
                                color: token.colorText,
                                formatter: figureOf(kpi, one.mean),
                            },
                        })),
                    },
                    {
                        type: 'line',
                        name: t('compare.median'),
                        symbol: 'diamond',
                        symbolSize: 10,
                        lineStyle: { width: 0 },
                        itemStyle: {
                            color: token.colorBgContainer,
                            borderColor: token.colorText,
                            borderWidth: 1.5,
                        },
                        data: shown.map((one) => forDrawing(one.median)),
                    },
                ],
            }}
        />
    );
}
