import { Alert, Flex, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, gateway } from '../../api/client';
import type { components } from '../../api/gateway';
import { ListTable } from '../../parts/ListTable';
import { instant } from '../../parts/format';
import { useList } from '../../parts/list';

type Entry = components['schemas']['SignInJournalEntry'];

/** The journal of sign-ins, refusals and changed accounts, the newest first. */
export function Journal() {
    const { t } = useTranslation();
    const [user, setUser] = useState('');
    const list = useList({
        name: ['journal'],
        filters: { user },
        limit: 20,
        page: async ({ after, limit, user: of }) => {
            const before = after === undefined ? undefined : Number(after);
            const read = await answer(gateway.GET('/auth/journal', { params: { query: { limit, user: of, before } } }));
            return { ...read, next: read.hasMore ? String(read.items.at(-1)?.sequence) : null };
        },
    });
    const broken = list.pages?.[0]?.firstBroken;
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
            <ListTable<Entry>
                list={list}
                aria-label={t('accounts.journal')}
                rowKey="sequence"
                lines={3}
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
        </Flex>
    );
}
