import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { wordOf } from '../managers/roster';
import { MetMark } from './MetMark';
import { type Place, leaderboard } from './calls';

/** Who of a month reached the most, in order. */
export function Leaderboard({
    period,
    org,
    level,
    names,
}: {
    period: string;
    org?: string;
    level?: string;
    names: ReadonlyMap<string, string>;
}) {
    const { t } = useTranslation();
    const list = useInfiniteQuery({
        queryKey: ['leaderboard', period, org, level],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) => leaderboard(period, { org, level, after: pageParam }),
        getNextPageParam: (page) => page.next ?? undefined,
        placeholderData: keepPreviousData,
    });
    if (list.error) return <ProblemNote problem={list.error} retry={() => void list.refetch()} />;
    const items = list.data?.pages.flatMap((page) => page.items);
    if (!items) return <Skeleton active title={false} paragraph={{ rows: 12 }} />;
    return (
        <>
            <Typography.Text type="secondary">
                {t(level ? 'scorecards.rankedOfLevel' : 'scorecards.rankedOfAll', {
                    count: items[0]?.ranked ?? 0,
                    ranked: count(items[0]?.ranked ?? 0),
                })}
            </Typography.Text>
            <WideTable<Place>
                aria-label={t('scorecards.leaderboard')}
                rowKey="managerNo"
                dataSource={items}
                loading={list.isPlaceholderData}
                locale={{
                    emptyText: (
                        <Empty
                            image={Empty.PRESENTED_IMAGE_SIMPLE}
                            description={t(org || level ? 'scorecards.noneFound' : 'scorecards.noneListed')}
                        />
                    ),
                }}
                columns={[
                    {
                        title: t('scorecards.rank'),
                        dataIndex: 'rank',
                        align: 'right',
                        className: 'number',
                        render: count,
                    },
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string, one) => (
                            <Link to={`/scorecards/${encodeURIComponent(no)}?period=${encodeURIComponent(period)}`}>
                                <ManagerName no={no} name={one.name} />
                            </Link>
                        ),
                    },
                    // Beside the name, so that a phone shows it without scrolling.
                    {
                        title: t('scorecards.total'),
                        dataIndex: 'total',
                        render: (total: string | null) => <MetMark ratio={total} />,
                    },
                    {
                        title: t('scorecards.org'),
                        dataIndex: 'org',
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
                ]}
            />
            <MoreButton query={list} />
        </>
    );
}
