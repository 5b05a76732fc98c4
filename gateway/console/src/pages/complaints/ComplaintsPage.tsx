import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Form, Select, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { useFilters } from '../../parts/filters';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { mayOpen } from '../../session/access';
import { PersonLink } from '../home/PersonLink';
import { Clock } from './Clock';
import { type Complaint, STATUSES, complaints } from './calls';
import { WideTable } from '../../parts/WideTable';

/** Complaints with their clocks and how they were decided. */
export default function ComplaintsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose, clear } = useFilters();
    const manager = filter('manager');
    const search = filter('search');
    const status = STATUSES.find((one) => one === filter('status'));
    // The one whose time is over longest, or is over next, comes first; those decided come last.
    const { sort, by, onChange } = useSorting<Complaint>('dueOn');
    const asked = { manager, search, status, sort };
    // An account manager sees their own; there is nobody to choose.
    const choosesManager = roles.some((role) => role !== 'account-manager');
    const brings = roles.includes('complaint-desk') && mayOpen('imports', roles);

    const query = useInfiniteQuery({
        queryKey: ['complaints', asked],
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            complaints({ limit: 50, ...asked, after: pageParam, total: pageParam ? undefined : 'true' }),
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
    });
    const items = query.data?.pages.flatMap((page) => page.items);

    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.complaints')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('complaints.lead')}</Typography.Text>{' '}
                {brings && <Link to="/imports">{t('complaints.bring')}</Link>}
            </div>
            <Flex gap="middle" wrap align="end">
                <Form.Item
                    layout="vertical"
                    label={t('complaints.statusName')}
                    htmlFor="complaint-status"
                    style={{ marginBottom: 0 }}
                >
                    <Select
                        id="complaint-status"
                        allowClear
                        placeholder={t('complaints.anyStatus')}
                        style={{ width: '10rem' }}
                        options={STATUSES.map((value) => ({ value, label: t(`complaints.status.${value}`) }))}
                        value={status}
                        onChange={(value?: string) => choose({ status: value })}
                    />
                </Form.Item>
                {choosesManager && (
                    <TextFilter
                        id="complaint-manager"
                        label={t('complaints.byManager')}
                        value={search ?? manager}
                        onChoose={(value) => choose({ manager: undefined, search: value })}
                    />
                )}
                {(manager ?? search ?? status) && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                <ExportButton path="/feedback/complaints" query={asked} />
            </Flex>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            ) : (
                <WideTable<Complaint>
                    aria-label={t('room.complaints')}
                    rowKey="complaintRef"
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    onChange={onChange}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(
                                    manager || search || status
                                        ? 'complaints.noneFound'
                                        : brings
                                          ? 'complaints.noneEverBring'
                                          : 'complaints.noneEver',
                                )}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('complaints.ref'),
                            dataIndex: 'complaintRef',
                            ...by('complaintRef'),
                            className: 'number',
                        },
                        {
                            title: t('complaints.clock'),
                            ...by('dueOn'),
                            render: (_, one) =>
                                one.dueOn ? (
                                    <>
                                        <Clock dueOn={one.dueOn} />{' '}
                                        <Typography.Text type="secondary">
                                            {t('complaints.dueOn', { date: date(one.dueOn) })}
                                        </Typography.Text>
                                    </>
                                ) : (
                                    one.outcome &&
                                    t('complaints.decidedOn', {
                                        outcome: t(`complaints.outcome.${one.outcome}`),
                                        date: one.resolvedOn ? date(one.resolvedOn) : '—',
                                    })
                                ),
                        },
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            className: 'number',
                            render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                        },
                        {
                            title: t('complaints.severityName'),
                            dataIndex: 'severity',
                            ...by('severity'),
                            render: (severity: string) => (
                                <Tag>{t(`complaints.severity.${severity}`, { defaultValue: severity })}</Tag>
                            ),
                        },
                        { title: t('complaints.category'), dataIndex: 'category' },
                        {
                            title: t('complaints.channelName'),
                            dataIndex: 'channel',
                            render: (channel: string) => t(`complaints.channel.${channel}`, { defaultValue: channel }),
                        },
                        {
                            title: t('complaints.received'),
                            dataIndex: 'receivedOn',
                            ...by('receivedOn'),
                            className: 'number',
                            render: date,
                        },
                        { title: t('complaints.version'), dataIndex: 'version', align: 'right' },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
