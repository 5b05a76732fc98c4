import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Plan } from './calls';

/** Draft, approved, or the one in force now. */
export function PlanStatus({ plan, isInForce }: { plan: Plan; isInForce?: boolean }) {
    const { t } = useTranslation();
    return (
        <>
            <Tag variant="outlined" color={plan.status === 'returned' ? 'red' : undefined}>
                {t(`plans.status.${plan.status}`)}
            </Tag>
            {isInForce && <Tag color="blue">{t('plans.inForce')}</Tag>}
        </>
    );
}
