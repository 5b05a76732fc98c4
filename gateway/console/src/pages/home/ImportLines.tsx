import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, instant } from '../../parts/format';
import { StatusTag } from '../imports/StatusTag';
import type { Service } from '../../api/client';
import type { ImportState } from '../imports/state';
import { Lines } from './Part';

/** Files brought to a service, each with how it went. */
export function ImportLines({ service, of, none }: { service: Service; of: readonly ImportState[]; none: string }) {
    const { t } = useTranslation();
    return (
        <Lines none={none}>
            {of.map((one) => (
                <li key={one.id}>
                    <div className="home-row">
                        <Link to={`/imports/${service}/${one.id}`}>{t(`imports.kind.${one.kind}`)}</Link>
                        <StatusTag state={one} />
                    </div>
                    <Typography.Text type="secondary">
                        {instant(one.createdAt)}{' '}
                        {one.rowsRejected > 0 &&
                            t('home.rowsRejected', { count: one.rowsRejected, rows: count(one.rowsRejected) })}
                    </Typography.Text>
                </li>
            ))}
        </Lines>
    );
}
