import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'success' | 'warning' | 'error' | 'default'> = {
    healthy: 'success',
    degraded: 'warning',
    unhealthy: 'error',
    unreachable: 'error',
    unknown: 'default',
};

/** The state of a service or of something it depends on, in words of full contrast beside a coloured point. */
export function StateTag({ state }: { state: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[state]} text={t(`operations.state.${state}`, { defaultValue: state })} />;
}
