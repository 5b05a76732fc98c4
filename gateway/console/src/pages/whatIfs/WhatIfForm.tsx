import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Select, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { closedMonths } from '../month/calls';
import { plans } from '../plans/calls';
import { type AskedPlan, addressOfWhatIf, startWhatIf } from './calls';

/** The greatest number of months of one what-if. */
const MOST_MONTHS = 24;

interface Wish {
    from?: string;
    to?: string;
    org: string;
    version?: string;
}

/**
 * Asks what closed months would have come to by a plan. Without one the plan is chosen among the saved versions.
 */
export function WhatIfForm({ plan, isWhole = true }: { plan?: AskedPlan; isWhole?: boolean }) {
    const { t } = useTranslation();
    const id = useId();
    const queries = useQueryClient();
    const { value: wish, set, clear } = useDraft<Wish>('what-if', { org: '' });
    const choose = (change: Partial<Wish>) => set((now) => ({ ...now, ...change }));
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const versions = useQuery({
        queryKey: ['what-if', 'plans'],
        queryFn: () => plans({ limit: 500 }),
        enabled: plan === undefined,
    });
    const months = (closed.data ?? []).map((one) => one.period).reverse();
    const to = wish.to ?? months[0];
    const from = wish.from ?? months[Math.min(11, months.length - 1)];
    const saved = versions.data?.items.find((one) => `${one.code} ${one.version}` === wish.version);
    const asked = plan ?? (saved && { code: saved.code, version: saved.version });
    const span = from && to ? months.indexOf(from) - months.indexOf(to) + 1 : 0;
    const isAskable = isWhole && asked !== undefined && span >= 1 && span <= MOST_MONTHS;
    // One key for one question: the same again is a new one only when it was answered.
    const key = useRef<string>(undefined);
    const asking = useMutation({
        mutationFn: () =>
            startWhatIf(
                {
                    plan: asked as AskedPlan,
                    from: from as string,
                    to: to as string,
                    org: wish.org.trim() || undefined,
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSettled: () => {
            key.current = undefined;
        },
        onSuccess: () => {
            clear();
            return queries.invalidateQueries({ queryKey: ['what-ifs'] });
        },
    });
    const monthOptions = months.map((month) => ({ value: month, label: period(month) }));
    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (versions.error) return <ProblemNote problem={versions.error} retry={() => void versions.refetch()} />;
    if (closed.data && months.length === 0)
        return <Typography.Text type="secondary">{t('whatIf.noMonth')}</Typography.Text>;
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">{t('whatIf.means')}</Typography.Text>
            <Form layout="vertical" onFinish={() => asking.mutate()}>
                <Flex gap="middle" align="end" wrap>
                    {plan === undefined && (
                        <Form.Item label={t('whatIf.plan')} htmlFor={`${id}-plan`} style={{ marginBottom: 0 }}>
                            <Select
                                id={`${id}-plan`}
                                showSearch
                                style={{ minWidth: '16rem' }}
                                placeholder={t('whatIf.choosePlan')}
                                value={wish.version}
                                onChange={(version: string) => choose({ version })}
                                options={versions.data?.items.map((one) => ({
                                    value: `${one.code} ${one.version}`,
                                    label: t('months.planVersion', { code: one.code, version: one.version }),
                                }))}
                            />
                        </Form.Item>
                    )}
                    <Form.Item label={t('whatIf.from')} htmlFor={`${id}-from`} style={{ marginBottom: 0 }}>
                        <Select
                            id={`${id}-from`}
                            style={{ minWidth: '11rem' }}
                            value={from}
                            onChange={(month: string) => choose({ from: month })}
                            options={monthOptions}
                        />
                    </Form.Item>
                    <Form.Item label={t('whatIf.to')} htmlFor={`${id}-to`} style={{ marginBottom: 0 }}>
                        <Select
                            id={`${id}-to`}
                            style={{ minWidth: '11rem' }}
                            value={to}
                            onChange={(month: string) => choose({ to: month })}
                            options={monthOptions}
                        />
                    </Form.Item>
                    <Form.Item label={t('whatIf.org')} htmlFor={`${id}-org`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-org`}
                            style={{ width: '11rem' }}
                            maxLength={64}
                            placeholder={t('whatIf.wholeBank')}
                            value={wish.org}
                            onChange={(event) => choose({ org: event.target.value })}
                        />
                    </Form.Item>
                    <Button htmlType="submit" loading={asking.isPending} disabled={!isAskable}>
                        {t('whatIf.ask')}
                    </Button>
                </Flex>
            </Form>
            {!isWhole && <Typography.Text type="secondary">{t('plans.trialNeedsWhole')}</Typography.Text>}
            {isWhole && (span < 1 || span > MOST_MONTHS) && closed.data && (
                <Typography.Text type="secondary">{t('whatIf.span', { most: MOST_MONTHS })}</Typography.Text>
            )}
            {asking.error && <ProblemNote problem={asking.error} />}
            {asking.data && (
                <Alert
                    type="success"
                    showIcon
                    title={t('whatIf.asked')}
                    action={<Link to={addressOfWhatIf(asking.data.id)}>{t('whatIf.open')}</Link>}
                />
            )}
        </Flex>
    );
}
