import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'processing' | 'warning' | 'success' | 'error' | 'default'> = {
    paid: 'success',
    rejected: 'error',
    outstanding: 'default',
    resent: 'default',
    'written-off': 'default',
};

/** Payroll's answer to an entry, in words of full contrast beside a coloured point. */
export function EntryTag({ status }: { status: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[status]} text={t(`payroll.${status}`)} />;
}
