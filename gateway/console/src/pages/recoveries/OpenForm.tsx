import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Select, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { ProblemNote } from '../../parts/ProblemNote';
import { period } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { latestMonths } from '../month/months';
import { openRecovery, recoveryGrounds } from './calls';
import { addressOfRecovery } from './state';

const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/;
const MONTHS = 60;
const nothing = { managerNo: '', ground: '', periods: [] as string[], amount: '', evidence: '', text: '' };

/** Opens a case: against whom, on which ground, of which months, how much and why. */
export function OpenForm() {
    const { t } = useTranslation();
    const id = useId();
    const go = useNavigate();
    const queries = useQueryClient();
    const isEnglish = currentLanguage() === 'en';
    const grounds = useQuery({ queryKey: ['recovery-grounds'], queryFn: recoveryGrounds, staleTime: Infinity });
    const draft = useDraft('recovery', nothing);
    const { value, set, clear } = draft;
    const key = useRef<string>(undefined);
    const opening = useMutation({
        mutationFn: () =>
            openRecovery(
                {
                    managerNo: value.managerNo.trim(),
                    ground: value.ground,
                    periods: value.periods,
                    amount: value.amount.trim(),
                    evidence: value.evidence.trim() === '' ? [] : [value.evidence.trim()],
                    text: value.text.trim(),
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: (opened) => {
            clear();
            void go(addressOfRecovery(opened.id));
        },
        onSettled: (_, error) => {
            // Without an answer the same case is sent again, and is opened once.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['recoveries'] });
        },
    });
    const change = (part: Partial<typeof nothing>) => {
        set((now) => ({ ...now, ...part }));
        opening.reset();
    };
    const isAmount = AMOUNT.test(value.amount.trim()) && Number(value.amount) > 0;
    const isReady =
        value.managerNo.trim() !== '' &&
        value.ground !== '' &&
        value.periods.length > 0 &&
        isAmount &&
        value.text.trim() !== '';
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">{t('recovery.openMeans')}</Typography.Text>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => opening.mutate()}>
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
                    <Form.Item
                        label={t('recovery.amount')}
                        htmlFor={`${id}-amount`}
                        style={{ marginBottom: 0 }}
                        validateStatus={value.amount !== '' && !isAmount ? 'error' : undefined}
                        help={value.amount !== '' && !isAmount ? t('hold.amountRule') : undefined}
                    >
                        <Input
                            id={`${id}-amount`}
                            inputMode="decimal"
                            style={{ width: '10rem' }}
                            value={value.amount}
                            onChange={(event) => change({ amount: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item
                        label={t('recovery.months')}
                        htmlFor={`${id}-months`}
                        style={{ marginBottom: 0, minWidth: '14rem' }}
                    >
                        <Select
                            id={`${id}-months`}
                            mode="multiple"
                            options={latestMonths(MONTHS).map((month) => ({ value: month, label: period(month) }))}
                            value={value.periods}
                            onChange={(periods: string[]) => change({ periods })}
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
                    label={t('recovery.ground')}
                    htmlFor={`${id}-ground`}
                    style={{ marginBlock: '0.75rem', maxWidth: '48rem' }}
                >
                    <Select
                        id={`${id}-ground`}
                        options={(grounds.data ?? []).map((one) => ({
                            value: one.code,
                            label: t(one.isMust ? 'recovery.mustGround' : 'recovery.mayGround', {
                                ground: isEnglish ? one.text.en : one.text.zh,
                            }),
                        }))}
                        value={value.ground || undefined}
                        onChange={(ground: string) => change({ ground })}
                    />
                </Form.Item>
                <Form.Item label={t('recovery.text')} htmlFor={`${id}-text`} style={{ marginBlock: '0.75rem' }}>
                    <Input.TextArea
                        id={`${id}-text`}
                        rows={3}
                        maxLength={2000}
                        value={value.text}
                        onChange={(event) => change({ text: event.target.value })}
                    />
                </Form.Item>
                <Button type="primary" htmlType="submit" loading={opening.isPending} disabled={!isReady}>
                    {t('recovery.open')}
                </Button>
            </Form>
            {grounds.error && <ProblemNote problem={grounds.error} />}
            {opening.error && <ProblemNote problem={opening.error} />}
        </Flex>
    );
}
