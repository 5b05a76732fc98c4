import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'processing' | 'warning' | 'success' | 'error' | 'default'> = {
    queued: 'processing',
    running: 'processing',
    calculated: 'warning',
    approved: 'success',
    rejected: 'error',
    cancelled: 'default',
    failed: 'error',
};

/** The state of a run, in words of full contrast; the coloured point only helps. */
export function RunTag({ status }: { status: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[status]} text={t(`run.status.${status}`)} />;
}
