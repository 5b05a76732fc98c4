import { useQuery } from '@tanstack/react-query';
import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { period } from '../../parts/format';
import { closedMonths } from '../month/calls';

/** The choice between a statement as it is paid and as it was known at a close or is known now. */
export function KnowledgePicker({
    month,
    value,
    onChange,
}: {
    month: string;
    value?: string;
    onChange: (known: string | undefined) => void;
}) {
    const { t } = useTranslation();
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const closes = (closed.data ?? []).filter((one) => one.period >= month);
    return (
        <Flex align="center" gap="small" wrap>
            <label htmlFor="statement-known">{t('statement.knowledge')}</label>
            <Select
                id="statement-known"
                style={{ minWidth: '14rem' }}
                value={value ?? 'paid'}
                onChange={(known) => onChange(known === 'paid' ? undefined : known)}
                options={[
                    { value: 'paid', label: t('statement.asPaid') },
                    ...closes.map((one) => ({
                        value: String(one.closeNumber),
                        label: t('statement.asKnownAt', { close: one.closeNumber, period: period(one.period) }),
                    })),
                    { value: 'now', label: t('statement.asKnownNow') },
                ]}
            />
        </Flex>
    );
}
