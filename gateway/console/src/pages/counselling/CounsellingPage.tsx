import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Form, Input, Radio, Select, Skeleton, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { mayOpen } from '../../session/access';
import { useUnsavedWhile } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { Hotlines } from './Hotlines';
import { CHANNELS, askForCounselling, counsellors, ownRequest } from './calls';

/** Help that is offered to everybody: ask for an appointment, see it, or call a hotline. */
export default function CounsellingPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const own = useQuery({ queryKey: ['counselling', 'own'], queryFn: ownRequest });
    return (
        <Flex vertical gap="middle" style={{ maxWidth: '46rem' }}>
            <PageHead
                title={t('room.counselling')}
                lead={t('counselling.lead')}
                aside={
                    <Flex gap="middle" wrap>
                        {mayOpen('counsellorRoom', roles) && (
                            <Link to="/counselling/room">{t('room.counsellorRoom')}</Link>
                        )}
                        {mayOpen('counsellingOfficers', roles) && (
                            <Link to="/counselling/officers">{t('room.counsellingOfficers')}</Link>
                        )}
                    </Flex>
                }
            />
            {own.error && <ProblemNote problem={own.error} retry={() => void own.refetch()} />}
            {own.data ? (
                own.data.hasAsked ? (
                    <Alert
                        type="info"
                        showIcon
                        title={t(own.data.appointment === null ? 'counselling.waits' : 'counselling.appointment')}
                        description={own.data.appointment ?? t('counselling.waitsMeans')}
                    />
                ) : (
                    <AskForm />
                )
            ) : (
                !own.error && <Skeleton active paragraph={{ rows: 4 }} />
            )}
            <Hotlines />
        </Flex>
    );
}

/** The request. What is typed is kept nowhere until it is sent, not even in the browser. */
function AskForm() {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const list = useQuery({ queryKey: ['counselling', 'counsellors'], queryFn: counsellors });
    const [words, setWords] = useState('');
    const [reach, setReach] = useState('');
    const [time, setTime] = useState('');
    const [counsellor, choose] = useState<string>();
    const [channel, setChannel] = useState<string>('room');
    useUnsavedWhile('counselling', words !== '' || reach !== '');
    const asking = useMutation({
        mutationFn: () =>
            askForCounselling({
                words: words.trim(),
                reach: reach.trim(),
                time: time.trim() || null,
                counsellor: counsellor ?? null,
                channel,
            }),
        onSuccess: () => {
            setWords('');
            setReach('');
            void message.success(t('counselling.asked'));
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['counselling', 'own'] }),
    });
    if (list.error) return <ProblemNote problem={list.error} retry={() => void list.refetch()} />;
    if (!list.data) return <Skeleton active paragraph={{ rows: 4 }} />;
    if (list.data.counsellors.length === 0) return <Alert type="info" showIcon title={t('counselling.nobody')} />;
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('counselling.ask')}</h2>}>
            <Typography.Paragraph type="secondary">{t('counselling.sealed')}</Typography.Paragraph>
            <Form layout="vertical" noValidate autoComplete="off" onFinish={() => asking.mutate()}>
                <Form.Item label={t('counselling.words')} htmlFor={`${id}-words`}>
                    <Input.TextArea
                        id={`${id}-words`}
                        rows={5}
                        maxLength={2000}
                        value={words}
                        onChange={({ target }) => setWords(target.value)}
                    />
                </Form.Item>
                <Form.Item label={t('counselling.reach')} htmlFor={`${id}-reach`} extra={t('counselling.reachRule')}>
                    <Input
                        id={`${id}-reach`}
                        maxLength={200}
                        value={reach}
                        onChange={({ target }) => setReach(target.value)}
                    />
                </Form.Item>
                <Form.Item label={t('counselling.time')} htmlFor={`${id}-time`}>
                    <Input
                        id={`${id}-time`}
                        maxLength={200}
                        value={time}
                        onChange={({ target }) => setTime(target.value)}
                    />
                </Form.Item>
                <Form.Item label={t('counselling.counsellor')} htmlFor={`${id}-who`}>
                    <Select
                        id={`${id}-who`}
                        allowClear
                        placeholder={t('counselling.anyCounsellor')}
                        style={{ maxWidth: '20rem' }}
                        options={list.data.counsellors.map((one) => ({ value: one.userId, label: one.name }))}
                        value={counsellor}
                        onChange={(value?: string) => choose(value)}
                    />
                </Form.Item>
                <Form.Item label={t('counselling.channelName')}>
                    <Radio.Group
                        aria-label={t('counselling.channelName')}
                        optionType="button"
                        options={CHANNELS.map((value) => ({ value, label: t(`counselling.channel.${value}`) }))}
                        value={channel}
                        onChange={(event) => setChannel(String(event.target.value))}
                    />
                </Form.Item>
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={asking.isPending}
                    disabled={words.trim() === '' || reach.trim() === ''}
                >
                    {t('counselling.send')}
                </Button>
            </Form>
            {asking.error && <ProblemNote problem={asking.error} />}
        </Card>
    );
}
