import { useTranslation } from 'react-i18next';
import { Lines } from './Part';
import { type Waiting, rowsOf } from './waiting';

/** Numbers that no roster knows, each with the rows that wait for it. */
export function WaitingLines({ of }: { of: readonly Waiting[] }) {
    const { t } = useTranslation();
    return (
        <Lines none={t('home.noneWaiting')}>
            {of.slice(0, 6).map((one) => (
                <li key={one.managerNo} className="home-row">
                    <span>{one.managerNo}</span>
                    <span>{t('home.rowsWaiting', { count: rowsOf([one]) })}</span>
                </li>
            ))}
        </Lines>
    );
}
