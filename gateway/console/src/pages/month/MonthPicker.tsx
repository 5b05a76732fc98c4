import { Flex, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { period } from '../../parts/format';

/** The choice of the month a page is about. */
export function MonthPicker({
    months,
    value,
    onChange,
}: {
    months: readonly string[];
    value?: string;
    onChange: (month: string) => void;
}) {
    const { t } = useTranslation();
    const id = useId();
    return (
        <Flex align="center" gap="small" wrap>
            <label htmlFor={id}>{t('months.month')}</label>
            <Select
                id={id}
                value={value}
                onChange={onChange}
                placeholder={t('months.choose')}
                style={{ minWidth: '11rem' }}
                options={months.map((month) => ({ value: month, label: period(month) }))}
            />
        </Flex>
    );
}
