import { Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { date } from '../../parts/format';
import { useTopics } from '../cases/topics';
import { Clock } from '../complaints/Clock';
import type { Complaint } from '../complaints/calls';
import { Lines } from './Part';
import { PersonLink } from './PersonLink';

/** Complaints with their clocks, or how they were decided. */
export function ComplaintLines({
    of,
    none,
    withManager = true,
}: {
    of: readonly Complaint[];
    none: string;
    withManager?: boolean;
}) {
    const { t } = useTranslation();
    const { nameOf } = useTopics('category');
    return (
        <Lines none={none}>
            {of.map((one) => (
                <li key={one.complaintRef}>
                    <div className="home-row">
                        <span>
                            {nameOf(one.category)}{' '}
                            <Tag>{t(`complaints.severity.${one.severity}`, { defaultValue: one.severity })}</Tag>
                        </span>
                        {one.dueOn ? (
                            <Clock dueOn={one.dueOn} />
                        ) : (
                            one.outcome && t(`complaints.outcome.${one.outcome}`)
                        )}
                    </div>
                    <Typography.Text type="secondary">
                        {one.complaintRef} · {t('complaints.receivedOn', { date: date(one.receivedOn) })}
                    </Typography.Text>{' '}
                    {withManager && <PersonLink no={one.managerNo} name={one.name} />}
                </li>
            ))}
        </Lines>
    );
}
