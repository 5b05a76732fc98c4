import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Empty, Flex, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { Source } from '../../parts/Source';
import { instant } from '../../parts/format';
import type { Service } from '../imports/kinds';
import { EVERY, type Parked, parked, parkedBody, replayParked } from './calls';
import { WideTable } from '../../parts/WideTable';

/** Messages a service could not take: to read, and to try again once the cause is mended. */
export function ParkedMessages({ service }: { service: Service }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const [reading, setReading] = useState<Parked>();
    const query = useInfiniteQuery({
        queryKey: ['parked', service],
        initialPageParam: '',
        queryFn: ({ pageParam }) => parked(service, pageParam),
        getNextPageParam: (page) => page.next,
        refetchInterval: EVERY,
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
    const items = query.data?.pages.flatMap((page) => page.items);

    return (
        <>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {replay.error && <ProblemNote problem={replay.error} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 3 }} />
            ) : (
                <WideTable<Parked>
                    aria-label={t('operations.parked')}
                    rowKey="id"
                    dataSource={items}
                    locale={{
                        emptyText: (
                            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('operations.noneParked')} />
                        ),
                    }}
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
                                        <Button
                                            size="small"
                                            loading={replay.isPending && replay.variables.id === item.id}
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
            <MoreButton query={query} />
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
