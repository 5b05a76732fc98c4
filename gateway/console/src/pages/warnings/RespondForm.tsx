import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Form, Input } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { type Warning, respond } from './calls';

/** What the head does about a warning, and by when it is to show an effect. */
export function RespondForm({ of }: { of: Warning }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`warning-respond.${of.id}`, { response: '', dueOn: '' });
    const { response, dueOn } = draft.value;
    const key = useRef<string>(undefined);
    const sending = useMutation({
        mutationFn: () => respond(of.id, response.trim(), dueOn, (key.current ??= crypto.randomUUID())),
        onSuccess: () => {
            draft.clear();
            void message.success(t('warnings.state.responded'));
        },
        onSettled: (_, error) => {
            // Without an answer the same response is sent again, and counts once.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return Promise.all(['home', 'warnings'].map((one) => queries.invalidateQueries({ queryKey: [one] })));
        },
    });
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('warnings.respond')}</h2>}>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => sending.mutate()}>
                <Form.Item label={t('warnings.measure')} htmlFor={`${id}-text`}>
                    <Input.TextArea
                        id={`${id}-text`}
                        rows={3}
                        maxLength={2000}
                        value={response}
                        onChange={({ target }) => draft.set((now) => ({ ...now, response: target.value }))}
                    />
                </Form.Item>
                <Form.Item label={t('warnings.dueOn')} htmlFor={`${id}-due`}>
                    <Input
                        id={`${id}-due`}
                        type="date"
                        min={bankToday()}
                        style={{ width: '12rem' }}
                        value={dueOn}
                        onChange={({ target }) => draft.set((now) => ({ ...now, dueOn: target.value }))}
                    />
                </Form.Item>
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={sending.isPending}
                    disabled={response.trim() === '' || dueOn === ''}
                >
                    {t('warnings.send')}
                </Button>
            </Form>
            {sending.error && <ProblemNote problem={sending.error} />}
        </Card>
    );
}
