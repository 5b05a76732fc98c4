import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'processing' | 'success' | 'error' | 'default'> = {
    running: 'processing',
    calculated: 'success',
    failed: 'error',
};

/** The state of a what-if, in words of full contrast; the coloured point only helps. */
export function WhatIfTag({ status }: { status: string }) {
    const { t } = useTranslation();
    return (
        <Badge status={colours[status] ?? 'default'} text={t(`whatIf.status.${status}`, { defaultValue: status })} />
    );
}
