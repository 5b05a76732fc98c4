import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, gateway } from '../api/client';
import { Problem } from '../api/problem';
import { ProblemNote } from '../parts/ProblemNote';

interface Values {
    password: string;
    newPassword: string;
    again: string;
}

/** Changes one's own password: the one before, and twice the one to come. */
export function PasswordForm({
    user,
    known,
    onChanged,
}: {
    user: string;
    /** The password that was just typed, which need not be typed again. */
    known?: string;
    onChanged: (newPassword: string) => void;
}) {
    const { t } = useTranslation();
    const [problem, setProblem] = useState<unknown>();
    const [isSending, setSending] = useState(false);

    const send = async (values: Values) => {
        setSending(true);
        setProblem(undefined);
        try {
            const body = { user, password: known ?? values.password, newPassword: values.newPassword };
            await answer(gateway.POST('/auth/password', { body }));
            onChanged(values.newPassword);
        } catch (error) {
            setProblem(error instanceof Problem ? error : Problem.unanswered(error));
        } finally {
            setSending(false);
        }
    };

    const required = { required: true, message: t('form.required') };
    return (
        <Form<Values> layout="vertical" className="sign-in-form" onFinish={(values) => void send(values)}>
            {problem !== undefined && <ProblemNote problem={problem} />}
            <Alert type="info" showIcon title={t('accounts.passwordRule')} style={{ marginBlock: 12 }} />
            {known === undefined && (
                <Form.Item name="password" label={t('accounts.oldPassword')} rules={[required]}>
                    <Input.Password autoComplete="current-password" maxLength={1024} />
                </Form.Item>
            )}
            <Form.Item
                name="newPassword"
                label={t('accounts.newPassword')}
                rules={[required, { min: 12, message: t('accounts.passwordShort') }]}
            >
                <Input.Password autoComplete="new-password" maxLength={1024} />
            </Form.Item>
            <Form.Item
                name="again"
                label={t('accounts.again')}
                dependencies={['newPassword']}
                rules={[
                    required,
                    ({ getFieldValue }) => ({
                        validator: (_, value: string) =>
                            !value || value === getFieldValue('newPassword')
                                ? Promise.resolve()
                                : Promise.reject(new Error(t('accounts.differs'))),
                    }),
                ]}
            >
                <Input.Password autoComplete="new-password" maxLength={1024} />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={isSending}>
                {t('accounts.changePassword')}
            </Button>
        </Form>
    );
}
