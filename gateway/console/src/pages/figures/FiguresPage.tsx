import { useQuery } from '@tanstack/react-query';
import { Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { useFilters } from '../../parts/filters';
import { count, figure as rounded, period } from '../../parts/format';
import { type Role, usePerson } from '../../session/session';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths, monthFrom, monthNow } from '../month/months';
import { figure, kpiName } from '../scorecards/kpis';
import { ListPage } from '../../parts/ListPage';
import { useList } from '../../parts/list';
import { AddressFilter } from '../../parts/TextFilter';
import { type Page, answer, feedback, performance } from '../../api/client';

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
/** The number of months in which data is looked for. */
const LOOKED_AT = 13;

/** The newest month with a row; last month where none of the latest year has any. */
async function newestWithData(view: View, months: readonly string[]): Promise<string> {
    for (const one of months.slice(0, LOOKED_AT))
        if ((await figuresOf[view]({ period: one, limit: 1 })).items.length > 0) return one;
    return monthFrom(monthNow(), -1);
}

/** A figure of a manager: of an indicator its code and value, of satisfaction the mean and the number of answers. */
interface Row {
    managerNo: string;
    name: string | null;
    kpi?: string;
    value?: string;
    mean?: string;
    answers?: number;
}

interface FigureQuery {
    period: string;
    manager?: string;
    kpi?: string;
    limit: number;
    after?: string;
    total?: boolean;
}

const figuresOf: Record<View, (query: FigureQuery) => Promise<Page<Row>>> = {
    targets: (query) => answer(performance.GET('/targets', { params: { query } })),
    indicators: (query) => answer(performance.GET('/indicators', { params: { query } })),
    satisfaction: (query) => answer(feedback.GET('/satisfaction', { params: { query } })),
};

/** The imported parts of scores: targets, indicators and the satisfaction of customers, by month. */
export default function FiguresPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const mine = VIEWS.filter((one) => READERS[one].some((role) => roles.includes(role)));
    const view = mine.find((one) => one === filter('view')) ?? mine[0] ?? 'satisfaction';
    const isKpi = view !== 'satisfaction';
    const months = latestMonths(MONTHS, monthFrom(monthNow()));
    // Until somebody chooses, the newest month that has anything.
    const newest = useQuery({
        queryKey: ['figures', view, 'newest'],
        queryFn: () => newestWithData(view, months),
        enabled: filter('period') === undefined,
        staleTime: Infinity,
    });
    const month = filter('period') ?? newest.data;
    const manager = filter('manager');
    const kpi = isKpi ? filter('kpi') : undefined;
    const list = useList<Page<Row>, Pick<FigureQuery, 'period' | 'manager' | 'kpi'>>({
        name: ['figures', view],
        filters: { period: month ?? '', manager, kpi },
        isAsked: month !== undefined,
        page: figuresOf[view],
    });
    const brings = IMPORTERS[view].some((role) => roles.includes(role));
    const choosesManager = roles.some((role) => role !== 'account-manager');
    return (
        <ListPage<Row>
            title={t('room.figures')}
            lead={t(`figures.lead.${view}`)}
            aside={brings && <Link to={`/imports?kind=${view}`}>{t(`figures.bring.${view}`)}</Link>}
            views={
                <>
                    {mine.length > 1 && (
                        <Segmented<View>
                            aria-label={t('figures.view')}
                            style={{ alignSelf: 'start' }}
                            value={view}
                            options={mine.map((value) => ({ value, label: t(`imports.kind.${value}`) }))}
                            onChange={(value) => choose({ view: value })}
                        />
                    )}
                    {newest.error && <ProblemNote problem={newest.error} retry={() => void newest.refetch()} />}
                </>
            }
            filters={
                <>
                    <MonthPicker months={months} value={month} onChange={(value) => choose({ period: value })} />
                    {choosesManager && (
                        <AddressFilter name="manager" id="figures-manager" label={t('managers.number')} />
                    )}
                    {isKpi && <AddressFilter name="kpi" id="figures-kpi" label={t('scoreSheets.code')} />}
                </>
            }
            exportFrom={isKpi ? `/performance/${view}` : undefined}
            list={list}
            aria-label={t(`imports.kind.${view}`)}
            rowKey={(row) => `${row.managerNo} ${row.kpi ?? ''}`}
            empty={t('figures.none', { period: period(month ?? '') })}
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
                                      {kpiName(t, code)} <Typography.Text type="secondary">{code}</Typography.Text>
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
    );
}
