import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { date, money } from '../../parts/format';
import { WideTable } from '../../parts/WideTable';
import type { CardFact } from './calls';
import { productName } from './kpis';

/** Card facts in full. */
export function FactTable({ facts, empty }: { facts: readonly CardFact[]; empty: string }) {
    const { t } = useTranslation();
    return (
        <WideTable<CardFact>
            aria-label={t('scorecards.facts')}
            rowKey={(fact) => `${fact.factRef} ${fact.version}`}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
            dataSource={facts}
            empty={empty}
            columns={[
                { title: t('scorecards.factRef'), dataIndex: 'factRef', className: 'number' },
                { title: t('scorecards.occurredOn'), dataIndex: 'occurredOn', className: 'number', render: date },
                { title: t('scorecards.cardRef'), dataIndex: 'cardRef', className: 'number' },
                {
                    title: t('scorecards.product'),
                    dataIndex: 'product',
                    render: (product: string | null) => (product === null ? '—' : productName(t, product)),
                },
                {
                    title: t('scorecards.amount'),
                    dataIndex: 'amount',
                    align: 'right',
                    className: 'number',
                    render: (amount: string | null) => (amount === null ? '—' : money(amount)),
                },
                {
                    title: t('scorecards.version'),
                    dataIndex: 'version',
                    align: 'right',
                    render: (version: number) =>
                        version > 1 ? <Tag color="blue">{t('scorecards.corrected', { version })}</Tag> : version,
                },
            ]}
        />
    );
}
