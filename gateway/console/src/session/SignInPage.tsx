import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Form, Input, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';
import { currentLanguage } from '../i18n';
import { ProblemNote } from '../parts/ProblemNote';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { draftsOfOthers } from './drafts';
import { PasswordForm } from './PasswordForm';
import { useSessionActions } from './actions';
import { type Session } from './session';
import './SignInPage.css';

/** In a demonstration: who one can be, as cards. Otherwise one button to the bank's own sign-in. */
export function SignInPage({ session }: { session: Session }) {
    const { t } = useTranslation();
    const { signIn } = useSessionActions();
    const [pending, setPending] = useState<string>();
    const [problem, setProblem] = useState<Problem>();
    // Whoever has a password that somebody else gave them chooses another before anything else.
    const [first, setFirst] = useState<{ user: string; password: string }>();

    // The gateway comes back with this when the bank's sign-in did not end well.
    const hasFailed = new URLSearchParams(location.search).get('sign-in') === 'failed';
    const wanted = hasFailed ? '/' : location.pathname + location.search;

    const enter = async (user: string, password: string) => {
        setPending(user);
        setProblem(undefined);
        try {
            await signIn(user, password);
        } catch (error) {
            const known = error instanceof Problem ? error : Problem.unanswered(error);
            if (known.code === 'auth.password-must-change') setFirst({ user, password });
            else setProblem(known);
            setPending(undefined);
        }
    };

    return (
        <main className="sign-in">
            <Flex justify="space-between" align="start" gap="middle">
                <div>
                    <Typography.Title level={1} className="sign-in-title">
                        CardTeam
                    </Typography.Title>
                    <Typography.Paragraph type="secondary">{t('signIn.about')}</Typography.Paragraph>
                </div>
                <LanguageSwitch />
            </Flex>
            {problem && <ProblemNote problem={problem} />}
            {draftsOfOthers('').length > 0 && <Alert type="info" showIcon title={t('signIn.draftsKept')} />}
            {session.signIn === 'none' && <Alert type="info" showIcon title={t('signIn.none')} />}
            {session.signIn === 'provider' && (
                <>
                    {hasFailed && <Alert type="error" showIcon title={t('signIn.failed')} className="sign-in-failed" />}
                    <Button type="primary" size="large" href={`/session/sign-in?return=${encodeURIComponent(wanted)}`}>
                        {t('signIn.provider')}
                    </Button>
                </>
            )}
            {session.signIn === 'password' && first && (
                <>
                    <Typography.Title level={2}>{t('accounts.changePassword')}</Typography.Title>
                    <Typography.Paragraph>{t('accounts.mustChange')}</Typography.Paragraph>
                    <PasswordForm
                        user={first.user}
                        known={first.password}
                        onChanged={(newPassword) => {
                            setFirst(undefined);
                            void enter(first.user, newPassword);
                        }}
                    />
                </>
            )}
            {session.signIn === 'password' && !first && (
                <>
                    {session.demonstrators.length > 0 && (
                        <Typography.Title level={2}>{t('signIn.who')}</Typography.Title>
                    )}
                    <ul className="sign-in-cards">
                        {session.demonstrators.map((one) => (
                            <li key={one.id}>
                                <Card size="small" hoverable className="sign-in-card">
                                    <button
                                        type="button"
                                        className="sign-in-button"
                                        disabled={pending !== undefined}
                                        aria-busy={pending === one.id}
                                        onClick={() => void enter(one.id, 'demo')}
                                    >
                                        <strong>{t(`role.${one.role}`)}</strong>
                                        <span>
                                            <Tag>{one.id}</Tag>
                                            {(one.org ?? one.managerNo) && (
                                                <Tag color="blue">{one.org ?? one.managerNo}</Tag>
                                            )}
                                        </span>
                                        <Typography.Text type="secondary">
                                            {currentLanguage() === 'en' ? one.may.en : one.may.zh}
                                        </Typography.Text>
                                    </button>
                                </Card>
                            </li>
                        ))}
                    </ul>
                    <details open={session.demonstrators.length === 0 || undefined}>
                        <summary>{t('signIn.byName')}</summary>
                        <Form
                            layout="vertical"
                            className="sign-in-form"
                            onFinish={(values: { user: string; password: string }) =>
                                void enter(values.user, values.password)
                            }
                        >
                            <Form.Item
                                name="user"
                                label={t('signIn.user')}
                                rules={[{ required: true, message: t('form.required') }]}
                            >
                                <Input prefix={<UserOutlined />} autoComplete="username" maxLength={128} />
                            </Form.Item>
                            <Form.Item
                                name="password"
                                label={t('signIn.password')}
                                rules={[{ required: true, message: t('form.required') }]}
                            >
                                <Input.Password
                                    prefix={<LockOutlined />}
                                    autoComplete="current-password"
                                    maxLength={1024}
                                />
                            </Form.Item>
                            <Button type="primary" htmlType="submit" loading={pending !== undefined}>
                                {t('signIn.enter')}
                            </Button>
                        </Form>
                    </details>
                </>
            )}
        </main>
    );
}
