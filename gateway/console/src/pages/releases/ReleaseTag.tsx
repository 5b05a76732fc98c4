import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'warning' | 'success' | 'error' | 'default'> = {
    proposed: 'warning',
    approved: 'success',
    rejected: 'error',
    withdrawn: 'default',
};

/** The state of a release, in words of full contrast; the coloured point only helps. */
export function ReleaseTag({ status }: { status: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[status]} text={t(`release.status.${status}`, { defaultValue: status })} />;
}
