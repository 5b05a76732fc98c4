import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { date } from '../../parts/format';
import type { CustomerRow } from './calls';

/** The care that falls due next, and whether its day has passed, in words of full contrast. */
export function CareDue({ of }: { of: Pick<CustomerRow, 'careKind' | 'careDueOn' | 'isOverdue' | 'consent'> }) {
    const { t } = useTranslation();
    if (of.careKind === null || of.careDueOn === null) return of.consent ? '—' : t('customers.noConsent');
    const text = t('customers.careOn', { care: t(`customers.care.${of.careKind}`), date: date(of.careDueOn) });
    return of.isOverdue ? <Badge status="error" text={t('customers.overdue', { care: text })} /> : text;
}
