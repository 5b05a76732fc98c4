import { Card, Flex, Statistic, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count, money, percent, period, signedMoney } from '../../parts/format';
import { WideTable } from '../../parts/WideTable';
import type { WhatIfResult } from './calls';
import { MonthsChart } from './MonthsChart';
import { useGroupName } from './groups';

const share = (ratio: string | null) => (ratio === null ? '–' : percent(ratio));
const number = { align: 'right' as const, className: 'number' };

/** The result of a what-if: in sum, by month, by group, and how the groups fare beside one another. */
export function Result({ result }: { result: WhatIfResult }) {
    const { t } = useTranslation();
    const groupName = useGroupName();
    return (
        <>
            <Part title={t('whatIf.sum')}>
                <Flex gap="large" wrap>
                    <Statistic title={t('whatIf.now')} value={money(result.now.pay)} />
                    <Statistic title={t('whatIf.then')} value={money(result.then.pay)} />
                    <Statistic title={t('whatIf.change')} value={signedMoney(result.change)} />
                </Flex>
                <Typography.Paragraph style={{ marginBlockStart: '0.5rem' }}>
                    {t('whatIf.sides', {
                        managers: count(result.managers),
                        winners: count(result.winners.managers),
                        more: money(result.winners.change),
                        losers: count(result.losers.managers),
                        less: money(result.losers.change.replace('-', '')),
                        same: count(result.unchanged),
                    })}
                </Typography.Paragraph>
                {result.earnings && (
                    <Typography.Paragraph>
                        {t('whatIf.earnings', {
                            from: period(result.earnings.from),
                            to: period(result.earnings.to),
                            earned: money(result.earnings.earned),
                            volume: money(result.earnings.onVolume),
                        })}
                    </Typography.Paragraph>
                )}
                {result.quartiles && (
                    <WideTable
                        aria-label={t('whatIf.quartiles')}
                        rowKey="figure"
                        style={{ maxWidth: '40rem' }}
                        dataSource={(['first', 'median', 'third'] as const).map((figure) => ({
                            figure,
                            now: result.quartiles?.now[figure] ?? '0.00',
                            then: result.quartiles?.then[figure] ?? '0.00',
                        }))}
                        columns={[
                            {
                                title: t('whatIf.quartiles'),
                                dataIndex: 'figure',
                                render: (figure: string) => t(`whatIf.quartile.${figure}`),
                            },
                            { title: t('whatIf.now'), dataIndex: 'now', ...number, render: money },
                            { title: t('whatIf.then'), dataIndex: 'then', ...number, render: money },
                        ]}
                    />
                )}
            </Part>
            <Part title={t('whatIf.byMonth')}>
                <MonthsChart months={result.months} />
                <WideTable
                    aria-label={t('whatIf.byMonth')}
                    rowKey="period"
                    dataSource={[...result.months]}
                    columns={[
                        { title: t('months.month'), dataIndex: 'period', render: period },
                        { title: t('run.managers'), dataIndex: 'managers', ...number, render: count },
                        { title: t('whatIf.now'), dataIndex: ['now', 'pay'], ...number, render: money },
                        { title: t('whatIf.then'), dataIndex: ['then', 'pay'], ...number, render: money },
                        { title: t('whatIf.change'), dataIndex: 'change', ...number, render: signedMoney },
                        {
                            title: t('whatIf.payableThen'),
                            dataIndex: ['then', 'payable'],
                            ...number,
                            render: money,
                        },
                        { title: t('months.deferred'), dataIndex: ['then', 'deferred'], ...number, render: money },
                    ]}
                />
            </Part>
            <Part title={t('whatIf.byGroup')}>
                <WideTable
                    aria-label={t('whatIf.byGroup')}
                    rowKey={({ by, key }) => `${by} ${key}`}
                    dataSource={[...result.groups]}
                    columns={[
                        { title: t('whatIf.group'), render: (_, { by, key }) => groupName(by, key) },
                        { title: t('whatIf.managerMonths'), dataIndex: 'months', ...number, render: count },
                        { title: t('whatIf.now'), dataIndex: 'now', ...number, render: money },
                        { title: t('whatIf.then'), dataIndex: 'then', ...number, render: money },
                        { title: t('whatIf.change'), dataIndex: 'change', ...number, render: signedMoney },
                    ]}
                />
            </Part>
            <Part title={t('whatIf.fairness')} lead={t('whatIf.fairnessMeans')}>
                <WideTable<(typeof result.fairness)[number]>
                    aria-label={t('whatIf.fairness')}
                    rowKey={({ by, key }) => `${by} ${key}`}
                    dataSource={[...result.fairness]}
                    columns={[
                        { title: t('whatIf.group'), render: (_, { by, key }) => groupName(by, key) },
                        ...(['mean', 'median', 'share', 'ratioOfMeans'] as const).flatMap((figure) =>
                            (['now', 'then'] as const).map((side) => ({
                                title: t('whatIf.figureOf', {
                                    figure: t(`whatIf.${figure}`),
                                    side: t(`whatIf.side${side === 'now' ? 'Now' : 'Then'}`),
                                }),
                                dataIndex: [side, figure],
                                ...number,
                                render: figure === 'mean' || figure === 'median' ? money : share,
                            })),
                        ),
                    ]}
                />
            </Part>
        </>
    );
}

function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }}>{title}</h2>}>
            {lead && (
                <Typography.Paragraph type="secondary" style={{ marginBlockEnd: '0.5rem' }}>
                    {lead}
                </Typography.Paragraph>
            )}
            {children}
        </Card>
    );
}
