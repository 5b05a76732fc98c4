import { Badge, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { period } from '../../parts/format';
import { Lines } from './Part';
import type { PlanVersion } from './plans';

/** Versions of plans, each with whether it is approved. */
export function PlanLines({ of, none }: { of: readonly PlanVersion[]; none: string }) {
    const { t } = useTranslation();
    return (
        <Lines none={none}>
            {of.map((one) => (
                <li key={`${one.code} ${one.version}`}>
                    <div className="home-row">
                        <span>{t('months.planVersion', { code: one.code, version: one.version })}</span>
                        <Badge
                            status={one.status === 'approved' ? 'success' : 'warning'}
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
