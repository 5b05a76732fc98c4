import { ArrowLeftOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { usePerson } from '../../session/session';
import { ScorecardView } from './ScorecardView';

/** The scorecards of one manager. */
export default function ScorecardPage() {
    const { t } = useTranslation();
    const { managerNo = '' } = useParams();
    const { roles } = usePerson();
    const [search] = useSearchParams();
    const month = search.get('period');
    const seesOthers = roles.some((role) => role !== 'account-manager');
    return (
        <Flex vertical gap="middle">
            {seesOthers && (
                <Link to={month ? `/scorecards?period=${encodeURIComponent(month)}` : '/scorecards'}>
                    <ArrowLeftOutlined /> {t('room.scorecards')}
                </Link>
            )}
            <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                {t('scorecards.of')} <Link to={`/managers/${encodeURIComponent(managerNo)}`}>{managerNo}</Link>
            </Typography.Title>
            <ScorecardView managerNo={managerNo} />
        </Flex>
    );
}
