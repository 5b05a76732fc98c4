import { LogoutOutlined, MenuOutlined, MoonOutlined, SunOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Dropdown, Grid, Layout, Menu, Skeleton, Tag } from 'antd';
import { type ComponentType, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useLocation } from 'react-router';
import { Nowhere } from '../parts/Nowhere';
import { LeaveGuard } from '../session/LeaveGuard';
import { SessionEnd } from '../session/SessionEnd';
import { type RoomId, isFor, nameOf, rooms } from '../session/access';
import { hasUnsaved } from '../session/drafts';
import { useSessionActions } from '../session/actions';
import { type Person } from '../session/session';
import { LanguageSwitch } from './LanguageSwitch';
import { PageGuard } from './PageGuard';
import './Shell.css';
import { chooseColours, useColours } from './colours';
import { roomIcons } from './roomIcons';
import { useScrollPlaces } from './scrollPlaces';

/** Around every page: where one can go, who one is, and the way out. */
export function Shell({ person, routes }: { person: Person; routes: Record<RoomId, ComponentType> }) {
    const { t } = useTranslation();
    const { isDark } = useColours();
    const { signOut } = useSessionActions();
    const { modal } = App.useApp();
    const leave = () =>
        hasUnsaved()
            ? modal.confirm({
                  title: t('draft.signOutAsk'),
                  content: t('draft.signOutMeans'),
                  okText: t('draft.signOut'),
                  okButtonProps: { danger: true },
                  onOk: () => signOut(),
              })
            : void signOut();
    const { md } = Grid.useBreakpoint();
    const { pathname } = useLocation();
    const [isOpen, setOpen] = useState(false);
    const main = useRef<HTMLElement>(null);
    const mine = useMemo(() => rooms.filter((room) => isFor(room, person.roles)), [person.roles]);
    const current = [...mine]
        .filter((room) => room.inMenu && (room.path === '/' ? pathname === '/' : pathname.startsWith(room.path)))
        .sort((a, b) => b.path.length - a.path.length)[0];

    // A new page is read from its beginning, by eyes and by screen readers; the way back leads to the line that was
    // looked at.
    const isFirst = useRef(true);
    useEffect(() => {
        if (isFirst.current) isFirst.current = false;
        else main.current?.focus({ preventScroll: true });
    }, [pathname]);
    useScrollPlaces();

    useEffect(() => {
        document.title = current ? `${t(`room.${nameOf(current.id, person.roles)}`)} · CardTeam` : 'CardTeam';
    }, [current, person.roles, t]);

    const menu = (
        <Menu
            mode="inline"
            selectedKeys={current ? [current.id] : []}
            onClick={() => setOpen(false)}
            items={mine
                .filter((room) => room.inMenu)
                .map((room) => ({
                    key: room.id,
                    icon: roomIcons[room.id],
                    label: <Link to={room.path}>{t(`room.${nameOf(room.id, person.roles)}`)}</Link>,
                }))}
        />
    );

    return (
        <Layout className="shell">
            <a className="skip-link" href="#main">
                {t('shell.skip')}
            </a>
            <Layout.Header className="shell-header">
                {!md && (
                    <Button
                        type="text"
                        icon={<MenuOutlined />}
                        aria-label={t('shell.menu')}
                        aria-expanded={isOpen}
                        onClick={() => setOpen(true)}
                    />
                )}
                <Link to="/" className="shell-name">
                    CardTeam
                </Link>
                <span className="shell-space" />
                <LanguageSwitch />
                <Button
                    icon={isDark ? <SunOutlined /> : <MoonOutlined />}
                    aria-label={t(isDark ? 'shell.light' : 'shell.dark')}
                    title={t(isDark ? 'shell.light' : 'shell.dark')}
                    onClick={() => chooseColours(isDark ? 'light' : 'dark')}
                />
                <Dropdown
                    trigger={['click']}
                    menu={{
                        items: [
                            {
                                key: 'who',
                                disabled: true,
                                label: (
                                    <>
                                        {person.roles.map((role) => (
                                            <Tag key={role}>{t(`role.${role}`)}</Tag>
                                        ))}
                                        {(person.org ?? person.managerNo) && (
                                            <Tag color="blue">{person.org ?? person.managerNo}</Tag>
                                        )}
                                    </>
                                ),
                            },
                            {
                                key: 'account',
                                icon: <UserOutlined />,
                                label: <Link to="/account">{t('room.account')}</Link>,
                            },
                            {
                                key: 'out',
                                icon: <LogoutOutlined />,
                                label: t('session.signOut'),
                                onClick: () => void leave(),
                            },
                        ],
                    }}
                >
                    <Button icon={<UserOutlined />} aria-label={t('shell.account', { name: person.name })}>
                        {md ? person.name : undefined}
                    </Button>
                </Dropdown>
            </Layout.Header>
            <Layout>
                {md ? (
                    <Layout.Sider theme="light" width={232} className="shell-side">
                        <nav aria-label={t('shell.menu')}>{menu}</nav>
                    </Layout.Sider>
                ) : (
                    <Drawer
                        open={isOpen}
                        onClose={() => setOpen(false)}
                        placement="left"
                        size={260}
                        title="CardTeam"
                        styles={{ body: { padding: 0 } }}
                    >
                        <nav aria-label={t('shell.menu')}>{menu}</nav>
                    </Drawer>
                )}
                <Layout.Content id="main" ref={main} tabIndex={-1} className="shell-main">
                    <PageGuard key={pathname}>
                        <Suspense fallback={<Skeleton active />}>
                            <Routes>
                                {mine.map((room) => {
                                    const Page = routes[room.id];
                                    return <Route key={room.id} path={room.path} element={<Page />} />;
                                })}
                                <Route
                                    path="*"
                                    element={<Nowhere to="/" back={t('room.home')} advice={t('shell.nowhereAdvice')} />}
                                />
                            </Routes>
                        </Suspense>
                    </PageGuard>
                </Layout.Content>
            </Layout>
            <SessionEnd />
            <LeaveGuard />
        </Layout>
    );
}
