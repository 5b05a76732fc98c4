import { Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePerson } from '../../session/session';
import { isFor, rooms } from '../../shell/rooms';
import './HomePage.css';

/** Where this person's work is, with a sentence for each place. */
export default function HomePage() {
    const { t } = useTranslation();
    const person = usePerson();
    const mine = rooms.filter((room) => room.icon && room.path !== '/' && isFor(room, person.roles));
    return (
        <>
            <Typography.Title level={1}>{t('home.hello', { name: person.name })}</Typography.Title>
            {mine.length === 0 && <Typography.Paragraph type="secondary">{t('home.nothing')}</Typography.Paragraph>}
            <ul className="home-rooms">
                {mine.map((room) => (
                    <li key={room.id}>
                        <Link to={room.path}>
                            <Card size="small" hoverable className="home-room">
                                <Card.Meta avatar={room.icon} title={t(`room.${room.id}`)} description={t(`home.about.${room.id}`)} />
                            </Card>
                        </Link>
                    </li>
                ))}
            </ul>
        </>
    );
}
