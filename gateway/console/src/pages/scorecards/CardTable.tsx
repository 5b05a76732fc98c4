import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { percent } from '../../parts/format';
import { ListTotal } from '../../parts/ListTotal';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import type { useSorting } from '../../parts/sorting';
import { WideTable } from '../../parts/WideTable';
import { wordOf } from '../managers/roster';
import { MetMark } from './MetMark';
import { type Scorecard, scorecards } from './calls';
import { kpiName, metOf, standing } from './kpis';

interface Props {
    asked: { period: string; org?: string; level?: string; met?: string; sort?: string };
    /** Units by their code. */
    names: ReadonlyMap<string, string>;
    sorting: ReturnType<typeof useSorting<Scorecard>>;
}

/** Scorecards of a month, each line leading to its own. */
export function CardTable({ asked, names, sorting: { by, onChange } }: Props) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const list = useInfiniteQuery({
        queryKey: ['scorecards', asked],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) => scorecards({ ...asked, after: pageParam, total: pageParam ? undefined : 'true' }),
        getNextPageParam: (page) => page.next ?? undefined,
        placeholderData: keepPreviousData,
    });
    const items = list.data?.pages.flatMap((page) => page.items);
    const address = (one: Scorecard) =>
        `/scorecards/${encodeURIComponent(one.managerNo)}?period=${encodeURIComponent(one.period)}`;
    return (
        <>
            {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
            <ListTotal pages={list.data?.pages} />
            {!items ? (
                !list.error && <Skeleton active title={false} paragraph={{ rows: 12 }} />
            ) : (
                <WideTable<Scorecard>
                    aria-label={t('room.scorecards')}
                    rowKey="managerNo"
                    dataSource={items}
                    loading={list.isPlaceholderData}
                    onChange={onChange}
                    onRow={(one) => ({ onClick: () => void navigate(address(one)), style: { cursor: 'pointer' } })}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(
                                    asked.org || asked.level || asked.met
                                        ? 'scorecards.noneFound'
                                        : 'scorecards.noneListed',
                                )}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            ...by('managerNo'),
                            className: 'number',
                            render: (no: string, one) => (
                                <Link to={address(one)} onClick={(event) => event.stopPropagation()}>
                                    <ManagerName no={no} name={one.name} />
                                </Link>
                            ),
                        },
                        // Beside the name, so that a phone shows it without scrolling.
                        {
                            title: t('scorecards.total'),
                            dataIndex: 'total',
                            ...by('total'),
                            render: (total: string | null) => <MetMark ratio={total} />,
                        },
                        {
                            title: t('scorecards.org'),
                            dataIndex: 'org',
                            ...by('org'),
                            render: (code: string) => (
                                <>
                                    {names.get(code)} <Typography.Text type="secondary">{code}</Typography.Text>
                                </>
                            ),
                        },
                        {
                            title: t('scorecards.level'),
                            dataIndex: 'level',
                            render: (code: string) => wordOf(t, 'level', code),
                        },
                        {
                            title: t('scorecards.below'),
                            key: 'below',
                            render: (_, one) =>
                                one.kpis
                                    .filter((kpi) => ['missed', 'near'].includes(metOf(kpi.attainment)))
                                    .map((kpi) => (
                                        <Tag key={kpi.kpi}>
                                            {kpiName(t, kpi.kpi)} {percent(kpi.attainment ?? '0')}
                                        </Tag>
                                    )),
                        },
                        {
                            title: t('scorecards.leftOutShort'),
                            key: 'leftOut',
                            render: (_, one) =>
                                standing(one.kpis).leftOut.map((kpi) => <Tag key={kpi.kpi}>{kpiName(t, kpi.kpi)}</Tag>),
                        },
                        { title: t('scorecards.cardVersion'), dataIndex: 'version', align: 'right' },
                    ]}
                />
            )}
            <MoreButton query={list} />
        </>
    );
}
