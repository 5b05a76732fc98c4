import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart';
import { compare, forDrawing } from '../../parts/decimal';

/** A rate table as steps: each value holds from its start to the next one's. */
export function StepChart({
    steps,
    name,
    alt,
}: {
    steps: readonly { from: string; value: string }[];
    name: { from: string; value: string };
    alt: string;
}) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const last = steps.at(-1);
    if (!last) return null;
    // The last step has no end: it is drawn as long again as a quarter of all before it, so that it can be seen.
    const end = compare(last.from, '0') > 0 ? forDrawing(last.from) * 1.25 : 1;
    const points = [
        ...steps.map((step) => [forDrawing(step.from), forDrawing(step.value)]),
        [end, forDrawing(last.value)],
    ];
    return (
        <Chart
            height={180}
            alt={t('plans.stepChart', { name: name.value, list: alt })}
            option={{
                grid: { left: 8, right: 24, top: 32, bottom: 28, containLabel: true },
                xAxis: {
                    type: 'value',
                    min: 0,
                    max: end,
                    name: name.from,
                    nameLocation: 'middle',
                    nameGap: 28,
                    nameTextStyle: { color: token.colorTextSecondary },
                    axisLabel: { color: token.colorTextSecondary, showMaxLabel: false },
                    splitLine: { show: false },
                },
                yAxis: {
                    type: 'value',
                    min: 0,
                    name: name.value,
                    nameTextStyle: { color: token.colorTextSecondary, align: 'left' },
                    axisLabel: { color: token.colorTextSecondary },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                series: [
                    {
                        type: 'line',
                        step: 'end',
                        symbol: 'circle',
                        symbolSize: 6,
                        data: points.map((point) => [...point]),
                        areaStyle: { opacity: 0.12 },
                    },
                ],
            }}
        />
    );
}
