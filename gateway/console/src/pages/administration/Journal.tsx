import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, gateway } from '../../api/client';
import type { components } from '../../api/gateway';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { instant } from '../../parts/format';

type Entry = components['schemas']['SignInJournalEntry'];

/** Who signed in and out, what was refused, and which accounts were changed: the newest first. */
export function Journal() {
    const { t } = useTranslation();
    const [user, setUser] = useState('');
    const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
        queryKey: ['journal', user],
        queryFn: ({ pageParam }) =>
            answer(
                gateway.GET('/auth/journal', {
                    params: { query: { limit: 20, user, before: pageParam > 0 ? pageParam : undefined } },
                }),
            ),
        initialPageParam: 0,
        getNextPageParam: (last) => (last.hasMore ? last.items.at(-1)?.sequence : undefined),
    });
    if (error) return <ProblemNote problem={error} retry={() => void refetch()} />;
    if (!data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
    const broken = data.pages[0]?.firstBroken;
    return (
        <Flex vertical gap="small" align="start">
            {typeof broken === 'number' && (
                <Alert type="error" showIcon title={t('accounts.journalBroken', { number: broken })} />
            )}
            <Input.Search
                allowClear
                aria-label={t('administration.user')}
                placeholder={t('administration.user')}
                onSearch={(value) => setUser(value.trim())}
                style={{ maxWidth: 240 }}
            />
            <WideTable<Entry>
                aria-label={t('accounts.journal')}
                rowKey="sequence"
                dataSource={data.pages.flatMap((page) => page.items)}
                columns={[
                    { title: t('accounts.at'), dataIndex: 'at', render: instant },
                    {
                        title: t('accounts.event'),
                        dataIndex: 'event',
                        render: (event: string) => t(`accounts.events.${event}`, { defaultValue: event }),
                    },
                    {
                        title: t('administration.user'),
                        dataIndex: 'user',
                        render: (one: string | null) => one ?? t('accounts.nobody'),
                    },
                    { title: t('accounts.by'), dataIndex: 'actor' },
                    { title: t('accounts.from'), dataIndex: 'address' },
                    {
                        title: t('accounts.detail'),
                        dataIndex: 'detail',
                        render: (detail: string | null) =>
                            detail ? t(`accounts.details.${detail}`, { defaultValue: detail }) : null,
                    },
                ]}
            />
            {hasNextPage && (
                <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                    {t('accounts.more')}
                </Button>
            )}
        </Flex>
    );
}
