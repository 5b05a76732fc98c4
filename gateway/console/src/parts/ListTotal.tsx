import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Page } from '../api/client';
import { count } from './format';

/** The greatest number of rows a service counts; beyond it the page says "more". */
export const MOST_COUNTED = 100_000;

/** The part of a list that is shown: "1–50 of 1,240". The first page brings the number of all. */
export function ListTotal({ pages }: { pages: readonly Page<unknown>[] | undefined }) {
    const { t } = useTranslation();
    const shown = pages?.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
    const total = pages?.[0]?.total;
    if (total === undefined || total === null || shown === 0) return null;
    return (
        <Typography.Text type="secondary" aria-live="polite" className="number">
            {total > MOST_COUNTED
                ? t('list.ofMany', { shown: count(shown), most: count(MOST_COUNTED) })
                : t('list.ofTotal', { shown: count(shown), total: count(total) })}
        </Typography.Text>
    );
}
