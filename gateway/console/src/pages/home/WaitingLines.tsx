import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/client';
import { count } from '../../parts/format';
import { Lines } from './Part';
import { type Waiting, rowsOf } from './waiting';

const NAMED = 6;

/** Numbers that no roster knows, each with the rows that wait for it: the first few, and how many there are. */
export function WaitingLines({ page: { items, total } }: { page: Page<Waiting> }) {
    const { t } = useTranslation();
    return (
        <>
            <Lines none={t('home.noneWaiting')}>
                {items.slice(0, NAMED).map((one) => (
                    <li key={one.managerNo} className="home-row">
                        <span>{one.managerNo}</span>
                        <span>{t('home.rowsWaiting', { count: rowsOf([one]) })}</span>
                    </li>
                ))}
            </Lines>
            {(total ?? 0) > NAMED && (
                <Typography.Text type="secondary">
                    {t('list.ofTotal', { shown: count(NAMED), total: count(total ?? 0) })}
                </Typography.Text>
            )}
        </>
    );
}
