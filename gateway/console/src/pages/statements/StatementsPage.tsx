import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../session/session';
import { MonthStatements } from './MonthStatements';
import { OwnStatements } from './OwnStatements';

/** Own months to a manager; everybody's of one month to those who lead, make and check. */
export default function StatementsPage() {
    const { t } = useTranslation();
    const { managerNo, roles } = usePerson();
    const isOwn = managerNo !== null && roles.every((role) => role === 'account-manager');
    return (
        <>
            <Typography.Title level={1}>{t('room.statements')}</Typography.Title>
            {isOwn ? <OwnStatements managerNo={managerNo} /> : <MonthStatements />}
        </>
    );
}
