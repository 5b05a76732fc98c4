import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'warning' | 'success' | 'default' | 'processing'> = {
    'awaiting-side': 'warning',
    'to-decide': 'warning',
    taking: 'processing',
    settled: 'success',
    refused: 'default',
};

/** The state of a case, in words of full contrast; the coloured point only helps. */
export function RecoveryTag({ state }: { state: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[state]} text={t(`recovery.state.${state}`)} />;
}
