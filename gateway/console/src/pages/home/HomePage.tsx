import { Card, Flex, Skeleton, Typography } from 'antd';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePerson } from '../../session/session';
import { PageGuard } from '../../shell/PageGuard';
import { isFor, nameOf, rooms } from '../../session/access';
import { roomIcons } from '../../shell/roomIcons';
import './HomePage.css';
import { homes } from './homes';

/** The to-dos of this person, figures of their work, and the ways to it. */
export default function HomePage() {
    const { t } = useTranslation();
    const person = usePerson();
    const mine = rooms.filter((room) => room.inMenu && room.path !== '/' && isFor(room, person.roles));
    const known = person.roles.flatMap((role) => {
        const Home = homes[role];
        return Home ? [{ role, Home }] : [];
    });
    return (
        <Flex vertical gap="middle">
            <Typography.Title level={1} style={{ margin: 0 }}>
                {t('home.hello', { name: person.name })}
            </Typography.Title>
            {known.map(({ role, Home }) => (
                <section key={role} aria-label={t(`role.${role}`)}>
                    {known.length > 1 && <Typography.Text type="secondary">{t(`role.${role}`)}</Typography.Text>}
                    <PageGuard>
                        <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
                            <Flex vertical gap="small">
                                <Home />
                            </Flex>
                        </Suspense>
                    </PageGuard>
                </section>
            ))}
            {mine.length > 0 && (
                <section aria-labelledby="home-rooms">
                    <Typography.Title level={2} id="home-rooms" style={{ fontSize: '1rem', marginTop: 0 }}>
                        {t('home.rooms')}
                    </Typography.Title>
                    <ul className="home-rooms">
                        {mine.map((room) => (
                            <li key={room.id}>
                                <Link to={room.path}>
                                    <Card size="small" hoverable className="home-room">
                                        <Card.Meta
                                            avatar={roomIcons[room.id]}
                                            title={t(`room.${nameOf(room.id, person.roles)}`)}
                                            description={
                                                <span style={{ fontSize: '0.8125rem' }}>
                                                    {t(`home.about.${room.id}`)}
                                                </span>
                                            }
                                        />
                                    </Card>
                                </Link>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </Flex>
    );
}
