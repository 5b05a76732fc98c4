import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Select, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Page, read } from '../../api/read';
import { ExportButton } from '../../parts/ExportButton';
import { ListTotal } from '../../parts/ListTotal';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { date, instant } from '../../parts/format';
import { useSorting } from '../../parts/sorting';

export const STATES = ['enrolled', 'waiting', 'without-seat'] as const;

interface Enrolment {
    managerNo: string;
    name: string | null;
    sessionCode: string;
    course: string;
    startsOn: string;
    enrolledAt: string;
    state: (typeof STATES)[number];
}

const COLOURS = { enrolled: 'success', waiting: 'warning', 'without-seat': 'error' } as const;

/** Who is enrolled in which session, and above all who waits: for the roster to know them, or for a seat. */
export default function EnrolmentsPage() {
    const { t } = useTranslation();
    const { filter, choose, clear } = useFilters();
    const state = STATES.find((one) => one === filter('state'));
    const [session, search] = [filter('session'), filter('search')];
    const { sort, by, onChange } = useSorting<Enrolment>('managerNo');
    const asked = { state, session, search, sort };
    const isFiltered = Boolean(state ?? session ?? search);
    const query = useInfiniteQuery({
        queryKey: ['enrolments', asked],
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            read<Page<Enrolment>>('/training/enrolments', {
                limit: 50,
                ...asked,
                after: pageParam,
                total: pageParam ? undefined : 'true',
            }),
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
    });
    const items = query.data?.pages.flatMap((page) => page.items);
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.enrolments')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('enrolments.lead')}</Typography.Text>
            </div>
            <Flex gap="middle" wrap align="end">
                <Select
                    allowClear
                    aria-label={t('enrolments.state')}
                    placeholder={t('enrolments.anyState')}
                    style={{ minWidth: '12rem' }}
                    options={STATES.map((value) => ({ value, label: t(`enrolments.states.${value}`) }))}
                    value={state}
                    onChange={(value?: string) => choose({ state: value })}
                />
                <TextFilter
                    id="enrolment-session"
                    label={t('enrolments.session')}
                    value={session}
                    onChoose={(value) => choose({ session: value })}
                />
                <TextFilter
                    id="enrolment-search"
                    label={t('managers.search')}
                    value={search}
                    onChoose={(value) => choose({ search: value })}
                />
                {isFiltered && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                <ExportButton path="/training/enrolments" query={asked} />
            </Flex>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            ) : (
                <WideTable<Enrolment>
                    aria-label={t('room.enrolments')}
                    rowKey={(one) => `${one.managerNo} ${one.sessionCode}`}
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    onChange={onChange}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(isFiltered ? 'enrolments.none' : 'enrolments.noneYet')}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            ...by('managerNo'),
                            render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                        },
                        {
                            title: t('enrolments.state'),
                            dataIndex: 'state',
                            render: (one: Enrolment['state']) => (
                                <Tag color={COLOURS[one]}>{t(`enrolments.states.${one}`)}</Tag>
                            ),
                        },
                        { title: t('enrolments.session'), dataIndex: 'sessionCode', ...by('sessionCode') },
                        { title: t('enrolments.course'), dataIndex: 'course' },
                        {
                            title: t('enrolments.startsOn'),
                            dataIndex: 'startsOn',
                            className: 'number',
                            render: date,
                        },
                        {
                            title: t('enrolments.enrolledAt'),
                            dataIndex: 'enrolledAt',
                            ...by('enrolledAt'),
                            className: 'number',
                            render: instant,
                        },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
