import { Card, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { count, money } from '../../parts/format';
import type { Reconciliation } from '../month/calls';

/** The month in figures: how many entries, and how much. */
export function Figures({ figures }: { figures: Reconciliation }) {
    const { t } = useTranslation();
    const shown = [
        { key: 'entries', title: t('payroll.entries'), entries: figures.entries, amount: figures.amount },
        { key: 'paid', title: t('payroll.paid'), entries: figures.acknowledged, amount: figures.acknowledgedAmount },
        { key: 'rejected', title: t('payroll.rejected'), entries: figures.rejected, amount: figures.rejectedAmount },
        {
            key: 'outstanding',
            title: t('payroll.outstanding'),
            entries: figures.outstanding,
            amount: figures.outstandingAmount,
        },
        ...(Number(figures.writtenOff) > 0
            ? [
                  {
                      key: 'writtenOff',
                      title: t('payroll.written-off'),
                      entries: figures.writtenOff,
                      amount: figures.writtenOffAmount,
                  },
              ]
            : []),
        { key: 'difference', title: t('payroll.difference'), entries: undefined, amount: figures.difference },
    ];
    return (
        <section
            aria-label={t('payroll.reconciliation')}
            style={{
                display: 'grid',
                gap: '0.75rem',
                gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr))',
            }}
        >
            {shown.map(({ key, title, entries, amount }) => (
                <Card key={key} size="small">
                    <Statistic
                        title={title}
                        value={amount}
                        formatter={() => money(amount)}
                        styles={{ content: { fontSize: '1.15rem' } }}
                    />
                    <span>
                        {entries === undefined
                            ? t('payroll.differenceMeans')
                            : t('payroll.count', { count: entries, entries: count(entries) })}
                    </span>
                </Card>
            ))}
        </section>
    );
}
