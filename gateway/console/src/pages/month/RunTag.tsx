import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from './calls';

const colours: Record<RunStatus, string> = {
    queued: 'processing',
    running: 'processing',
    calculated: 'warning',
    approved: 'success',
    rejected: 'error',
    cancelled: 'default',
    failed: 'error',
};

/** How far a run is, in words; the colour only helps. */
export function RunTag({ status }: { status: RunStatus }) {
    const { t } = useTranslation();
    return <Tag color={colours[status]}>{t(`run.status.${status}`)}</Tag>;
}
