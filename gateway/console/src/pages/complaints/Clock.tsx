import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { daysTo } from '../../parts/days';

/** The number of days before its end at which a clock is shown as pressing. */
const PRESSING = 3;

/** The time left to decide, in words; the coloured point only helps. */
export function Clock({ dueOn }: { dueOn: string }) {
    const { t } = useTranslation();
    const left = daysTo(dueOn);
    return (
        <Badge
            status={left < 0 ? 'error' : left <= PRESSING ? 'warning' : 'processing'}
            text={
                left < 0
                    ? t('complaints.overdue', { count: -left })
                    : left === 0
                      ? t('complaints.dueToday')
                      : t('complaints.left', { count: left })
            }
        />
    );
}
