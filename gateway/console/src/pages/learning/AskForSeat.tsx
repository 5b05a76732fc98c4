import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Card, Flex, Input } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, training } from '../../api/client';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { POINTS, REQUEST_POINTS } from '../enrolments/points';
import { type Session, ask, requests, takeBack, withdraw } from '../sessions/calls';

/** A manager's own place in a session: a seat, a request, or the way to ask for one. */
export function AskForSeat({ session }: { session: Session }) {
    const { t } = useTranslation();
    const { managerNo } = usePerson();
    const own = useQuery({
        queryKey: ['sessions', 'own', session.code],
        queryFn: () => answer(training.GET('/enrolments', { params: { query: { session: session.code, limit: 1 } } })),
    });
    const asked = useQuery({
        queryKey: ['sessions', 'asked', session.code],
        queryFn: () => requests({ session: session.code, limit: 1 }),
    });
    const seat = own.data?.items[0];
    const request = asked.data?.items[0];
    const isOpen = request?.state === 'open';
    return (
        <Card size="small" title={t('learning.mySeat')}>
            <Flex vertical gap="small" align="flex-start">
                {seat && (
                    <Flex gap="middle" wrap align="center">
                        <Badge status={POINTS[seat.state]} text={t(`enrolments.states.${seat.state}`)} />
                        <Acts
                            of={session.code}
                            form={`withdraw.${session.code}`}
                            refresh={['sessions']}
                            acts={[
                                {
                                    name: 'withdraw',
                                    label: t('sessions.withdraw'),
                                    ask: t('sessions.withdrawAsk'),
                                    done: t('sessions.withdrawn'),
                                    run: (key) => withdraw(session.code, managerNo ?? '', key),
                                },
                            ]}
                        />
                    </Flex>
                )}
                {!seat && request && (
                    <Flex gap="middle" wrap align="center">
                        <Badge status={REQUEST_POINTS[request.state]} text={t(`learning.states.${request.state}`)} />
                        {request.reason && <span>{t('learning.because', { reason: request.reason })}</span>}
                        {isOpen && <TakeBack id={request.id} of={session.code} />}
                    </Flex>
                )}
                {own.data && asked.data && !seat && !isOpen && <Ask code={session.code} />}
            </Flex>
        </Card>
    );
}

/** Takes one's own request back. */
export function TakeBack({ id, of }: { id: string; of: string }) {
    const { t } = useTranslation();
    return (
        <Acts
            of={of}
            form={`take-back.${id}`}
            refresh={['sessions']}
            acts={[
                {
                    name: 'take-back',
                    label: t('learning.takeBack'),
                    ask: t('learning.takeBackAsk'),
                    done: t('learning.states.taken-back'),
                    run: (key) => takeBack(id, key),
                },
            ]}
        />
    );
}

function Ask({ code }: { code: string }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const field = useId();
    const draft = useDraft(`seat.${code}`, { note: '' });
    const key = useRef<string>(undefined);
    const asking = useMutation({
        mutationFn: () => ask(code, draft.value.note.trim() || null, (key.current ??= crypto.randomUUID())),
        onSuccess: async () => {
            void message.success(t('learning.asked'));
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['sessions'] });
        },
        onSettled: () => {
            key.current = undefined;
        },
    });
    return (
        <Flex vertical gap="small" style={{ width: '100%', maxWidth: '30rem' }}>
            <label htmlFor={field}>{t('learning.note')}</label>
            <Input.TextArea
                id={field}
                rows={2}
                maxLength={500}
                value={draft.value.note}
                onChange={(event) => draft.set({ note: event.target.value })}
            />
            <div>
                <Button type="primary" loading={asking.isPending} onClick={() => asking.mutate()}>
                    {t('learning.ask')}
                </Button>
            </div>
            {asking.error && <ProblemNote problem={asking.error} />}
        </Flex>
    );
}
