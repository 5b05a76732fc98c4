import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

export const ROUND_STATES = ['proposed', 'open', 'closed'] as const;
export const APPEALS = ['pending', 'upheld', 'rejected'] as const;

const colours: Record<string, 'warning' | 'processing' | 'success' | 'error' | 'default'> = {
    proposed: 'warning',
    open: 'processing',
    closed: 'default',
    asked: 'warning',
    answered: 'success',
    declined: 'default',
    pending: 'warning',
    upheld: 'success',
    rejected: 'error',
};

/** The state of a round, a form or an appeal in words; the coloured point only helps. */
export function ReviewState({ state }: { state: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[state]} text={t(`reviews.state.${state}`)} />;
}
