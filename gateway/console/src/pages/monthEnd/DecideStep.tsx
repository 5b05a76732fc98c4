import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { count, instant, money, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft, useHasDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { approveRun, cancelRun, rejectRun, type Run, runChanges } from '../month/calls';

type Decision = 'approve' | 'reject' | 'cancel';

/** Another person than the maker approves what was calculated, or sends it back; the maker may take it back. */
export function DecideStep({ run }: { run?: Run }) {
    const { t } = useTranslation();
    const { modal } = App.useApp();
    const { roles, id: me } = usePerson();
    const queries = useQueryClient();
    const form = `run-return.${run?.id ?? ''}`;
    const hasDraft = useHasDraft(form);
    const [isRejecting, setRejecting] = useState(hasDraft);
    const { value: reason, set: setReason, clear } = useDraft(form, '');
    const reasonId = useId();
    const mayDecide = roles.includes('incentive-approver');
    const isMaker = run?.createdBy === me;
    const own = useQuery({
        queryKey: ['run-changes', run?.id, 'by', me],
        queryFn: () => runChanges((run as Run).id, { by: me, limit: 1 }),
        enabled: mayDecide && !isMaker && run?.status === 'calculated',
    });
    const keys = useRef<Partial<Record<Decision, string>>>({});
    const deciding = useMutation({
        mutationFn: (decision: Decision) => {
            const id = (run as Run).id;
            const key = (keys.current[decision] ??= crypto.randomUUID());
            if (decision === 'approve') return approveRun(id, key);
            return decision === 'reject' ? rejectRun(id, reason.trim(), key) : cancelRun(id, key);
        },
        onSuccess: () => {
            clear();
            setRejecting(false);
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) keys.current = {};
            return Promise.all(
                ['runs', 'run', 'statements', 'statement'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
            );
        },
    });

    if (run?.status === 'approved')
        return (
            <Typography.Text>
                {t('monthEnd.approvedBy', { by: run.decidedBy ?? '', at: run.decidedAt ? instant(run.decidedAt) : '' })}
            </Typography.Text>
        );
    if (run?.status !== 'calculated')
        return <Typography.Text type="secondary">{t('monthEnd.approveAfterRun')}</Typography.Text>;

    const isChanger = (own.data?.items.length ?? 0) > 0;
    const mayCancel = roles.includes('incentive-analyst');
    const approve = () =>
        modal.confirm({
            title: t('monthEnd.approveAsk', { period: period(run.period) }),
            content: t('monthEnd.approveMeans', { amount: money(run.total), paid: count(run.counts.paid) }),
            okText: t('monthEnd.approve'),
            onOk: () => deciding.mutate('approve'),
        });
    const cancel = () =>
        modal.confirm({
            title: t('monthEnd.cancelAsk'),
            okText: t('monthEnd.cancelRun'),
            okButtonProps: { danger: true },
            onOk: () => deciding.mutate('cancel'),
        });
    return (
        <Flex vertical gap="middle" align="start">
            {mayDecide && isMaker && <Alert type="warning" showIcon title={t('monthEnd.ownRun')} />}
            {mayDecide && isChanger && <Alert type="warning" showIcon title={t('monthEnd.ownChanges')} />}
            {own.error && <ProblemNote problem={own.error} retry={() => void own.refetch()} />}
            {!mayDecide && (
                <Typography.Text>{t('monthEnd.waitsForApprover', { maker: run.createdBy })}</Typography.Text>
            )}
            {deciding.error && !isRejecting && <ProblemNote problem={deciding.error} />}
            <Flex gap="small" wrap>
                {mayDecide && (
                    <>
                        {!isChanger && (
                            <Button
                                type="primary"
                                disabled={isMaker || own.isLoading}
                                loading={deciding.isPending}
                                onClick={approve}
                            >
                                {t('monthEnd.approve')}
                            </Button>
                        )}
                        <Button danger disabled={isMaker || deciding.isPending} onClick={() => setRejecting(true)}>
                            {t('monthEnd.reject')}
                        </Button>
                    </>
                )}
                {mayCancel && (
                    <Button disabled={deciding.isPending} onClick={cancel}>
                        {t('monthEnd.cancelRun')}
                    </Button>
                )}
            </Flex>
            <Modal
                open={isRejecting}
                title={t('monthEnd.rejectAsk', { period: period(run.period) })}
                okText={t('monthEnd.reject')}
                okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: deciding.isPending }}
                onOk={() => deciding.mutate('reject')}
                onCancel={() => setRejecting(false)}
            >
                <label htmlFor={reasonId}>{t('monthEnd.reason')}</label>
                <Input.TextArea
                    style={{ marginBottom: '1.25rem' }}
                    id={reasonId}
                    value={reason}
                    rows={4}
                    maxLength={2000}
                    showCount
                    onChange={(event) => setReason(event.target.value)}
                />
                {deciding.error && (
                    <div style={{ marginTop: '2rem' }}>
                        <ProblemNote problem={deciding.error} />
                    </div>
                )}
            </Modal>
        </Flex>
    );
}
