import { useTranslation } from 'react-i18next';
import { date, money } from '../../parts/format';
import type { DueSum } from './calls';
import './Deferred.css';
import { yearsOf } from './due';

/** Each year with its sum, opening to its due days; the first one is open. */
export function DueYears({ due }: { due: readonly DueSum[] }) {
    const { t } = useTranslation();
    return yearsOf(due).map(({ year, amount, due: own }, index) => (
        <details key={year} open={index === 0} className="deferred-year">
            <summary>
                {t('deferred.year', { year })} <strong className="number">{money(amount)}</strong>
            </summary>
            <ul className="deferred-days">
                {own.map((one) => (
                    <li key={one.dueOn}>
                        <span>{date(one.dueOn)}</span> <span className="number">{money(one.amount)}</span>
                    </li>
                ))}
            </ul>
        </details>
    ));
}
