import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Form, Input, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { makeHold } from './calls';

const empty = () => ({ managerNo: '', from: bankToday().slice(0, 7), amount: '', rule: '', reason: '' });
const AMOUNT = /^\d{1,7}(\.\d{1,2})?$/;

/** Withholds a manager's pay until another person releases it. */
export function HoldForm() {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const id = useId();
    const queries = useQueryClient();
    const draft = useDraft('hold', empty());
    const { value, set, clear } = draft;
    const key = useRef<string>(undefined);
    const amount = value.amount.trim();
    const making = useMutation({
        mutationFn: () =>
            makeHold(
                {
                    managerNo: value.managerNo.trim(),
                    from: value.from,
                    amount: amount === '' ? null : amount,
                    rule: value.rule.trim() === '' ? null : value.rule.trim(),
                    reason: value.reason.trim(),
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: () => {
            clear();
            void message.success(t('hold.made'));
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['holds'] });
        },
    });
    const change = (part: Partial<ReturnType<typeof empty>>) => {
        set((now) => ({ ...now, ...part }));
        making.reset();
    };
    const isWrong = amount !== '' && !(AMOUNT.test(amount) && Number(amount) > 0);
    const isReady = value.managerNo.trim() !== '' && value.from !== '' && !isWrong && value.reason.trim() !== '';
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">{t('hold.makeMeans')}</Typography.Text>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => making.mutate()}>
                <Flex gap="middle" wrap align="end">
                    <Form.Item label={t('months.manager')} htmlFor={`${id}-no`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-no`}
                            maxLength={32}
                            style={{ width: '10rem' }}
                            value={value.managerNo}
                            onChange={(event) => change({ managerNo: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item label={t('hold.from')} htmlFor={`${id}-from`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-from`}
                            type="month"
                            max={bankToday().slice(0, 7)}
                            style={{ width: '10rem' }}
                            value={value.from}
                            onChange={(event) => change({ from: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item
                        label={t('hold.amount')}
                        htmlFor={`${id}-amount`}
                        style={{ marginBottom: 0 }}
                        validateStatus={isWrong ? 'error' : undefined}
                        help={isWrong ? t('hold.amountRule') : undefined}
                    >
                        <Input
                            id={`${id}-amount`}
                            inputMode="decimal"
                            placeholder={t('hold.noLimit')}
                            style={{ width: '11rem' }}
                            value={value.amount}
                            onChange={(event) => change({ amount: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item label={t('hold.rule')} htmlFor={`${id}-rule`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-rule`}
                            maxLength={60}
                            placeholder={t('hold.wholePayable')}
                            style={{ width: '14rem' }}
                            value={value.rule}
                            onChange={(event) => change({ rule: event.target.value })}
                        />
                    </Form.Item>
                </Flex>
                <Form.Item
                    label={t('correction.reasonShown')}
                    htmlFor={`${id}-reason`}
                    style={{ marginBlock: '0.75rem' }}
                >
                    <Input.TextArea
                        id={`${id}-reason`}
                        rows={2}
                        maxLength={500}
                        value={value.reason}
                        onChange={(event) => change({ reason: event.target.value })}
                    />
                </Form.Item>
                <Button type="primary" htmlType="submit" loading={making.isPending} disabled={!isReady}>
                    {t('hold.make')}
                </Button>
            </Form>
            {making.error && <ProblemNote problem={making.error} />}
        </Flex>
    );
}
