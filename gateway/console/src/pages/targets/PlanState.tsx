import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

export const STATES = ['proposed', 'approved', 'refused', 'replaced'] as const;

const colours: Record<string, 'warning' | 'success' | 'error' | 'default'> = {
    proposed: 'warning',
    approved: 'success',
    refused: 'error',
    replaced: 'default',
};

/** The state of a proposal, in words of full contrast; the coloured point only helps. */
export function PlanState({ state }: { state: string }) {
    const { t } = useTranslation();
    return <Badge status={colours[state]} text={t(`targets.state.${state}`)} />;
}
