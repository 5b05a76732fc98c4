import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Empty, Flex, Segmented, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Page, read } from '../../api/read';
import { ExportButton } from '../../parts/ExportButton';
import { ListTotal } from '../../parts/ListTotal';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { count, figure as rounded, period } from '../../parts/format';
import { type Role, usePerson } from '../../session/session';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths, monthFrom, monthNow } from '../month/months';
import { figure, kpiName } from '../scorecards/kpis';

/** Targets and indicators are figures of managers by indicator; satisfaction is a mean of customers' answers. */
const VIEWS = ['targets', 'indicators', 'satisfaction'] as const;
type View = (typeof VIEWS)[number];

const READERS: Record<View, readonly Role[]> = {
    targets: ['hr', 'branch-head', 'account-manager', 'auditor'],
    indicators: ['hr', 'branch-head', 'account-manager', 'auditor'],
    satisfaction: ['complaint-desk', 'hr', 'branch-head', 'account-manager', 'auditor'],
};

/** The roles that bring each of them in. */
const IMPORTERS: Record<View, readonly Role[]> = {
    targets: ['hr', 'branch-head'],
    indicators: ['hr', 'branch-head'],
    satisfaction: ['complaint-desk'],
};

const MONTHS = 36;
/** So many months back something is looked for. */
const LOOKED_AT = 13;

/** The newest month with a row; last month where none of the latest year has any. */
async function newestWithData(path: string, months: readonly string[]): Promise<string> {
    for (const one of months.slice(0, LOOKED_AT))
        if ((await read<Page<Row>>(path, { period: one, limit: 1 })).items.length > 0) return one;
    return monthFrom(monthNow(), -1);
}

interface Row {
    managerNo: string;
    name?: string | null;
    kpi?: string;
    value?: string;
    mean?: string;
    answers?: number;
}

/** What scores are made of and people bring in: targets, indicators and the satisfaction of customers, by month. */
export default function FiguresPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const mine = VIEWS.filter((one) => READERS[one].some((role) => roles.includes(role)));
    const view = mine.find((one) => one === filter('view')) ?? mine[0] ?? 'satisfaction';
    const isKpi = view !== 'satisfaction';
    const months = latestMonths(MONTHS, monthFrom(monthNow()));
    const path = isKpi ? `/performance/${view}` : '/feedback/satisfaction';
    // Until somebody chooses, the newest month that has anything.
    const newest = useQuery({
        queryKey: ['figures', view, 'newest'],
        queryFn: () => newestWithData(path, months),
        enabled: filter('period') === undefined,
        staleTime: Infinity,
    });
    const month = filter('period') ?? newest.data;
    const manager = filter('manager');
    const kpi = isKpi ? filter('kpi') : undefined;
    const asked = { period: month, manager, kpi };
    const query = useInfiniteQuery({
        queryKey: ['figures', view, asked],
        enabled: month !== undefined,
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            read<Page<Row>>(path, {
                limit: 50,
                ...asked,
                after: pageParam,
                total: pageParam ? undefined : 'true',
            }),
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
    });
    const items = query.data?.pages.flatMap((page) => page.items);
    const brings = IMPORTERS[view].some((role) => roles.includes(role));
    const choosesManager = roles.some((role) => role !== 'account-manager');
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.figures')}
                </Typography.Title>
                <Typography.Text type="secondary">{t(`figures.lead.${view}`)}</Typography.Text>{' '}
                {brings && <Link to={`/imports?kind=${view}`}>{t(`figures.bring.${view}`)}</Link>}
            </div>
            {mine.length > 1 && (
                <Segmented<View>
                    aria-label={t('figures.view')}
                    style={{ alignSelf: 'start' }}
                    value={view}
                    options={mine.map((value) => ({ value, label: t(`imports.kind.${value}`) }))}
                    onChange={(value) => choose({ view: value })}
                />
            )}
            <Flex gap="middle" wrap align="end">
                <MonthPicker months={months} value={month} onChange={(value) => choose({ period: value })} />
                {choosesManager && (
                    <TextFilter
                        id="figures-manager"
                        label={t('managers.number')}
                        value={manager}
                        onChoose={(value) => choose({ manager: value })}
                    />
                )}
                {isKpi && (
                    <TextFilter
                        id="figures-kpi"
                        label={t('scoreSheets.code')}
                        value={kpi}
                        onChoose={(value) => choose({ kpi: value })}
                    />
                )}
                {isKpi && <ExportButton path={path} query={asked} />}
            </Flex>
            {newest.error && <ProblemNote problem={newest.error} retry={() => void newest.refetch()} />}
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && !newest.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            ) : (
                <WideTable<Row>
                    aria-label={t(`imports.kind.${view}`)}
                    rowKey={(row) => `${row.managerNo} ${row.kpi ?? ''}`}
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t('figures.none', { period: period(month ?? '') })}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            className: 'number',
                            render: (no: string, row) => (
                                <Link to={`/managers/${encodeURIComponent(no)}`}>
                                    <ManagerName no={no} name={row.name} />
                                </Link>
                            ),
                        },
                        ...(isKpi
                            ? [
                                  {
                                      title: t('scorecards.kpi'),
                                      dataIndex: 'kpi',
                                      render: (code: string) => (
                                          <>
                                              {kpiName(t, code)}{' '}
                                              <Typography.Text type="secondary">{code}</Typography.Text>
                                          </>
                                      ),
                                  },
                                  {
                                      title: t(view === 'targets' ? 'scorecards.target' : 'scorecards.value'),
                                      key: 'value',
                                      align: 'right' as const,
                                      className: 'number',
                                      render: (_: unknown, row: Row) => figure(row.kpi ?? '', row.value ?? null),
                                  },
                              ]
                            : [
                                  {
                                      title: t('figures.mean'),
                                      dataIndex: 'mean',
                                      align: 'right' as const,
                                      className: 'number',
                                      render: (mean: string) => rounded(mean),
                                  },
                                  {
                                      title: t('figures.answers'),
                                      dataIndex: 'answers',
                                      align: 'right' as const,
                                      className: 'number',
                                      render: (answers: number) => count(answers),
                                  },
                              ]),
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
