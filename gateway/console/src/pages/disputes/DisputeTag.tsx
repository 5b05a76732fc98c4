import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const colours: Record<string, 'warning' | 'success' | 'default' | 'error'> = {
    open: 'warning',
    overdue: 'error',
    upheld: 'success',
    rejected: 'default',
};

/** The state of a dispute, in words of full contrast; the coloured point only helps. */
export function DisputeTag({ state, isOverdue }: { state: string; isOverdue: boolean }) {
    const { t } = useTranslation();
    const shown = isOverdue ? 'overdue' : state;
    return <Badge status={colours[shown]} text={t(`dispute.state.${shown}`)} />;
}
