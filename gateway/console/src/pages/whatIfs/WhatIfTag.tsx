import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const COLOURS: Record<string, string> = { running: 'processing', calculated: 'success', failed: 'error' };

/** The state of a what-if. */
export function WhatIfTag({ status }: { status: string }) {
    const { t } = useTranslation();
    return <Tag color={COLOURS[status]}>{t(`whatIf.status.${status}`, { defaultValue: status })}</Tag>;
}
