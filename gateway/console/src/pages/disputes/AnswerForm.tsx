import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Form, Input, Radio, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { sumMoney } from '../month/months';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Dispute, answerDispute, takeDispute } from './calls';
import { mayAnswer } from './state';

const AMOUNT = /^-?\d{1,7}(\.\d{1,2})?$/;

/** An analyst takes an open dispute and answers it: upheld with an adjustment, or rejected with reasons. */
export function AnswerForm({ dispute: one }: { dispute: Dispute }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const person = usePerson();
    const id = useId();
    const queries = useQueryClient();
    const draft = useDraft(`dispute-answer.${one.id}`, {
        outcome: 'rejected' as 'upheld' | 'rejected',
        amount: one.expected === null ? '' : sumMoney([one.expected, `-${one.shown}`.replace('--', '')]),
        text: '',
    });
    const { value, set, clear } = draft;
    const key = useRef<string>(undefined);
    const settled = (_: unknown, error: Error | null) => {
        if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
        return Promise.all(
            ['disputes', 'adjustments', 'home'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
        );
    };
    const taking = useMutation({
        mutationFn: () => takeDispute(one.id, (key.current ??= crypto.randomUUID())),
        onSettled: settled,
    });
    const answering = useMutation({
        mutationFn: () =>
            answerDispute(
                one.id,
                {
                    outcome: value.outcome,
                    text: value.text.trim(),
                    amount: value.outcome === 'upheld' ? value.amount.trim() : null,
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: () => {
            clear();
            void message.success(t('dispute.answered'));
        },
        onSettled: settled,
    });
    if (!mayAnswer(person) || one.state !== 'open') return null;
    const isAmount = AMOUNT.test(value.amount.trim()) && Number(value.amount) !== 0;
    const isReady = value.text.trim() !== '' && (value.outcome === 'rejected' || isAmount);
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('dispute.answer')}</h2>}>
            <Flex vertical gap="middle" align="start">
                {one.assignedTo !== person.id && (
                    <Button loading={taking.isPending} onClick={() => taking.mutate()}>
                        {t('dispute.take')}
                    </Button>
                )}
                {taking.error && <ProblemNote problem={taking.error} />}
                <DraftNote draft={draft} />
                <Form layout="vertical" noValidate onFinish={() => answering.mutate()} style={{ width: '100%' }}>
                    <Form.Item label={t('dispute.outcome')}>
                        <Radio.Group
                            value={value.outcome}
                            options={(['upheld', 'rejected'] as const).map((outcome) => ({
                                value: outcome,
                                label: t(`dispute.state.${outcome}`),
                            }))}
                            onChange={(event) =>
                                set((now) => ({ ...now, outcome: event.target.value as typeof now.outcome }))
                            }
                        />
                    </Form.Item>
                    {value.outcome === 'upheld' && (
                        <Form.Item
                            label={t('dispute.adjustBy')}
                            htmlFor={`${id}-amount`}
                            help={value.amount !== '' && !isAmount ? t('adjustment.amountRule') : undefined}
                            validateStatus={value.amount !== '' && !isAmount ? 'error' : undefined}
                        >
                            <Input
                                id={`${id}-amount`}
                                style={{ maxWidth: '12rem' }}
                                value={value.amount}
                                onChange={(event) => set((now) => ({ ...now, amount: event.target.value }))}
                            />
                        </Form.Item>
                    )}
                    <Form.Item label={t('dispute.answerText')} htmlFor={`${id}-text`}>
                        <Input.TextArea
                            id={`${id}-text`}
                            rows={3}
                            maxLength={500}
                            value={value.text}
                            onChange={(event) => set((now) => ({ ...now, text: event.target.value }))}
                        />
                    </Form.Item>
                    {value.outcome === 'upheld' && (
                        <Typography.Paragraph type="secondary">{t('dispute.upheldMeans')}</Typography.Paragraph>
                    )}
                    <Button type="primary" htmlType="submit" loading={answering.isPending} disabled={!isReady}>
                        {t('dispute.sendAnswer')}
                    </Button>
                </Form>
                {answering.error && <ProblemNote problem={answering.error} />}
            </Flex>
        </Card>
    );
}
