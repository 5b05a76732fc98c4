import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, money, rate, signedMoney } from '../../parts/format';
import { productName } from '../scorecards/kpis';
import type { Line, LineRecord } from '../month/calls';

/** The cards or complaints behind a line, each with its day and what it came to by itself. */
export function Records({ line, complaintsLink }: { line: Line; complaintsLink?: string }) {
    return (
        <ul className="statement-records">
            {(line.records ?? []).map((record) => (
                <li key={record.ref}>
                    <Flex justify="space-between" gap="small" wrap>
                        <RecordWords line={line} record={record} complaintsLink={complaintsLink} />
                        {record.earned && (
                            <span className="number">
                                {line.kind === 'earned' ? money(record.earned) : signedMoney(record.earned)}
                            </span>
                        )}
                    </Flex>
                </li>
            ))}
        </ul>
    );
}

function RecordWords({ line, record, complaintsLink }: { line: Line; record: LineRecord; complaintsLink?: string }) {
    const { t } = useTranslation();
    if (line.kind === 'complaint')
        return (
            <span>
                {complaintsLink ? <Link to={complaintsLink}>{record.ref}</Link> : record.ref}
                {record.severity && ` · ${t(`severity.${record.severity}`, { defaultValue: record.severity })}`}
                {record.day && ` · ${t('statement.decidedOn', { date: date(record.day) })}`}
            </span>
        );
    if (record.isAssumed)
        return (
            <span>
                {[
                    t('statement.assumedCard'),
                    record.day && date(record.day),
                    record.product && productName(t, record.product),
                    record.amount && money(record.amount),
                ]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
        );
    const parts = [
        record.card ? t('statement.card', { card: record.card }) : record.ref,
        record.day && date(record.day),
        record.cancelledOn && t('statement.cancelledOn', { date: date(record.cancelledOn) }),
        record.product && productName(t, record.product),
        record.amount && money(record.amount),
        record.rate &&
            (line.unit === 'CNY'
                ? t('statement.atShare', { rate: rate(record.rate) })
                : t('statement.atRate', { rate: money(record.rate) })),
    ].filter(Boolean);
    return (
        <span>
            {parts.join(' · ')} {record.card && <Typography.Text type="secondary">{record.ref}</Typography.Text>}
        </span>
    );
}
