import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Drawer, Flex, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { Source } from '../../parts/Source';
import { count, instant } from '../../parts/format';
import type { Service } from '../../api/client';
import { EVERY, type Queue, errorQueues, queueEntries, replayQueue } from './calls';
import { WideTable } from '../../parts/WideTable';

/** The broker's error queues of a service: to read, and to hand back to whoever reads the queue. */
export function ErrorQueues({ service }: { service: Service }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const [reading, setReading] = useState<string>();
    const query = useQuery({
        queryKey: ['error-queues', service],
        queryFn: () => errorQueues(service),
        // Where there is no broker there will be none in ten seconds either.
        refetchInterval: ({ state }) => (state.data === null ? false : EVERY),
    });
    const replay = useMutation({
        mutationFn: ({ queue, key }: { queue: string; key: string }) => replayQueue(service, queue, key),
        onSuccess: ({ messages }) => void message.success(t('operations.replayed', { count: messages })),
        onSettled: () => queries.invalidateQueries({ queryKey: ['error-queues', service] }),
    });

    if (query.data === null) return <Alert type="info" showIcon title={t('operations.noBroker')} />;
    return (
        <>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {replay.error && <ProblemNote problem={replay.error} />}
            {!query.data ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 3 }} />
            ) : (
                <WideTable<Queue>
                    aria-label={t('operations.errorQueues')}
                    rowKey="queue"
                    dataSource={query.data}
                    empty={t('operations.noQueues')}
                    columns={[
                        { title: t('operations.queue'), dataIndex: 'queue' },
                        {
                            title: t('operations.messages'),
                            dataIndex: 'messages',
                            align: 'right',
                            className: 'number',
                            render: count,
                        },
                        {
                            title: t('operations.acts'),
                            key: 'acts',
                            render: (_, { queue, messages }) => (
                                <Flex gap="small">
                                    <Button size="small" disabled={messages === 0} onClick={() => setReading(queue)}>
                                        {t('operations.read')}
                                    </Button>
                                    <Popconfirm
                                        title={t('operations.replayAllAsk', { count: messages })}
                                        okText={t('operations.replay')}
                                        disabled={messages === 0}
                                        onConfirm={() => replay.mutate({ queue, key: crypto.randomUUID() })}
                                    >
                                        <Button
                                            size="small"
                                            disabled={messages === 0}
                                            loading={replay.isPending && replay.variables.queue === queue}
                                        >
                                            {t('operations.replay')}
                                        </Button>
                                    </Popconfirm>
                                </Flex>
                            ),
                        },
                    ]}
                />
            )}
            <Drawer open={reading !== undefined} onClose={() => setReading(undefined)} size="large" title={reading}>
                {reading !== undefined && <Entries service={service} queue={reading} />}
            </Drawer>
        </>
    );
}

function Entries({ service, queue }: { service: Service; queue: string }) {
    const { t } = useTranslation();
    const { data, error, refetch } = useQuery({
        queryKey: ['error-queue', service, queue],
        queryFn: () => queueEntries(service, queue),
    });
    if (error) return <ProblemNote problem={error} retry={() => void refetch()} />;
    if (!data) return <Skeleton active />;
    return (
        <Flex vertical gap="large">
            {data.map((entry) => (
                <div key={entry.place}>
                    <Descriptions
                        size="small"
                        column={1}
                        items={[
                            { key: 'event', label: t('operations.event'), children: entry.eventName ?? '—' },
                            {
                                key: 'id',
                                label: t('operations.messageId'),
                                children: <code>{entry.messageId ?? '—'}</code>,
                            },
                            { key: 'reason', label: t('operations.error'), children: entry.reason ?? '—' },
                            {
                                key: 'sent',
                                label: t('operations.sentAt'),
                                children: entry.sentAt ? instant(entry.sentAt) : '—',
                            },
                        ]}
                    />
                    <Source of={entry.body} label={t('operations.content')} />
                </div>
            ))}
        </Flex>
    );
}
