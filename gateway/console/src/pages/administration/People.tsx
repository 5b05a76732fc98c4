import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Form, Input, Modal, Select, Skeleton, Switch, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, gateway } from '../../api/client';
import type { components } from '../../api/gateway';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { instant } from '../../parts/format';
import { useUnsavedWhile } from '../../session/drafts';
import { ROLES, usePerson } from '../../session/session';

type LocalPerson = components['schemas']['PeoplePersonAnswer'];

interface Values {
    user: string;
    name: string;
    roles: string[];
    org?: string;
    managerNo?: string;
    active: boolean;
}

const COLOURS: Record<string, string> = {
    active: 'green',
    locked: 'red',
    'first-password': 'gold',
    inactive: 'default',
};

/**
 * The accounts that the gateway keeps: an administrator adds people, changes what they may, and gives them a first
 * password.
 */
export function People() {
    const { t } = useTranslation();
    const { modal } = App.useApp();
    const self = usePerson();
    const mayChange = self.roles.includes('administrator');
    const [edited, setEdited] = useState<LocalPerson | 'new'>();
    const [given, setGiven] = useState<{ user: string; password: string }>();
    const { data, error, refetch } = useQuery({
        queryKey: ['people'],
        queryFn: () => answer(gateway.GET('/auth/people')),
    });
    if (error) return <ProblemNote problem={error} retry={() => void refetch()} />;
    if (!data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;

    const reset = (user: string) =>
        modal.confirm({
            title: t('accounts.resetTitle', { user }),
            content: t('accounts.resetAdvice'),
            okText: t('accounts.reset'),
            onOk: async () => {
                const { password } = await answer(
                    gateway.POST('/auth/people/{user}/password', { params: { path: { user } } }),
                );
                setGiven({ user, password });
                await refetch();
            },
        });

    return (
        <Flex vertical gap="small" align="start">
            <Typography.Text type="secondary">{t('accounts.lead')}</Typography.Text>
            {mayChange && (
                <Button type="primary" onClick={() => setEdited('new')}>
                    {t('accounts.add')}
                </Button>
            )}
            <WideTable<LocalPerson>
                aria-label={t('administration.people')}
                rowKey="user"
                dataSource={data}
                columns={[
                    { title: t('administration.user'), dataIndex: 'user' },
                    { title: t('managers.name'), dataIndex: 'name' },
                    {
                        title: t('administration.roles'),
                        dataIndex: 'roles',
                        render: (roles: string[]) =>
                            roles.map((role) => <Tag key={role}>{t(`role.${role}`, { defaultValue: role })}</Tag>),
                    },
                    {
                        title: t('administration.part'),
                        key: 'part',
                        render: (_, one) => one.org ?? one.managerNo ?? t('administration.wholeBank'),
                    },
                    {
                        title: t('accounts.state'),
                        dataIndex: 'state',
                        render: (state: string) => <Tag color={COLOURS[state]}>{t(`accounts.states.${state}`)}</Tag>,
                    },
                    {
                        title: t('accounts.lastSignIn'),
                        dataIndex: 'lastSignIn',
                        render: (at: string | null) => (at ? instant(at) : '—'),
                    },
                    ...(mayChange
                        ? [
                              {
                                  title: t('accounts.actions'),
                                  key: 'actions',
                                  render: (_: unknown, one: LocalPerson) =>
                                      one.user === self.id ? (
                                          <Typography.Text type="secondary">{t('accounts.yourself')}</Typography.Text>
                                      ) : (
                                          <Flex gap="small">
                                              <Button size="small" onClick={() => setEdited(one)}>
                                                  {t('accounts.change')}
                                              </Button>
                                              <Button size="small" onClick={() => reset(one.user)}>
                                                  {t('accounts.reset')}
                                              </Button>
                                          </Flex>
                                      ),
                              },
                          ]
                        : []),
                ]}
            />
            {edited && (
                <Editor
                    person={edited === 'new' ? undefined : edited}
                    onClose={() => setEdited(undefined)}
                    onKept={(password) => {
                        setEdited(undefined);
                        if (password) setGiven(password);
                        void refetch();
                    }}
                />
            )}
            <Modal
                open={given !== undefined}
                title={t('accounts.firstPassword', { user: given?.user })}
                okText={t('accounts.noted')}
                cancelButtonProps={{ style: { display: 'none' } }}
                closable={false}
                onOk={() => setGiven(undefined)}
            >
                <Typography.Paragraph>{t('accounts.firstPasswordAdvice')}</Typography.Paragraph>
                <Typography.Text code copyable>
                    {given?.password}
                </Typography.Text>
            </Modal>
        </Flex>
    );
}

function Editor({
    person,
    onClose,
    onKept,
}: {
    person: LocalPerson | undefined;
    onClose: () => void;
    onKept: (given?: { user: string; password: string }) => void;
}) {
    const { t } = useTranslation();
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<unknown>();
    const [isSending, setSending] = useState(false);
    const roles = Form.useWatch('roles', form) ?? [];
    const [isTouched, setTouched] = useState(false);
    useUnsavedWhile('person', isTouched);

    const keep = async (values: Values) => {
        setSending(true);
        setProblem(undefined);
        try {
            if (person) {
                const { name, roles: has, org = null, managerNo = null, active } = values;
                const body = { name, roles: has, org, managerNo, active };
                await answer(gateway.PUT('/auth/people/{user}', { params: { path: { user: person.user } }, body }));
                onKept();
            } else {
                const { user, name, roles: has, org = null, managerNo = null } = values;
                const body = { user, name, roles: has, org, managerNo };
                onKept({ user, password: (await answer(gateway.POST('/auth/people', { body }))).password });
            }
        } catch (error) {
            setProblem(error instanceof Problem ? error : Problem.unanswered(error));
        } finally {
            setSending(false);
        }
    };

    const required = { required: true, message: t('form.required') };
    return (
        <Modal
            open
            title={person ? t('accounts.changeTitle', { user: person.user }) : t('accounts.add')}
            okText={t('accounts.keep')}
            confirmLoading={isSending}
            onOk={() => form.submit()}
            onCancel={onClose}
            mask={{ closable: false }}
        >
            <Form<Values>
                form={form}
                layout="vertical"
                onValuesChange={() => setTouched(true)}
                initialValues={{
                    user: person?.user,
                    name: person?.name,
                    roles: person?.roles ?? [],
                    org: person?.org ?? undefined,
                    managerNo: person?.managerNo ?? undefined,
                    active: person?.active ?? true,
                }}
                onFinish={(values) => void keep({ ...values, user: person?.user ?? values.user })}
            >
                {problem !== undefined && <ProblemNote problem={problem} />}
                {!person && (
                    <Form.Item
                        name="user"
                        label={t('administration.user')}
                        extra={t('accounts.userRule')}
                        rules={[required, { pattern: /^[a-z0-9][a-z0-9._-]{1,63}$/, message: t('accounts.userRule') }]}
                    >
                        <Input maxLength={64} autoComplete="off" />
                    </Form.Item>
                )}
                <Form.Item name="name" label={t('managers.name')} rules={[required]}>
                    <Input maxLength={100} autoComplete="off" />
                </Form.Item>
                <Form.Item name="roles" label={t('administration.roles')} rules={[required]}>
                    <Select
                        mode="multiple"
                        options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                    />
                </Form.Item>
                <Form.Item
                    name="org"
                    label={t('accounts.org')}
                    extra={t('accounts.orgAdvice')}
                    rules={roles.includes('branch-head') ? [required] : []}
                >
                    <Input maxLength={64} autoComplete="off" />
                </Form.Item>
                {roles.includes('account-manager') && (
                    <Form.Item name="managerNo" label={t('accounts.managerNo')} rules={[required]}>
                        <Input maxLength={64} autoComplete="off" />
                    </Form.Item>
                )}
                {person && (
                    <Form.Item name="active" label={t('accounts.active')} valuePropName="checked">
                        <Switch />
                    </Form.Item>
                )}
                {person && <Alert type="info" showIcon title={t('accounts.changeAdvice')} />}
            </Form>
        </Modal>
    );
}
