import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Descriptions, Flex, Form, Input, Popconfirm, Select, Skeleton, Typography } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { date } from '../../parts/format';
import { useUnsavedWhile } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { addNote, appoint, closeCase, counsellors, openCase, share } from './calls';

/** An opened case: who asks, in which words, the appointment, and the notes. Nothing of it stays in the browser. */
export function CaseOfPerson({ id, unlocked, onLocked }: { id: string; unlocked: string; onLocked: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const field = useId();
    const me = usePerson().id;
    const query = useQuery({
        queryKey: ['counselling', 'opened', id],
        queryFn: () => openCase(id, unlocked),
        gcTime: 0,
        retry: false,
    });
    const others = useQuery({ queryKey: ['counselling', 'counsellors'], queryFn: counsellors });
    const [note, setNote] = useState('');
    const [time, setTime] = useState('');
    const [other, choose] = useState<string>();
    useUnsavedWhile(`counselling-case.${id}`, note !== '' || time !== '');
    const isLocked = query.error instanceof Problem && query.error.code === 'counselling.locked';
    useEffect(() => {
        if (isLocked) onLocked();
    }, [isLocked, onLocked]);
    const acting = useMutation({
        mutationFn: (run: () => Promise<unknown>) => run(),
        onSuccess: () => {
            setNote('');
            setTime('');
            void message.success(t('counselling.kept'));
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['counselling'] }),
    });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 6 }} />;
    const one = query.data;
    const isOver = one.state === 'closed';
    const choices = (others.data?.counsellors ?? []).filter(({ userId }) => userId !== me);
    return (
        <Card
            size="small"
            title={
                <h2 style={{ margin: 0, fontSize: '1rem' }}>{t('counselling.caseOf', { id: one.id.slice(0, 8) })}</h2>
            }
        >
            <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>{one.words}</Typography.Paragraph>
            <Descriptions
                size="small"
                column={{ xs: 1, lg: 2 }}
                items={[
                    { key: 'person', label: t('counselling.person'), children: one.person },
                    { key: 'reach', label: t('counselling.reachName'), children: one.reach },
                    { key: 'time', label: t('counselling.time'), children: one.time || '—' },
                    {
                        key: 'channel',
                        label: t('counselling.channelName'),
                        children: t(`counselling.channel.${one.channel}`),
                    },
                    { key: 'at', label: t('counselling.appointmentName'), children: one.appointment ?? '—' },
                ]}
            />
            {one.notes.map((kept) => (
                <Typography.Paragraph key={kept.number} style={{ whiteSpace: 'pre-wrap' }}>
                    <Typography.Text type="secondary">
                        {date(kept.on)} {kept.by}
                    </Typography.Text>
                    <br />
                    {kept.text}
                </Typography.Paragraph>
            ))}
            {!isOver && (
                <Form layout="vertical" noValidate autoComplete="off">
                    <Form.Item label={t('counselling.note')} htmlFor={`${field}-note`}>
                        <Input.TextArea
                            id={`${field}-note`}
                            rows={4}
                            maxLength={4000}
                            value={note}
                            onChange={({ target }) => setNote(target.value)}
                        />
                    </Form.Item>
                    <Button
                        type="primary"
                        disabled={note.trim() === ''}
                        loading={acting.isPending}
                        onClick={() => acting.mutate(() => addNote(id, note.trim(), unlocked))}
                    >
                        {t('counselling.keepNote')}
                    </Button>
                    <Form.Item
                        label={t('counselling.appointmentName')}
                        htmlFor={`${field}-time`}
                        extra={t('counselling.appointmentRule')}
                        style={{ marginTop: '1rem' }}
                    >
                        <Input
                            id={`${field}-time`}
                            maxLength={200}
                            value={time}
                            onChange={({ target }) => setTime(target.value)}
                        />
                    </Form.Item>
                    <Flex gap="small" wrap>
                        <Button
                            disabled={time.trim() === ''}
                            loading={acting.isPending}
                            onClick={() => acting.mutate(() => appoint(id, time.trim(), unlocked))}
                        >
                            {t('counselling.appoint')}
                        </Button>
                        {choices.length > 0 && (
                            <>
                                <Select
                                    aria-label={t('counselling.shareWith')}
                                    placeholder={t('counselling.shareWith')}
                                    style={{ width: '12rem' }}
                                    options={choices.map(({ userId, name }) => ({ value: userId, label: name }))}
                                    value={other}
                                    onChange={(value: string) => choose(value)}
                                />
                                <Button
                                    disabled={other === undefined}
                                    onClick={() => acting.mutate(() => share(id, other ?? '', unlocked))}
                                >
                                    {t('counselling.share')}
                                </Button>
                            </>
                        )}
                        <Popconfirm
                            title={t('counselling.closeAsk')}
                            okText={t('counselling.close')}
                            cancelText={t('counselling.cancel')}
                            onConfirm={() => acting.mutate(() => closeCase(id, unlocked))}
                        >
                            <Button>{t('counselling.close')}</Button>
                        </Popconfirm>
                    </Flex>
                </Form>
            )}
            {acting.error && <ProblemNote problem={acting.error} />}
        </Card>
    );
}
