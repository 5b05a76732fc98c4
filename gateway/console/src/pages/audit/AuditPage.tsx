import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Form, Input, Segmented, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ExportButton } from '../../parts/ExportButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { useFilters } from '../../parts/filters';
import { exactInstant } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { SERVICES, type Service } from '../../api/client';
import { ACTIONS, actionInWords, isRead } from './actions';
import { ChainCheck } from './ChainCheck';
import { EntryDrawer } from './EntryDrawer';
import { type Filter, entries } from './calls';
import { type Cursors, type Row, type Share, following, inOrder, notesOf, totalOf } from './together';
import { ListTable } from '../../parts/ListTable';
import { PageHead } from '../../parts/PageHead';

/** Asks each service for a page; a service that fails does not keep the others' entries from the auditor. */
const pageOf = (filter: Filter, cursors: Cursors): Promise<Share[]> =>
    Promise.all(
        Object.entries(cursors).map(async ([name, after]): Promise<Share> => {
            const service = name as Service;
            try {
                return { service, ...(await entries(service, filter, after)) };
            } catch (error) {
                return {
                    service,
                    items: [],
                    next: null,
                    problem: error instanceof Problem ? error : Problem.unanswered(error),
                };
            }
        }),
    );

const ACCESS = ['write', 'read', 'all'] as const;

/** Notes short enough for a line of the list; hashes and lists stay in the details. */
const SHOWN: Record<string, true> = {
    status: true,
    version: true,
    weights: true,
    reason: true,
    gaps: true,
    entries: true,
    count: true,
    seats: true,
    course: true,
    startsOn: true,
};
const LONGEST = 80;

const LOOKED_FOR = ['actor', 'subject', 'action', 'from', 'to'] as const;

/** The audit entries of all services in order of time, and the check of their chains. */
export default function AuditPage() {
    const { t } = useTranslation();
    const { filter, choose, clear } = useFilters();
    const sorting = useSorting('-id');
    const { sort, by } = sorting;
    const [opened, setOpened] = useState<Row>();
    const service = SERVICES.find((one) => one === filter('service'));
    const looked = Object.fromEntries(LOOKED_FOR.map((name) => [name, filter(name)]));
    // Readings are many times more than changes: they are shown to those who ask for them.
    const access = ACCESS.find((one) => one === filter('access')) ?? 'write';
    const asked = { ...looked, access: access === 'all' ? undefined : access, sort };
    const isNewestFirst = sort !== 'id';

    const query = useInfiniteQuery({
        queryKey: ['audit', service, asked],
        initialPageParam: Object.fromEntries((service ? [service] : SERVICES).map((one) => [one, ''])) as Cursors,
        queryFn: ({ pageParam }) => pageOf(asked, pageParam),
        getNextPageParam: (_, pages) => following(pages, isNewestFirst),
    });
    const rows =
        query.data &&
        inOrder(query.data.pages, isNewestFirst).filter(
            (row) => access === 'all' || isRead(row.action) === (access === 'read'),
        );
    const failed = query.data?.pages.flat().filter((share) => share.problem) ?? [];
    const list = {
        query,
        pages: rows && [{ items: rows, next: null, total: totalOf(query.data.pages) }],
        items: rows,
        asked,
        sorting,
    };
    const isFiltered = Boolean(service ?? Object.values(looked).find(Boolean));

    return (
        <Flex vertical gap="middle">
            <PageHead title={t('room.audit')} lead={t('audit.lead')} />
            <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('audit.chain')}</h2>}>
                <ChainCheck />
            </Card>
            <Form
                key={JSON.stringify([service, looked])}
                layout="vertical"
                initialValues={{ ...looked, service }}
                onFinish={(values: Record<string, string | undefined>) =>
                    choose(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value?.trim()])))
                }
            >
                <Flex gap="middle" wrap align="end">
                    <Form.Item name="actor" label={t('audit.actor')} style={{ marginBottom: 0 }}>
                        <Input
                            allowClear
                            maxLength={128}
                            style={{ width: '12rem' }}
                            placeholder={t('audit.actorExample')}
                        />
                    </Form.Item>
                    <Form.Item name="subject" label={t('audit.subject')} style={{ marginBottom: 0 }}>
                        <Input
                            allowClear
                            maxLength={200}
                            style={{ width: '14rem' }}
                            placeholder={t('audit.subjectExample')}
                        />
                    </Form.Item>
                    <Form.Item name="action" label={t('audit.action')} style={{ marginBottom: 0 }}>
                        <Select
                            allowClear
                            showSearch={{ optionFilterProp: 'label' }}
                            style={{ width: '16rem' }}
                            placeholder={t('audit.anyAction')}
                            options={ACTIONS.filter(
                                ({ action }) => access === 'all' || isRead(action) === (access === 'read'),
                            ).map(({ action }) => ({ value: action, label: actionInWords(t, action) }))}
                        />
                    </Form.Item>
                    <Form.Item name="from" label={t('audit.from')} style={{ marginBottom: 0 }}>
                        <Input type="date" />
                    </Form.Item>
                    <Form.Item name="to" label={t('audit.to')} style={{ marginBottom: 0 }}>
                        <Input type="date" />
                    </Form.Item>
                    <Form.Item name="service" label={t('audit.service')} style={{ marginBottom: 0 }}>
                        <Select
                            allowClear
                            placeholder={t('audit.everyService')}
                            style={{ width: '11rem' }}
                            options={SERVICES.map((value) => ({ value, label: t(`service.${value}`) }))}
                        />
                    </Form.Item>
                    <Button type="primary" htmlType="submit">
                        {t('audit.search')}
                    </Button>
                    {isFiltered && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                    {service && <ExportButton path={`/${service}/audit`} query={asked} />}
                </Flex>
            </Form>
            <Segmented
                aria-label={t('audit.access')}
                style={{ alignSelf: 'start' }}
                value={access}
                options={ACCESS.map((value) => ({ value, label: t(`audit.accessOf.${value}`) }))}
                onChange={(value) => choose({ access: value === 'write' ? undefined : value, action: undefined })}
            />
            {failed.map((share) => (
                <div key={share.service}>
                    <Typography.Text strong>
                        {t('audit.without', { service: t(`service.${share.service}`) })}
                    </Typography.Text>
                    <ProblemNote problem={share.problem} retry={() => void query.refetch()} />
                </div>
            ))}
            <ListTable<Row>
                list={list}
                aria-label={t('audit.entries')}
                rowKey={(row) => `${row.service} ${row.id}`}
                empty={t(isFiltered ? 'audit.noneFound' : 'audit.noneEver')}
                lines={12}
                columns={[
                    {
                        title: t('audit.at'),
                        dataIndex: 'at',
                        ...by('id'),
                        className: 'number',
                        render: exactInstant,
                    },
                    {
                        title: t('audit.service'),
                        dataIndex: 'service',
                        render: (one: Service) => t(`service.${one}`),
                    },
                    {
                        title: t('audit.actor'),
                        dataIndex: 'actor',
                        render: (who: string, row) => (
                            <>
                                {who}{' '}
                                <Typography.Text type="secondary">
                                    {row.roles
                                        .split(' ')
                                        .filter(Boolean)
                                        .map((role) => t(`role.${role}`, { defaultValue: role }))
                                        .join(' · ')}
                                </Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('audit.action'),
                        dataIndex: 'action',
                        render: (action: string) => actionInWords(t, action),
                    },
                    {
                        title: t('audit.subject'),
                        dataIndex: 'subject',
                        ellipsis: true,
                        width: 220,
                        onCell: () => ({ style: { maxWidth: 220 } }),
                        render: (about: string) => about || '—',
                    },
                    {
                        title: t('audit.change'),
                        key: 'change',
                        render: (_, row) =>
                            notesOf(row.detail)
                                .filter(([name]) => name in SHOWN)
                                .map(([name, value]) => (
                                    <div key={name}>
                                        <Typography.Text type="secondary">
                                            {t(`audit.note.${name}`, { defaultValue: name })}
                                        </Typography.Text>{' '}
                                        {typeof value === 'string'
                                            ? value.slice(0, LONGEST)
                                            : `${value.before ?? '—'} → ${value.after ?? '—'}`}
                                    </div>
                                )),
                    },
                    {
                        title: t('audit.details'),
                        key: 'details',
                        fixed: 'end',
                        render: (_, row) => (
                            <Button
                                size="small"
                                onClick={() => setOpened(row)}
                                aria-label={t('audit.detailsOf', {
                                    action: actionInWords(t, row.action),
                                    subject: row.subject,
                                })}
                            >
                                {t('audit.details')}
                            </Button>
                        ),
                    },
                ]}
            />
            <EntryDrawer row={opened} close={() => setOpened(undefined)} />
        </Flex>
    );
}
