import { useQuery } from '@tanstack/react-query';
import { App, Button, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { answer, gateway } from '../../api/client';
import type { components } from '../../api/gateway';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { instant } from '../../parts/format';
import { PasswordForm } from '../../session/PasswordForm';
import { useSessionActions } from '../../session/actions';
import { usePerson, useSession } from '../../session/session';

type OwnSession = components['schemas']['SessionOwnSession'];

/** The person's own sessions, the way to end the others, and, where accounts are kept here, the own password. */
export default function AccountPage() {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const person = usePerson();
    const { data: session } = useSession();
    const { signIn } = useSessionActions();
    const { data, error, refetch } = useQuery({
        queryKey: ['own-sessions'],
        queryFn: () => answer(gateway.GET('/session/list')),
    });

    const endOthers = async () => {
        try {
            await answer(gateway.DELETE('/session/others'));
            void message.success(t('accounts.othersEnded'));
        } catch (problem) {
            void message.error(problem instanceof Problem ? problem.message : t('problem.unreachable'));
        }
        await refetch();
    };

    const isDemonstrator = session?.demonstrators.some((one) => one.id === person.id) ?? false;
    return (
        <Flex vertical gap="middle">
            <Typography.Title level={1} style={{ marginTop: 0 }}>
                {t('room.account')}
            </Typography.Title>
            <section aria-labelledby="account-sessions">
                <Typography.Title level={2} id="account-sessions">
                    {t('accounts.sessions')}
                </Typography.Title>
                {error && <ProblemNote problem={error} retry={() => void refetch()} />}
                {!error && !data && <Skeleton active title={false} />}
                {data && (
                    <Flex vertical gap="small" align="start">
                        <WideTable<OwnSession>
                            aria-label={t('accounts.sessions')}
                            rowKey="id"
                            dataSource={data}
                            columns={[
                                { title: t('accounts.startedAt'), dataIndex: 'startedAt', render: instant },
                                { title: t('accounts.from'), dataIndex: 'from' },
                                { title: t('accounts.browser'), dataIndex: 'browser' },
                                {
                                    title: t('accounts.state'),
                                    dataIndex: 'isThis',
                                    render: (isThis: boolean) =>
                                        isThis ? <Tag color="blue">{t('accounts.thisSession')}</Tag> : null,
                                },
                            ]}
                        />
                        <Button disabled={!data.some((one) => !one.isThis)} onClick={() => void endOthers()}>
                            {t('accounts.endOthers')}
                        </Button>
                    </Flex>
                )}
            </section>
            {session?.hasAccounts && !isDemonstrator && (
                <section aria-labelledby="account-password">
                    <Typography.Title level={2} id="account-password">
                        {t('accounts.changePassword')}
                    </Typography.Title>
                    <PasswordForm
                        user={person.id}
                        onChanged={(newPassword) => {
                            // Every session ends with the password before; this one begins again.
                            void message.success(t('accounts.passwordChanged'));
                            void signIn(person.id, newPassword);
                        }}
                    />
                </section>
            )}
        </Flex>
    );
}
