import { Badge, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { period } from '../../parts/format';
import { Lines } from './Part';
import { type PlanVersion, addressOf } from './plans';

/** Versions of plans, each with whether it is approved. */
export function PlanLines({ of, none }: { of: readonly PlanVersion[]; none: string }) {
    const { t } = useTranslation();
    return (
        <Lines none={none}>
            {of.map((one) => (
                <li key={`${one.code} ${one.version}`}>
                    <div className="home-row">
                        <Link to={addressOf(one)}>
                            {t('months.planVersion', { code: one.code, version: one.version })}
                        </Link>
                        <Badge
                            status={
                                one.status === 'approved' ? 'success' : one.status === 'returned' ? 'error' : 'warning'
                            }
                            text={t(`home.planStatus.${one.status}`, { defaultValue: one.status })}
                        />
                    </div>
                    <Typography.Text type="secondary">
                        {t('home.planFrom', { period: period(one.effectiveFrom), maker: one.createdBy })}{' '}
                        {one.findings.length > 0 && t('home.findings', { count: one.findings.length })}
                    </Typography.Text>
                </li>
            ))}
        </Lines>
    );
}
