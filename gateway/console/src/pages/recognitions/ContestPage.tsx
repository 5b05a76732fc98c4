import { ArrowLeftOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { currentLanguage } from '../../i18n';
import { ExportButton } from '../../parts/ExportButton';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { count, figure, period } from '../../parts/format';
import { kpiName } from '../scorecards/kpis';
import { type Place, standing } from './calls';

/** How a contest stands, as its months are known now. */
export default function ContestPage() {
    const { t } = useTranslation();
    const { code = '' } = useParams();
    const list = useInfiniteQuery({
        queryKey: ['standing', code],
        initialPageParam: '',
        queryFn: ({ pageParam }) => standing(code, { limit: 50, after: pageParam || undefined }),
        getNextPageParam: (page) => page.next ?? undefined,
    });
    const first = list.data?.pages[0];
    const places = list.data?.pages.flatMap((page) => page.items) ?? [];
    const say = (text: { zh?: string; en?: string }) => (currentLanguage() === 'en' ? text.en : text.zh) ?? '';
    return (
        <Flex vertical gap="middle">
            <Link to="/recognitions?view=contests">
                <ArrowLeftOutlined /> {t('room.recognitions')}
            </Link>
            {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
            {!first && !list.error && <Skeleton active paragraph={{ rows: 8 }} />}
            {first && (
                <>
                    <PageHead
                        title={say(first.contest.title)}
                        lead={t('recognition.standingLead', {
                            kpi: kpiName(t, first.contest.kpi),
                            from: period(first.contest.from),
                            to: period(first.contest.to),
                            prize: say(first.contest.prize),
                        })}
                    />
                    <Flex gap="middle" align="center" wrap>
                        <Typography.Text>
                            {first.months.length === 0
                                ? t('recognition.noMonthYet')
                                : t('recognition.monthsSoFar', {
                                      months: first.months.map((month) => period(String(month))).join(t('list.comma')),
                                      managers: count(Number(first.managers)),
                                  })}
                        </Typography.Text>
                        {first.contest.decidedAtClose !== null && (
                            <Typography.Text type="secondary">
                                {t(
                                    first.contest.decidedAtClose === 0
                                        ? 'recognition.lateContest'
                                        : 'recognition.decided',
                                )}
                            </Typography.Text>
                        )}
                        <ExportButton path={`/incentive/contests/${encodeURIComponent(code)}/standing`} query={{}} />
                    </Flex>
                    <WideTable<Place>
                        aria-label={t('room.contest')}
                        rowKey="managerNo"
                        dataSource={places}
                        empty={t('recognition.nobodyYet')}
                        columns={[
                            {
                                title: t('recognition.rank'),
                                dataIndex: 'rank',
                                align: 'right',
                                render: (rank: number, { hasWon }) => (
                                    <>
                                        {hasWon && <Tag color="success">{t('recognition.won')}</Tag>}
                                        {rank}
                                    </>
                                ),
                            },
                            {
                                title: t('months.manager'),
                                dataIndex: 'managerNo',
                                render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                            },
                            { title: t('months.org'), dataIndex: 'org' },
                            {
                                title: t('recognition.value'),
                                dataIndex: 'value',
                                align: 'right',
                                className: 'number',
                                render: (value: string) => figure(String(value)),
                            },
                        ]}
                    />
                    <MoreButton query={list} />
                </>
            )}
        </Flex>
    );
}
