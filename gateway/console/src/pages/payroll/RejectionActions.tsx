import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { money } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Rejection, approveProposal, proposeFor, returnProposal } from './calls';

type Act = 'resend' | 'write-off' | 'approve' | 'return';

/** What this person may do with a rejected entry now: propose as an analyst, decide as an approver. */
function actsOf(row: Rejection, roles: readonly string[], id: string): Act[] {
    if (row.state === 'rejected') return roles.includes('incentive-analyst') ? ['resend', 'write-off'] : [];
    const isProposed = row.state === 'resend-proposed' || row.state === 'write-off-proposed';
    // Who proposed it cannot check it.
    return isProposed && roles.includes('incentive-approver') && row.proposedBy !== id ? ['approve', 'return'] : [];
}

/** The buttons of a rejected entry, and the question each asks before it acts. */
export function RejectionActions({ row }: { row: Rejection }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const { roles, id } = usePerson();
    const queries = useQueryClient();
    const field = useId();
    const [act, setAct] = useState<Act>();
    const draft = useDraft(`rejection.${row.eventId}`, { reason: '' });
    const reason = draft.value.reason.trim();
    const key = useRef<string>(undefined);
    const acting = useMutation({
        mutationFn: (chosen: Act) => {
            const once = (key.current ??= crypto.randomUUID());
            if (chosen === 'approve') return approveProposal(row.eventId, once);
            if (chosen === 'return') return returnProposal(row.eventId, reason, once);
            return proposeFor(row.eventId, chosen, reason, once);
        },
        onSuccess: ({ state }) => {
            void message.success(t(`rejection.state.${state}`));
            setAct(undefined);
            draft.clear();
            void queries.invalidateQueries({ queryKey: ['home'] });
            void queries.invalidateQueries({ queryKey: ['reconciliation'] });
            return queries.invalidateQueries({ queryKey: ['rejections'] });
        },
        onSettled: (_, error) => {
            // Unanswered, the same word is sent again under the same key.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
        },
    });
    const acts = actsOf(row, roles, id);
    if (acts.length === 0) return <>–</>;
    const needsReason = act !== 'approve';
    return (
        <Flex gap="small" wrap>
            {acts.map((one) => (
                <Button
                    key={one}
                    size="small"
                    type={one === 'approve' || one === 'resend' ? 'primary' : 'default'}
                    aria-label={t('rejection.actOn', { act: t(`rejection.act.${one}`), manager: row.managerNo })}
                    onClick={() => {
                        acting.reset();
                        key.current = undefined;
                        setAct(one);
                    }}
                >
                    {t(`rejection.act.${one}`)}
                </Button>
            ))}
            <Modal
                open={act !== undefined}
                title={act && t(`rejection.ask.${act}`)}
                okText={act && t(`rejection.act.${act}`)}
                okButtonProps={{ disabled: needsReason && reason === '', loading: acting.isPending }}
                onOk={() => act && acting.mutate(act)}
                onCancel={() => setAct(undefined)}
            >
                <Typography.Paragraph>
                    {t('rejection.of', {
                        manager: row.managerNo,
                        amount: money(row.amount),
                        reason: row.reason ?? '–',
                    })}
                </Typography.Paragraph>
                {act === 'approve' && (
                    <Typography.Paragraph type="secondary">
                        {t(row.state === 'resend-proposed' ? 'rejection.resendMeans' : 'rejection.writeOffMeans')}
                        {row.proposalReason && ` ${t('rejection.because', { reason: row.proposalReason })}`}
                    </Typography.Paragraph>
                )}
                {needsReason && (
                    <>
                        <label htmlFor={field}>{t('rejection.why')}</label>
                        <Input.TextArea
                            id={field}
                            rows={3}
                            style={{ marginBottom: '1.25rem' }}
                            maxLength={500}
                            showCount
                            value={draft.value.reason}
                            onChange={(event) => draft.set({ reason: event.target.value })}
                        />
                    </>
                )}
                {acting.error && <ProblemNote problem={acting.error} />}
            </Modal>
        </Flex>
    );
}
