import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { period as periodName } from '../../parts/format';
import { monthNow } from '../month/months';
import { periodsAround } from './periods';

/** The month, quarter, half-year or year that targets or goals are for. */
export function PeriodSelect({
    value,
    choose,
    placeholder,
}: {
    value: string | undefined;
    choose: (period: string | undefined) => void;
    /** The words of a choice that may be left open. */
    placeholder?: string;
}) {
    const { t } = useTranslation();
    const around = periodsAround(value ?? monthNow());
    return (
        <Select
            aria-label={t('targets.period')}
            style={{ minWidth: '11rem' }}
            allowClear={placeholder !== undefined}
            placeholder={placeholder}
            showSearch={{ optionFilterProp: 'label' }}
            value={value}
            options={(['months', 'quarters', 'halves', 'years'] as const).map((group) => ({
                label: t(`targets.periods.${group}`),
                options: around[group].map((one) => ({ value: one, label: periodName(one) })),
            }))}
            onChange={(one?: string) => choose(one)}
        />
    );
}
