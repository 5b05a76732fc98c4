import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Form, Input, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { date } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { type Recovery, stateSide } from './calls';

/** The manager states their side, once and in time. */
export function SideForm({ recovery }: { recovery: Recovery }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const field = useId();
    const draft = useDraft(`recovery-side.${recovery.id}`, { text: '' });
    const { value, set, clear } = draft;
    const key = useRef<string>(undefined);
    const stating = useMutation({
        mutationFn: () => stateSide(recovery.id, value.text.trim(), (key.current ??= crypto.randomUUID())),
        onSuccess: () => {
            clear();
            void message.success(t('recovery.stated'));
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['recoveries'] });
        },
    });
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('recovery.stateSide')}</h2>}>
            <Typography.Paragraph>{t('recovery.stateMeans', { date: date(recovery.sideUntil) })}</Typography.Paragraph>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => stating.mutate()}>
                <Form.Item label={t('recovery.side')} htmlFor={field}>
                    <Input.TextArea
                        id={field}
                        rows={5}
                        maxLength={2000}
                        showCount
                        value={value.text}
                        onChange={(event) => set({ text: event.target.value })}
                    />
                </Form.Item>
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={stating.isPending}
                    disabled={value.text.trim() === ''}
                >
                    {t('recovery.sendSide')}
                </Button>
            </Form>
            {stating.error && <ProblemNote problem={stating.error} />}
        </Card>
    );
}
