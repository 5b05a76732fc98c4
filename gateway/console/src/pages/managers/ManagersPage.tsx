import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Form, Select, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { MoreButton } from '../../parts/MoreButton';
import { useFilters } from '../../parts/filters';
import { ProblemNote } from '../../parts/ProblemNote';
import { date } from '../../parts/format';
import { usePerson } from '../../session/session';
import { UnitFilter } from './UnitFilter';
import { LEVELS, type ManagerSummary, bankToday, managers, useUnits, wordOf } from './roster';
import { WideTable } from '../../parts/WideTable';

/** The roster as of today. */
export default function ManagersPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const { filter, choose, clear } = useFilters();
    const [org, level] = [filter('org'), filter('level')];
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const today = bankToday();

    const query = useInfiniteQuery({
        queryKey: ['managers', org, level],
        initialPageParam: '',
        queryFn: ({ pageParam }) => managers({ org, level, after: pageParam }),
        getNextPageParam: (page) => page.next,
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
                        <UnitFilter key={org} id="manager-org" units={units.data} value={org} onChoose={(code) => choose({ org: code })} />
                    </Form.Item>
                    <Form.Item label={t('managers.levelName')} htmlFor="manager-level" style={{ marginBottom: 0 }}>
                        <Select
                            id="manager-level"
                            allowClear
                            placeholder={t('managers.byLevel')}
                            style={{ width: '10rem' }}
                            options={LEVELS.map((value) => ({ value, label: wordOf(t, 'level', value) }))}
                            value={level}
                            onChange={(value?: string) => choose({ level: value })}
                        />
                    </Form.Item>
                    {(org ?? level) && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                </Flex>
            </Form>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 12 }} />
            ) : (
                <WideTable<ManagerSummary>
                    aria-label={t('managers.list')}
                    rowKey="managerNo"
                    dataSource={items}
                    onRow={(item) => ({ onClick: () => void navigate(`/managers/${encodeURIComponent(item.managerNo)}`), style: { cursor: 'pointer' } })}
                    locale={{
                        emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(org || level ? 'managers.noneFound' : 'managers.noneEver')} />,
                    }}
                    columns={[
                        {
                            title: t('managers.number'),
                            dataIndex: 'managerNo',
                            className: 'number',
                            render: (no: string) => (
                                <Link to={`/managers/${encodeURIComponent(no)}`} onClick={(event) => event.stopPropagation()}>
                                    {no}
                                </Link>
                            ),
                        },
                        {
                            title: t('managers.name'),
                            key: 'name',
                            render: (_, item) => (
                                <>
                                    {item.name} {item.leftOn && item.leftOn < today && <Tag>{t('managers.left')}</Tag>}
                                </>
                            ),
                        },
                        {
                            title: t('managers.org'),
                            dataIndex: 'org',
                            render: (code: string | null) => (
                                <>
                                    {code && names.get(code)} <Typography.Text type="secondary">{code ?? '—'}</Typography.Text>
                                </>
                            ),
                        },
                        { title: t('managers.levelName'), dataIndex: 'level', render: (code: string | null) => wordOf(t, 'level', code) },
                        { title: t('managers.step'), dataIndex: 'step', render: (step: string | null) => step ?? '—' },
                        { title: t('managers.areaName'), dataIndex: 'area', render: (code: string | null) => wordOf(t, 'area', code) },
                        { title: t('managers.employmentName'), dataIndex: 'employment', render: (code: string | null) => wordOf(t, 'employment', code) },
                        { title: t('managers.hiredOn'), dataIndex: 'hiredOn', className: 'number', render: date },
                        { title: t('managers.leftOn'), dataIndex: 'leftOn', className: 'number', render: (day: string | null) => (day ? date(day) : '—') },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
