import type { UseQueryResult } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, period } from '../../parts/format';
import type { nextPayDay } from '../payroll/calls';
import { Figures, Part } from './Part';

/** The next pay day, and the month it pays. */
export function PayDay({ query }: { query: UseQueryResult<Awaited<ReturnType<typeof nextPayDay>>> }) {
    const { t } = useTranslation();
    return (
        <Part title={t('home.payDay')} query={query} more={<Link to="/payroll/calendar">{t('room.payCalendar')}</Link>}>
            {({ next }) =>
                next ? (
                    <Figures
                        of={[
                            { label: t('home.paysBonusOf', { period: period(next.period) }), value: date(next.payDay) },
                            { label: t('payCalendar.cutOff'), value: date(next.cutOff) },
                        ]}
                    />
                ) : (
                    <Typography.Text type="secondary">{t('home.noPayDay')}</Typography.Text>
                )
            }
        </Part>
    );
}
