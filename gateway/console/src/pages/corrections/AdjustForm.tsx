import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Form, Input, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { proposeAdjustment } from './calls';

const empty = () => ({ managerNo: '', period: bankToday().slice(0, 7), amount: '', reason: '', evidence: '' });
const AMOUNT = /^-?\d{1,7}(\.\d{1,2})?$/;

/** Proposes an amount beside the plan; somebody else approves it. */
export function AdjustForm() {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const id = useId();
    const queries = useQueryClient();
    const draft = useDraft('adjustment', empty());
    const { value, set, clear } = draft;
    const key = useRef<string>(undefined);
    const proposing = useMutation({
        mutationFn: () =>
            proposeAdjustment(
                {
                    managerNo: value.managerNo.trim(),
                    period: value.period,
                    amount: value.amount.trim(),
                    reason: value.reason.trim(),
                    evidence: value.evidence.trim() === '' ? [] : [value.evidence.trim()],
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: () => {
            clear();
            void message.success(t('adjustment.proposed'));
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['adjustments'] });
        },
    });
    const change = (part: Partial<ReturnType<typeof empty>>) => {
        set((now) => ({ ...now, ...part }));
        proposing.reset();
    };
    const isAmount = AMOUNT.test(value.amount.trim()) && Number(value.amount) !== 0;
    const isReady = value.managerNo.trim() !== '' && value.period !== '' && isAmount && value.reason.trim() !== '';
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">
                {t('adjustment.proposeMeans')} <Link to="/imports?kind=adjustments">{t('adjustment.byFile')}</Link>
            </Typography.Text>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => proposing.mutate()}>
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
                    <Form.Item label={t('correction.month')} htmlFor={`${id}-month`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-month`}
                            type="month"
                            max={bankToday().slice(0, 7)}
                            style={{ width: '10rem' }}
                            value={value.period}
                            onChange={(event) => change({ period: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item
                        label={t('adjustment.amount')}
                        htmlFor={`${id}-amount`}
                        style={{ marginBottom: 0 }}
                        validateStatus={value.amount !== '' && !isAmount ? 'error' : undefined}
                        help={value.amount !== '' && !isAmount ? t('adjustment.amountRule') : undefined}
                    >
                        <Input
                            id={`${id}-amount`}
                            inputMode="text"
                            placeholder="-120.00"
                            style={{ width: '10rem' }}
                            value={value.amount}
                            onChange={(event) => change({ amount: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item label={t('adjustment.evidence')} htmlFor={`${id}-evidence`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-evidence`}
                            maxLength={200}
                            style={{ width: '14rem' }}
                            value={value.evidence}
                            onChange={(event) => change({ evidence: event.target.value })}
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
                <Button type="primary" htmlType="submit" loading={proposing.isPending} disabled={!isReady}>
                    {t('adjustment.propose')}
                </Button>
            </Form>
            {proposing.error && <ProblemNote problem={proposing.error} />}
        </Flex>
    );
}
