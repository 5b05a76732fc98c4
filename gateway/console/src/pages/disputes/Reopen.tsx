import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Form, Input, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { reopenDispute } from './calls';

/** The manager does not agree with the answer, and says so once. */
export function Reopen({ id }: { id: string }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const field = useId();
    const { value, set, clear } = useDraft(`dispute-reopen.${id}`, { text: '' });
    const key = useRef<string>(undefined);
    const reopening = useMutation({
        mutationFn: () => reopenDispute(id, value.text.trim(), (key.current ??= crypto.randomUUID())),
        onSuccess: clear,
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['disputes'] });
        },
    });
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('dispute.reopen')}</h2>}>
            <Typography.Paragraph type="secondary">{t('dispute.reopenMeans')}</Typography.Paragraph>
            <Form layout="vertical" noValidate onFinish={() => reopening.mutate()}>
                <Form.Item label={t('dispute.text')} htmlFor={field}>
                    <Input.TextArea
                        id={field}
                        rows={3}
                        maxLength={2000}
                        value={value.text}
                        onChange={(event) => set({ text: event.target.value })}
                    />
                </Form.Item>
                <Button htmlType="submit" loading={reopening.isPending} disabled={value.text.trim() === ''}>
                    {t('dispute.reopen')}
                </Button>
            </Form>
            {reopening.error && <ProblemNote problem={reopening.error} />}
        </Card>
    );
}
