import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Form, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { useFilters } from '../../parts/filters';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { UnitFilter } from './UnitFilter';
import { LevelFilter } from './LevelFilter';
import { type ManagerSummary, bankToday, managers, useUnits, wordOf } from './roster';
import { WideTable } from '../../parts/WideTable';

/** The roster as of today. */
export default function ManagersPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const { filter, choose, clear } = useFilters();
    const { sort, by, onChange } = useSorting<ManagerSummary>('managerNo');
    const asked = { org: filter('org'), level: filter('level'), search: filter('search'), sort };
    const { org, level, search } = asked;
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const today = bankToday();

    const query = useInfiniteQuery({
        queryKey: ['managers', asked],
        initialPageParam: '',
        queryFn: ({ pageParam }) => managers({ ...asked, after: pageParam, total: pageParam ? undefined : 'true' }),
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
    });
    const items = query.data?.pages.flatMap((page) => page.items);

    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ fontSize: '1.5rem' }}>
                    {t('room.managers')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('managers.lead')}</Typography.Text>
            </div>
            <Form layout="vertical">
                <Flex gap="middle" wrap align="end">
                    <Form.Item label={t('managers.byOrg')} htmlFor="manager-org" style={{ marginBottom: 0 }}>
                        <UnitFilter
                            key={org}
                            id="manager-org"
                            units={units.data}
                            value={org}
                            onChoose={(code) => choose({ org: code })}
                        />
                    </Form.Item>
                    <LevelFilter id="manager-level" value={level} onChoose={(value) => choose({ level: value })} />
                    <TextFilter
                        id="manager-search"
                        label={t('managers.search')}
                        value={search}
                        onChoose={(value) => choose({ search: value })}
                    />
                    {(org ?? level ?? search) && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                    <ExportButton path="/performance/managers" query={asked} />
                </Flex>
            </Form>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 12 }} />
            ) : (
                <WideTable<ManagerSummary>
                    aria-label={t('managers.list')}
                    rowKey="managerNo"
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    onChange={onChange}
                    onRow={(item) => ({
                        onClick: () => void navigate(`/managers/${encodeURIComponent(item.managerNo)}`),
                        style: { cursor: 'pointer' },
                    })}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(org || level || search ? 'managers.noneFound' : 'managers.noneEver')}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('managers.number'),
                            dataIndex: 'managerNo',
                            ...by('managerNo'),
                            className: 'number',
                            render: (no: string) => (
                                <Link
                                    to={`/managers/${encodeURIComponent(no)}`}
                                    onClick={(event) => event.stopPropagation()}
                                >
                                    {no}
                                </Link>
                            ),
                        },
                        {
                            title: t('managers.name'),
                            ...by('name'),
                            render: (_, item) => (
                                <>
                                    {item.name} {item.leftOn && item.leftOn < today && <Tag>{t('managers.left')}</Tag>}
                                </>
                            ),
                        },
                        {
                            title: t('managers.org'),
                            dataIndex: 'org',
                            ...by('org'),
                            render: (code: string | null) => (
                                <>
                                    {code && names.get(code)}{' '}
                                    <Typography.Text type="secondary">{code ?? '—'}</Typography.Text>
                                </>
                            ),
                        },
                        {
                            title: t('managers.levelName'),
                            dataIndex: 'level',
                            ...by('level'),
                            render: (code: string | null) => wordOf(t, 'level', code),
                        },
                        { title: t('managers.step'), dataIndex: 'step', render: (step: string | null) => step ?? '—' },
                        {
                            title: t('managers.areaName'),
                            dataIndex: 'area',
                            render: (code: string | null) => wordOf(t, 'area', code),
                        },
                        {
                            title: t('managers.employmentName'),
                            dataIndex: 'employment',
                            render: (code: string | null) => wordOf(t, 'employment', code),
                        },
                        {
                            title: t('managers.hiredOn'),
                            dataIndex: 'hiredOn',
                            ...by('hiredOn'),
                            className: 'number',
                            render: date,
                        },
                        {
                            title: t('managers.leftOn'),
                            dataIndex: 'leftOn',
                            className: 'number',
                            render: (day: string | null) => (day ? date(day) : '—'),
                        },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
