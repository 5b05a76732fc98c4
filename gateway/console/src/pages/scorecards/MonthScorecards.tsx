import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { percent } from '../../parts/format';
import { ExportButton } from '../../parts/ExportButton';
import { MoreButton } from '../../parts/MoreButton';
import { useFilters } from '../../parts/filters';
import { ProblemNote } from '../../parts/ProblemNote';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { LevelFilter } from '../managers/LevelFilter';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits, wordOf } from '../managers/roster';
import { closedMonths } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { MetMark } from './MetMark';
import { type Scorecard, scorecards } from './calls';
import { kpiName, metOf, standing } from './kpis';
import { WideTable } from '../../parts/WideTable';

/** Every scorecard of a month that this person may see. */
export function MonthScorecards() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const { sort, by, onChange } = useSorting<Scorecard>('managerNo');
    const [org, level] = [filter('org'), filter('level')];
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const chosen = filter('period') ?? months[0];
    const asked = { period: chosen, org, level, sort };
    const list = useInfiniteQuery({
        queryKey: ['scorecards', asked],
        enabled: chosen !== undefined,
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) => scorecards({ ...asked, period: chosen as string, after: pageParam }),
        getNextPageParam: (page) => page.next ?? undefined,
        placeholderData: keepPreviousData,
    });

    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (!closed.data) return <Skeleton active paragraph={{ rows: 12 }} />;
    if (chosen === undefined) return <Empty description={t('scorecards.noneClosed')} />;
    const items = list.data?.pages.flatMap((page) => page.items);
    const address = (one: Scorecard) => `/scorecards/${encodeURIComponent(one.managerNo)}?period=${encodeURIComponent(one.period)}`;
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">{t('scorecards.lead')}</Typography.Text>
            <Flex gap="middle" wrap align="end">
                <MonthPicker months={months} value={chosen} onChange={(month) => choose({ period: month })} />
                <Flex align="center" gap="small" wrap>
                    <label htmlFor="score-org">{t('managers.byOrg')}</label>
                    <UnitFilter key={org} id="score-org" units={units.data} value={org} onChoose={(code) => choose({ org: code })} />
                </Flex>
                <LevelFilter id="score-level" value={level} onChoose={(value) => choose({ level: value })} />
                {(org ?? level) && <Button onClick={() => choose({ org: undefined, level: undefined })}>{t('action.clearFilters')}</Button>}
                <ExportButton path="/performance/scorecards" query={asked} />
            </Flex>
            {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
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
                            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(org || level ? 'scorecards.noneFound' : 'scorecards.noneListed')} />
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
                                    {no}
                                </Link>
                            ),
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
                        { title: t('scorecards.level'), dataIndex: 'level', render: (code: string) => wordOf(t, 'level', code) },
                        {
                            title: t('scorecards.total'),
                            dataIndex: 'total',
                            ...by('total'),
                            render: (total: string | null) => <MetMark ratio={total} />,
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
                            render: (_, one) => standing(one.kpis).leftOut.map((kpi) => <Tag key={kpi.kpi}>{kpiName(t, kpi.kpi)}</Tag>),
                        },
                        { title: t('scorecards.cardVersion'), dataIndex: 'version', align: 'right' },
                    ]}
                />
            )}
            <MoreButton query={list} />
        </Flex>
    );
}
