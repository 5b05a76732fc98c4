import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { daysTo } from '../../parts/days';
import { date } from '../../parts/format';
import type { Certificate } from '../certificates/calls';
import { Lines } from './Part';
import { PersonLink } from './PersonLink';

/** Certificates, each with its holder and its end. */
export function CertificateLines({
    of,
    isNamed = false,
    none,
}: {
    of: readonly Certificate[];
    /** With the holder's name before it. */
    isNamed?: boolean;
    none: string;
}) {
    const { t } = useTranslation();
    return (
        <Lines none={none}>
            {of.map((one) => (
                <li key={`${one.managerNo} ${one.certificate} ${one.validFrom}`} className="home-row">
                    <span>
                        {isNamed && (
                            <>
                                <PersonLink no={one.managerNo} name={one.name} />{' '}
                            </>
                        )}
                        {one.certificate}
                    </span>
                    <Typography.Text type="secondary">
                        {one.validTo === null
                            ? t('certificates.openEnd')
                            : t(one.validToday ? 'certificates.until' : 'certificates.was', {
                                  date: date(one.validTo),
                              })}{' '}
                        {one.validTo !== null &&
                            one.validToday &&
                            t('certificates.daysLeft', { count: daysTo(one.validTo) })}
                    </Typography.Text>
                </li>
            ))}
        </Lines>
    );
}
