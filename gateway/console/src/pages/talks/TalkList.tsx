import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Input, Tag, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { date } from '../../parts/format';
import { useDraft } from '../../session/drafts';
import { type Talk, confirm } from './calls';

/** Talks, the newest first; the manager's own can be confirmed, with a word to them. */
export function TalkList({ talks, isOwn, none }: { talks: readonly Talk[]; isOwn: boolean; none: string }) {
    if (talks.length === 0) return <Typography.Text type="secondary">{none}</Typography.Text>;
    return (
        <Flex component="ul" vertical gap="middle" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {talks.map((talk) => (
                <li key={talk.id}>
                    <OneTalk talk={talk} isOwn={isOwn} />
                </li>
            ))}
        </Flex>
    );
}

function OneTalk({ talk, isOwn }: { talk: Talk; isOwn: boolean }) {
    const { t } = useTranslation();
    return (
        <Flex vertical gap={4}>
            <Flex gap="small" wrap align="center">
                <strong>{t(`talks.kind.${talk.kind}`)}</strong>
                <span className="number">{date(talk.heldOn)}</span>
                <Tag color={talk.readAt ? 'green' : 'gold'}>
                    {t(talk.readAt ? 'talks.confirmed' : 'talks.unconfirmed')}
                </Tag>
            </Flex>
            <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>{talk.said}</Typography.Text>
            {talk.agreed && (
                <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>
                    {t('talks.agreedWas', { text: talk.agreed })}
                </Typography.Text>
            )}
            {talk.nextOn && (
                <Typography.Text type="secondary">{t('talks.nextIs', { date: date(talk.nextOn) })}</Typography.Text>
            )}
            {talk.reply && (
                <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>
                    {t('talks.replyWas', { text: talk.reply })}
                </Typography.Text>
            )}
            <Typography.Text type="secondary">{t('talks.by', { who: talk.recordedBy })}</Typography.Text>
            {isOwn && !talk.readAt && <Confirm talk={talk} />}
        </Flex>
    );
}

function Confirm({ talk }: { talk: Talk }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`talk-reply.${talk.id}`, '');
    const { value: reply, set: setReply } = draft;
    const confirming = useMutation({
        mutationFn: () => confirm(talk.id, reply.trim()),
        onSuccess: draft.clear,
        onSettled: () => queries.invalidateQueries({ queryKey: ['talks'] }),
    });
    return (
        <Flex vertical gap={4} align="start">
            <label htmlFor={id}>{t('talks.reply')}</label>
            <Input.TextArea
                id={id}
                rows={2}
                maxLength={2000}
                value={reply}
                onChange={(event) => setReply(event.target.value)}
            />
            {confirming.error && <ProblemNote problem={confirming.error} />}
            <Button size="small" type="primary" loading={confirming.isPending} onClick={() => confirming.mutate()}>
                {t('talks.confirm')}
            </Button>
        </Flex>
    );
}
