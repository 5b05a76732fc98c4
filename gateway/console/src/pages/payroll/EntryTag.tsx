import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

export type EntryStatus = 'paid' | 'rejected' | 'outstanding';

const colours: Record<EntryStatus, string> = { paid: 'success', rejected: 'error', outstanding: 'default' };

/** What payroll has said of an entry. */
export function EntryTag({ status }: { status: EntryStatus }) {
    const { t } = useTranslation();
    return <Tag color={colours[status]}>{t(`payroll.${status}`)}</Tag>;
}
