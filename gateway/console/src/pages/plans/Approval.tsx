import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { instant, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { useDraft, useHasDraft } from '../../session/drafts';
import { type Plan, approvePlan, returnPlan } from './calls';

/** The findings of supervision against the plan, and its approval by another person than its maker. */
export function Approval({ plan }: { plan: Plan }) {
    const { t } = useTranslation();
    const { modal } = App.useApp();
    const { roles, id: me } = usePerson();
    const queries = useQueryClient();
    const draft = useDraft(`plan-approval.${plan.code}.${plan.version}`, '');
    const { value: reason, set: setReason } = draft;
    const reasonId = useId();
    const key = useRef({ of: '', key: '' });
    const approving = useMutation({
        mutationFn: () => {
            // The same approval asked for again is the same to the service; with another reason it is another one.
            if (key.current.of !== reason.trim() || !key.current.key)
                key.current = { of: reason.trim(), key: crypto.randomUUID() };
            return approvePlan(
                plan.code,
                plan.version,
                plan.findings.length > 0 ? reason.trim() : undefined,
                key.current.key,
            );
        },
        onSuccess: draft.clear,
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = { of: '', key: '' };
            return Promise.all([
                queries.invalidateQueries({ queryKey: ['plans'] }),
                queries.invalidateQueries({ queryKey: ['plan'] }),
            ]);
        },
    });
    const mayApprove = roles.includes('incentive-approver');
    const isMaker = plan.createdBy === me;
    const lacksReason = plan.findings.length > 0 && reason.trim() === '';
    const ask = () =>
        modal.confirm({
            title: t('plans.approveAsk', { code: plan.code, version: plan.version }),
            content: t('plans.approveMeans', { period: period(plan.effectiveFrom) }),
            okText: t('plans.approve'),
            onOk: () => approving.mutate(),
        });
    return (
        <Flex vertical gap="middle" align="start">
            {plan.findings.length === 0 ? (
                <Typography.Text>{t('plans.noFindings')}</Typography.Text>
            ) : (
                <Alert
                    type="warning"
                    showIcon
                    style={{ width: '100%' }}
                    title={t('plans.findingsTitle', { count: plan.findings.length })}
                    description={
                        <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
                            {plan.findings.map((finding) => (
                                <li key={finding.code}>
                                    {currentLanguage() === 'en' ? finding.en : finding.zh} <br />
                                    <Typography.Text type="secondary" lang="zh-CN">
                                        {finding.clause}
                                    </Typography.Text>
                                </li>
                            ))}
                        </ul>
                    }
                />
            )}
            {plan.status === 'approved' ? (
                <>
                    <Typography.Text>
                        {t('plans.approvedBy', {
                            by: plan.approvedBy ?? '',
                            at: plan.approvedAt ? instant(plan.approvedAt) : '',
                        })}
                    </Typography.Text>
                    {plan.acceptedFindings && (
                        <Typography.Text>
                            {t('plans.acceptedBecause', { reason: plan.acceptedFindings })}
                        </Typography.Text>
                    )}
                </>
            ) : plan.status === 'returned' ? (
                <Alert
                    type="error"
                    showIcon
                    style={{ width: '100%' }}
                    title={t('plans.returnedBy', {
                        by: plan.returnedBy ?? '',
                        at: plan.returnedAt ? instant(plan.returnedAt) : '',
                    })}
                    description={
                        <span style={{ whiteSpace: 'pre-wrap' }}>
                            {t('plans.returnedBecause', { reason: plan.returnReason ?? '' })}
                        </span>
                    }
                />
            ) : !mayApprove ? (
                <Typography.Text type="secondary">{t('plans.waits', { maker: plan.createdBy })}</Typography.Text>
            ) : (
                <>
                    {isMaker && <Alert type="warning" showIcon title={t('plans.ownPlan')} />}
                    {plan.findings.length > 0 && (
                        <div style={{ width: 'min(40rem, 100%)' }}>
                            <label htmlFor={reasonId}>{t('plans.reason')}</label>
                            <Input.TextArea
                                id={reasonId}
                                rows={3}
                                maxLength={2000}
                                showCount
                                value={reason}
                                onChange={(event) => setReason(event.target.value)}
                            />
                        </div>
                    )}
                    {approving.error && <ProblemNote problem={approving.error} />}
                    <Flex gap="small" wrap>
                        <Button
                            type="primary"
                            disabled={isMaker || lacksReason}
                            loading={approving.isPending}
                            onClick={ask}
                        >
                            {t('plans.approve')}
                        </Button>
                        <ReturnButton plan={plan} disabled={isMaker || approving.isPending} />
                    </Flex>
                </>
            )}
        </Flex>
    );
}

/** Returns the version to its maker with a reason, who answers with a new version. */
function ReturnButton({ plan, disabled }: { plan: Plan; disabled: boolean }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const form = `plan-return.${plan.code}.${plan.version}`;
    const hasDraft = useHasDraft(form);
    const [isOpen, setOpen] = useState(hasDraft);
    const { value: reason, set: setReason, clear } = useDraft(form, '');
    const reasonId = useId();
    const key = useRef(crypto.randomUUID());
    const returning = useMutation({
        mutationFn: () => returnPlan(plan.code, plan.version, reason.trim(), key.current),
        onSuccess: () => {
            clear();
            setOpen(false);
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = crypto.randomUUID();
            return Promise.all(
                [['plans'], ['plan'], ['home', 'plans']].map((queryKey) => queries.invalidateQueries({ queryKey })),
            );
        },
    });
    return (
        <>
            <Button danger disabled={disabled} onClick={() => setOpen(true)}>
                {t('plans.return')}
            </Button>
            <Modal
                open={isOpen}
                title={t('plans.returnAsk', { code: plan.code, version: plan.version })}
                okText={t('plans.return')}
                okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: returning.isPending }}
                onOk={() => returning.mutate()}
                onCancel={() => setOpen(false)}
            >
                <label htmlFor={reasonId}>{t('plans.returnReason')}</label>
                <Input.TextArea
                    id={reasonId}
                    style={{ marginBottom: '1.25rem' }}
                    rows={4}
                    maxLength={2000}
                    showCount
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                />
                {returning.error && <ProblemNote problem={returning.error} />}
            </Modal>
        </>
    );
}
