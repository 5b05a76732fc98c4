import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from './calls';

const colours: Record<RunStatus, 'processing' | 'warning' | 'success' | 'error' | 'default'> = {
    queued: 'processing',
    running: 'processing',
    calculated: 'warning',
    approved: 'success',
    rejected: 'error',
    cancelled: 'default',
    failed: 'error',
};

/** How far a run is, in words of full contrast; the coloured point only helps. */
export function RunTag({ status }: { status: RunStatus }) {
    const { t } = useTranslation();
    return <Badge status={colours[status]} text={t(`run.status.${status}`)} />;
}
