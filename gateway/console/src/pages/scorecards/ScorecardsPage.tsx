import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../session/session';
import { MonthScorecards } from './MonthScorecards';
import { ScorecardView } from './ScorecardView';

/** The own scores to a manager; everybody's of one month to those who lead and check. */
export default function ScorecardsPage() {
    const { t } = useTranslation();
    const { managerNo, roles } = usePerson();
    const isOwn = managerNo !== null && roles.every((role) => role === 'account-manager');
    return (
        <>
            <Typography.Title level={1} style={{ fontSize: '1.5rem' }}>
                {t('room.scorecards')}
            </Typography.Title>
            {isOwn ? <ScorecardView managerNo={managerNo} /> : <MonthScorecards />}
        </>
    );
}
