import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'warning' | 'success' | 'error' | 'default'> = {
    set: 'warning',
    confirmed: 'success',
    returned: 'error',
    replaced: 'default',
};

/** The state of goals, in words of full contrast; the coloured point only helps. */
export function GoalState({ state }: { state: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[state]} text={t(`goals.state.${state}`)} />;
}
