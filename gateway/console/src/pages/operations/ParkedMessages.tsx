import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Flex, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { Source } from '../../parts/Source';
import { instant } from '../../parts/format';
import type { Service } from '../../api/client';
import { EVERY, type Parked, parked, parkedBody, replayParked } from './calls';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';

/** Messages a service could not take: to read, and to try again once the cause is mended. */
export function ParkedMessages({ service }: { service: Service }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const [reading, setReading] = useState<Parked>();
    const list = useList({
        name: ['parked', service],
        filters: {},
        page: ({ after }) => parked(service, after),
        again: () => EVERY,
    });
    const replay = useMutation({
        mutationFn: ({ id, key }: { id: number; key: string }) => replayParked(service, id, key),
        onSuccess: () => {
            setReading(undefined);
            void message.success(t('operations.taken'));
        },
        onSettled: () =>
            Promise.all([['parked', service], ['status']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
    });

    return (
        <>
            {replay.error && <ProblemNote problem={replay.error} />}
            <ListTable<Parked>
                list={list}
                aria-label={t('operations.parked')}
                rowKey="id"
                empty={t('operations.noneParked')}
                lines={3}
                columns={[
                    {
                        title: t('operations.parkedAt'),
                        dataIndex: 'parkedAt',
                        className: 'number',
                        render: instant,
                    },
                    { title: t('operations.event'), dataIndex: 'eventName' },
                    { title: t('operations.consumer'), dataIndex: 'consumer' },
                    {
                        title: t('operations.error'),
                        dataIndex: 'error',
                        ellipsis: true,
                        width: 320,
                        className: 'sentence',
                    },
                    {
                        title: t('operations.acts'),
                        key: 'acts',
                        render: (_, item) => (
                            <Flex gap="small">
                                <Button size="small" onClick={() => setReading(item)}>
                                    {t('operations.read')}
                                </Button>
                                <Popconfirm
                                    title={t('operations.replayAsk')}
                                    okText={t('operations.replay')}
                                    onConfirm={() => replay.mutate({ id: item.id, key: crypto.randomUUID() })}
                                >
                                    <Button size="small" loading={replay.isPending && replay.variables.id === item.id}>
                                        {t('operations.replay')}
                                    </Button>
                                </Popconfirm>
                            </Flex>
                        ),
                    },
                ]}
            />
            <Drawer
                open={reading !== undefined}
                onClose={() => setReading(undefined)}
                size="large"
                title={reading?.eventName}
            >
                {reading && <Body service={service} message={reading} />}
            </Drawer>
        </>
    );
}

function Body({ service, message }: { service: Service; message: Parked }) {
    const { t } = useTranslation();
    const body = useQuery({
        queryKey: ['parked-body', service, message.id],
        queryFn: () => parkedBody(service, message.id),
    });
    return (
        <Flex vertical gap="middle">
            <div>
                <strong>{t('operations.error')}</strong>
                <Source of={message.error} label={t('operations.error')} />
            </div>
            <div>
                <strong>{t('operations.messageId')}</strong> <code>{message.messageId}</code>
            </div>
            {body.error && <ProblemNote problem={body.error} retry={() => void body.refetch()} />}
            {body.isPending && <Skeleton active />}
            {body.data !== undefined && (
                <div>
                    <strong>{t('operations.content')}</strong>
                    <Source of={body.data} label={t('operations.content')} />
                </div>
            )}
        </Flex>
    );
}
