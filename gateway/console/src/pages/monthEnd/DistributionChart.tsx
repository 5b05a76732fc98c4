import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../parts/Chart';
import { count, money, period } from '../../parts/format';
import type { Distribution } from '../month/calls';

/** Bounds of buckets are whole yuan. */
const yuan = (amount: string) => money(amount).replace(/\.00$/, '');

/** The number of managers by amount, both months side by side. */
export function DistributionChart({ distribution: { now, before, buckets } }: { distribution: Distribution }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const list = buckets
        .map((bucket) => {
            const what = { from: yuan(bucket.from), to: yuan(bucket.to), now: count(bucket.managers) };
            return bucket.before === null
                ? t('review.bucket', what)
                : t('review.bucketBoth', { ...what, before: count(bucket.before) });
        })
        .join(t('review.semicolon'));
    return (
        <Chart
            height={280}
            alt={t(before ? 'review.chartBoth' : 'review.chart', {
                now: period(now.period),
                before: before && period(before.period),
                list,
            })}
            option={{
                grid: { left: 8, right: 16, top: 56, bottom: 32, containLabel: true },
                legend: { top: 0, left: 0, selectedMode: false, textStyle: { color: token.colorText } },
                // Drawn, not written as HTML with styles in it, which the page's policy does not let in.
                tooltip: { trigger: 'axis', confine: true, renderMode: 'richText' },
                xAxis: {
                    type: 'category',
                    data: buckets.map((bucket) => yuan(bucket.from)),
                    name: t('review.from'),
                    nameLocation: 'middle',
                    nameGap: 28,
                    nameTextStyle: { color: token.colorTextSecondary },
                    axisLabel: { color: token.colorTextSecondary, hideOverlap: true },
                    axisLine: { lineStyle: { color: token.colorBorder } },
                },
                yAxis: {
                    type: 'value',
                    minInterval: 1,
                    name: t('run.managers'),
                    nameTextStyle: { color: token.colorTextSecondary, align: 'left' },
                    axisLabel: { color: token.colorTextSecondary },
                    splitLine: { lineStyle: { color: token.colorSplit } },
                },
                series: [
                    // Hollow beside filled: told apart without colour too.
                    ...(before
                        ? [
                              {
                                  type: 'bar' as const,
                                  name: period(before.period),
                                  data: buckets.map((bucket) => bucket.before),
                                  itemStyle: {
                                      color: token.colorBgContainer,
                                      borderColor: token.colorTextSecondary,
                                      borderWidth: 1,
                                  },
                              },
                          ]
                        : []),
                    {
                        type: 'bar',
                        name: period(now.period),
                        data: buckets.map((bucket) => bucket.managers),
                        itemStyle: { color: token.colorPrimary },
                    },
                ],
            }}
        />
    );
}
