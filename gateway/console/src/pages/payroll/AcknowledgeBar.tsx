import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { count } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { acknowledge } from '../month/calls';

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** Says of the selected entries that they were paid, and when, or that they could not be, and why. */
export function AcknowledgeBar({ selected, clear }: { selected: readonly string[]; clear: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const [status, setStatus] = useState<'paid' | 'rejected'>();
    const draft = useDraft('acknowledgement', { paidOn: today(), reason: '' });
    const { paidOn, reason } = draft.value;
    const setPaidOn = (to: string) => draft.set((now) => ({ ...now, paidOn: to }));
    const setReason = (to: string) => draft.set((now) => ({ ...now, reason: to }));
    const key = useRef<string>(undefined);
    const isPaid = status !== 'rejected';
    const isReady = isPaid ? paidOn !== '' : reason.trim() !== '';
    const saying = useMutation({
        mutationFn: () =>
            acknowledge(
                selected.map((eventId) => ({
                    eventId,
                    status: isPaid ? 'paid' : 'rejected',
                    reason: isPaid ? null : reason.trim(),
                    paidOn: isPaid ? paidOn : null,
                })),
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: ({ acknowledged }) => {
            void message.success(t('payroll.acknowledged', { entries: count(acknowledged) }));
            setStatus(undefined);
            draft.clear();
            clear();
            return queries.invalidateQueries({ queryKey: ['reconciliation'] });
        },
        onSettled: (_, error) => {
            // Unanswered, the same word is sent again under the same key.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
        },
    });
    const open = (what: 'paid' | 'rejected') => {
        saying.reset();
        key.current = undefined;
        setStatus(what);
    };
    return (
        <Flex gap="small" align="center" wrap>
            <Typography.Text aria-live="polite">
                {selected.length > 0
                    ? t('payroll.selected', { entries: count(selected.length) })
                    : t('payroll.selectFirst')}
            </Typography.Text>
            <Button type="primary" disabled={selected.length === 0} onClick={() => open('paid')}>
                {t('payroll.sayPaid')}
            </Button>
            <Button danger disabled={selected.length === 0} onClick={() => open('rejected')}>
                {t('payroll.sayRejected')}
            </Button>
            <Modal
                open={status !== undefined}
                title={t(isPaid ? 'payroll.sayPaid' : 'payroll.sayRejected')}
                okText={t('payroll.confirm', { entries: count(selected.length) })}
                okButtonProps={{ danger: !isPaid, disabled: !isReady, loading: saying.isPending }}
                onOk={() => saying.mutate()}
                onCancel={() => setStatus(undefined)}
            >
                <Typography.Paragraph type="secondary">
                    {t(isPaid ? 'payroll.paidStays' : 'payroll.rejectedMay')}
                </Typography.Paragraph>
                <label htmlFor={id}>{t(isPaid ? 'payroll.paidOn' : 'payroll.reason')}</label>
                {isPaid ? (
                    <Input id={id} type="date" value={paidOn} onChange={(event) => setPaidOn(event.target.value)} />
                ) : (
                    <Input.TextArea
                        id={id}
                        rows={3}
                        style={{ marginBottom: '1.25rem' }}
                        maxLength={500}
                        showCount
                        value={reason}
                        onChange={(event) => setReason(event.target.value)}
                    />
                )}
                {saying.error && (
                    <div style={{ marginTop: '2rem' }}>
                        <ProblemNote problem={saying.error} />
                    </div>
                )}
            </Modal>
        </Flex>
    );
}
