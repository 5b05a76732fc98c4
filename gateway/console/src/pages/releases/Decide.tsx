import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { count, date, money } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft, useHasDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Release, approveRelease, rejectRelease, withdrawRelease } from './calls';
import { mayDecide, mayPropose } from './state';

type Decision = 'approve' | 'reject' | 'withdraw';

/** Another person than the maker approves a release or returns it; an analyst may withdraw it. */
export function Decide({ release }: { release: Release }) {
    const { t } = useTranslation();
    const { modal } = App.useApp();
    const person = usePerson();
    const queries = useQueryClient();
    const form = `release-return.${release.id}`;
    const hasDraft = useHasDraft(form);
    const [isRejecting, setRejecting] = useState(hasDraft);
    const { value: reason, set: setReason, clear } = useDraft(form, '');
    const reasonId = useId();
    const keys = useRef<Partial<Record<Decision, string>>>({});
    const deciding = useMutation({
        mutationFn: (decision: Decision) => {
            const key = (keys.current[decision] ??= crypto.randomUUID());
            if (decision === 'approve') return approveRelease(release.id, key);
            return decision === 'reject'
                ? rejectRelease(release.id, reason.trim(), key)
                : withdrawRelease(release.id, key);
        },
        onSuccess: () => {
            clear();
            setRejecting(false);
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) keys.current = {};
            return Promise.all(
                [['releases'], ['release'], ['ledger'], ['ledger-of'], ['home', 'due']].map((queryKey) =>
                    queries.invalidateQueries({ queryKey }),
                ),
            );
        },
    });
    // Somebody else decided meanwhile: the page shows how, and why this was refused.
    if (release.status !== 'proposed') return deciding.error ? <ProblemNote problem={deciding.error} /> : null;

    const isChecker = mayDecide(person);
    const isAnalyst = mayPropose(person);
    const isMaker = release.createdBy === person.id;
    const approve = () =>
        modal.confirm({
            title: t('release.approveAsk', { date: date(release.dueUntil) }),
            content: t('release.approveMeans', { amount: money(release.total), managers: count(release.managers) }),
            okText: t('release.approve'),
            onOk: () => deciding.mutate('approve'),
        });
    const withdraw = () =>
        modal.confirm({
            title: t('release.withdrawAsk'),
            okText: t('release.withdraw'),
            okButtonProps: { danger: true },
            onOk: () => deciding.mutate('withdraw'),
        });
    return (
        <Flex vertical gap="middle" align="start">
            {isChecker && isMaker && <Alert type="warning" showIcon title={t('release.own')} />}
            {!isChecker && <Typography.Text>{t('release.waits', { maker: release.createdBy })}</Typography.Text>}
            {deciding.error && !isRejecting && <ProblemNote problem={deciding.error} />}
            <Flex gap="small" wrap>
                {isChecker && (
                    <>
                        <Button type="primary" disabled={isMaker} loading={deciding.isPending} onClick={approve}>
                            {t('release.approve')}
                        </Button>
                        <Button danger disabled={isMaker || deciding.isPending} onClick={() => setRejecting(true)}>
                            {t('release.reject')}
                        </Button>
                    </>
                )}
                {isAnalyst && (
                    <Button disabled={deciding.isPending} onClick={withdraw}>
                        {t('release.withdraw')}
                    </Button>
                )}
            </Flex>
            <Modal
                open={isRejecting && isChecker}
                title={t('release.rejectAsk', { date: date(release.dueUntil) })}
                okText={t('release.reject')}
                okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: deciding.isPending }}
                onOk={() => deciding.mutate('reject')}
                onCancel={() => setRejecting(false)}
            >
                <label htmlFor={reasonId}>{t('release.reason')}</label>
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
