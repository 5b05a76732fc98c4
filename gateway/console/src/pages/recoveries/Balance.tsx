import { Card, Descriptions, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { WideTable } from '../../parts/WideTable';
import { date, instant, money, period } from '../../parts/format';
import type { RecoveredPart, Recovery } from './calls';

const keyOf = (part: RecoveredPart) => `${part.account} ${part.period} ${part.dueOn ?? ''}`;

/** What is demanded, what was taken from where and in which month, and what is left; before a decision, what it would take. */
export function Balance({ recovery }: { recovery: Recovery }) {
    const { t } = useTranslation();
    const { balance, demand } = recovery;
    if (recovery.state === 'refused') return null;
    const isOpen = recovery.state === 'awaiting-side' || recovery.state === 'to-decide';
    const parts = isOpen ? recovery.wouldForfeit : balance.parts;
    return (
        <Card
            size="small"
            title={
                <h2 style={{ margin: 0, fontSize: '1rem' }}>
                    {t(isOpen ? 'recovery.wouldTake' : 'recovery.statement')}
                </h2>
            }
        >
            {isOpen ? (
                <Typography.Paragraph>
                    {t('recovery.wouldMean', { from: period(recovery.from ?? '') })}
                </Typography.Paragraph>
            ) : (
                <Descriptions
                    size="small"
                    column={{ xs: 1, sm: 2, lg: 3 }}
                    items={[
                        { key: 'demanded', label: t('recovery.demanded'), children: money(balance.demanded) },
                        { key: 'forfeited', label: t('recovery.forfeited'), children: money(balance.forfeited) },
                        { key: 'taken', label: t('recovery.taken'), children: money(balance.taken) },
                        { key: 'claimed', label: t('recovery.claimed'), children: money(balance.claimed) },
                        { key: 'left', label: t('recovery.left'), children: <strong>{money(balance.left)}</strong> },
                        { key: 'from', label: t('recovery.from'), children: period(recovery.from ?? '') },
                        ...(demand
                            ? [
                                  {
                                      key: 'demand',
                                      label: t('recovery.demand'),
                                      children: t(`recovery.demandState.${demand.state}`, {
                                          amount: money(demand.amount),
                                          who: demand.decidedBy ?? demand.proposedBy,
                                          at: instant(demand.decidedAt ?? demand.proposedAt),
                                          reason: demand.refusalReason ?? '',
                                      }),
                                  },
                              ]
                            : []),
                    ]}
                />
            )}
            <WideTable<RecoveredPart>
                aria-label={t(isOpen ? 'recovery.wouldTake' : 'recovery.statement')}
                rowKey={keyOf}
                dataSource={parts}
                empty={t(isOpen ? 'recovery.nothingUnreleased' : 'recovery.nothingTaken')}
                columns={[
                    {
                        title: t('recovery.source'),
                        dataIndex: 'account',
                        render: (account: string) => t(`recovery.account.${account}`),
                    },
                    { title: t('months.month'), dataIndex: 'period', render: period },
                    {
                        title: t('deferred.dueOn'),
                        dataIndex: 'dueOn',
                        render: (day: string | null) => (day === null ? '–' : date(day)),
                    },
                    {
                        title: t('recovery.amountTaken'),
                        dataIndex: 'amount',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                ]}
            />
        </Card>
    );
}
