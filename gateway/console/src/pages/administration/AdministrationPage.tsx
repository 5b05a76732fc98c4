import { Alert, Descriptions, Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { instant } from '../../parts/format';
import { type Demonstrator, useSession } from '../../session/session';
import { Access } from './Access';
import { Journal } from './Journal';
import { People } from './People';
import { RoleTable } from './RoleTable';
import { UnitTree } from './UnitTree';
import { WideTable } from '../../parts/WideTable';

/** The parts of the bank, who may sign in, and what each role has. */
export default function AdministrationPage() {
    const { t } = useTranslation();
    const { data: session } = useSession();
    const person = session?.user;
    const mayRead = person?.roles.some((role) => role === 'administrator' || role === 'auditor') ?? false;
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.administration')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('administration.lead')}</Typography.Text>
            </div>
            {person && (
                <Part id="session" title={t('administration.session')}>
                    <Descriptions
                        size="small"
                        column={{ xs: 1, sm: 2, lg: 3 }}
                        items={[
                            { key: 'id', label: t('administration.user'), children: person.id },
                            { key: 'name', label: t('managers.name'), children: person.name },
                            {
                                key: 'roles',
                                label: t('administration.roles'),
                                children: person.roles.map((role) => <Tag key={role}>{t(`role.${role}`)}</Tag>),
                            },
                            {
                                key: 'org',
                                label: t('administration.part'),
                                children: person.org ?? t('administration.wholeBank'),
                            },
                            {
                                key: 'ends',
                                label: t('administration.endsAt'),
                                children: session.endsAt ? instant(session.endsAt) : '—',
                            },
                        ]}
                    />
                </Part>
            )}
            <Part id="units" title={t('administration.units')}>
                <UnitTree />
            </Part>
            <Part id="people" title={t('administration.people')}>
                {session?.signIn === 'provider' ? (
                    <Alert
                        type="info"
                        showIcon
                        title={t('administration.provider')}
                        description={t('administration.providerAdvice')}
                    />
                ) : session?.hasAccounts && mayRead ? (
                    <People />
                ) : null}
                {(session?.demonstrators.length ?? 0) > 0 && (
                    <>
                        <Typography.Paragraph type="secondary">
                            {t('administration.demonstration')}
                        </Typography.Paragraph>
                        <WideTable<Demonstrator>
                            aria-label={t('administration.people')}
                            rowKey="id"
                            dataSource={session?.demonstrators ?? []}
                            columns={[
                                { title: t('administration.user'), dataIndex: 'id' },
                                {
                                    title: t('administration.roles'),
                                    dataIndex: 'role',
                                    render: (role: string) => <Tag>{t(`role.${role}`, { defaultValue: role })}</Tag>,
                                },
                                {
                                    title: t('administration.part'),
                                    key: 'part',
                                    render: (_, one) => one.org ?? one.managerNo ?? t('administration.wholeBank'),
                                },
                                {
                                    title: t('administration.may'),
                                    key: 'may',
                                    render: (_, one) => (currentLanguage() === 'en' ? one.may.en : one.may.zh),
                                },
                            ]}
                        />
                    </>
                )}
            </Part>
            {mayRead && (
                <Part id="journal" title={t('accounts.journal')}>
                    <Journal />
                </Part>
            )}
            {mayRead && (
                <Part id="access" title={t('administration.access')}>
                    <Access />
                </Part>
            )}
            <Part id="roles" title={t('administration.roomsOfRoles')}>
                <RoleTable />
            </Part>
        </Flex>
    );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
    return (
        <section aria-labelledby={`administration-${id}`}>
            <Typography.Title level={2} id={`administration-${id}`}>
                {title}
            </Typography.Title>
            {children}
        </section>
    );
}
