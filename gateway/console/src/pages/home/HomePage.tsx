import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../session/session';

/** What needs this person today. */
export default function HomePage() {
    const { t } = useTranslation();
    const person = usePerson();
    return <Typography.Title level={1}>{t('home.hello', { name: person.name })}</Typography.Title>;
}
