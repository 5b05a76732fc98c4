import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { currentLanguage } from '../../i18n';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { figure, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths } from '../month/months';
import { kpiName } from '../scorecards/kpis';
import { ContestEditor } from './ContestEditor';
import { RecognitionEditor } from './RecognitionEditor';
import { type Award, type Contest, type Recognition, awards, contests, recognitions } from './calls';
import { ruleText } from './ruleText';

const VIEWS = ['awards', 'rules', 'contests'] as const;
const MONTHS = 24;

const inLanguage = (text: { zh?: string; en?: string }) => (currentLanguage() === 'en' ? text.en : text.zh) ?? '';

/** The recognitions that were given, what they are given for, and the contests. */
export default function RecognitionsPage() {
    const { filter } = useFilters();
    const view = VIEWS.find((one) => one === filter('view')) ?? 'awards';
    return view === 'rules' ? <Rules /> : view === 'contests' ? <Contests /> : <Awards />;
}

/** The choice of the list. */
function Views() {
    const { t } = useTranslation();
    const { filter, go } = useFilters();
    return (
        <Segmented
            aria-label={t('recognition.views')}
            options={VIEWS.map((value) => ({ value, label: t(`recognition.view.${value}`) }))}
            value={VIEWS.find((one) => one === filter('view')) ?? 'awards'}
            onChange={(value) =>
                go({ view: value === 'awards' ? undefined : value, period: undefined, search: undefined })
            }
        />
    );
}

function Awards() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-period');
    const { by } = sorting;
    const filters = { period: filter('period'), search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['awards'], filters, sorting, page: awards });
    const seesOthers = roles.some((role) => role !== 'account-manager');
    return (
        <ListPage<Award>
            title={t('room.recognitions')}
            lead={t('recognition.lead')}
            views={<Views />}
            filters={
                <>
                    <MonthPicker
                        months={latestMonths(MONTHS)}
                        value={filters.period}
                        onChange={(month) => choose({ period: month })}
                    />
                    {seesOthers && <AddressFilter name="search" id="award-search" label={t('managers.search')} />}
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/incentive/recognitions/awards"
            list={list}
            aria-label={t('recognition.view.awards')}
            rowKey={(row) => `${row.code} ${row.period} ${row.managerNo}`}
            empty={t(isFiltered ? 'managers.noneFound' : 'recognition.noAwards')}
            columns={[
                { title: t('months.month'), dataIndex: 'period', ...by('period'), render: period },
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                },
                { title: t('recognition.title'), dataIndex: 'title', render: inLanguage },
                {
                    title: t('recognition.value'),
                    dataIndex: 'value',
                    align: 'right',
                    className: 'number',
                    render: (value: string | null) => (value === null ? '–' : figure(String(value))),
                },
                {
                    title: t('recognition.rank'),
                    dataIndex: 'rank',
                    align: 'right',
                    render: (rank: number | null) => rank ?? '–',
                },
            ]}
        />
    );
}

function Rules() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [changed, setChanged] = useState<Recognition | 'new'>();
    const list = useList({ name: ['recognitions'], filters: {}, sorting, page: recognitions });
    const maySet = roles.includes('hr') || roles.includes('incentive-analyst');
    return (
        <>
            <ListPage<Recognition>
                title={t('room.recognitions')}
                lead={t('recognition.rulesLead')}
                views={<Views />}
                filters={
                    maySet && (
                        <Button type="primary" onClick={() => setChanged('new')}>
                            {t('recognition.add')}
                        </Button>
                    )
                }
                exportFrom="/incentive/recognitions"
                list={list}
                aria-label={t('recognition.view.rules')}
                rowKey="code"
                empty={t('recognition.noRules')}
                columns={[
                    { title: t('recognition.code'), dataIndex: 'code', ...by('code') },
                    { title: t('recognition.title'), dataIndex: 'title', render: inLanguage },
                    {
                        title: t('recognition.rule'),
                        dataIndex: 'rule',
                        render: (rule: Recognition['rule']) => (
                            <div style={{ maxWidth: '26rem', whiteSpace: 'normal' }}>{ruleText(t, rule)}</div>
                        ),
                    },
                    {
                        title: t('recognition.months'),
                        dataIndex: 'from',
                        ...by('from'),
                        render: (from: string, { to }) => (
                            <>
                                {period(from)} – {to ? period(to) : t('recognition.open')}
                            </>
                        ),
                    },
                    ...(maySet
                        ? [
                              {
                                  title: t('rejection.toDo'),
                                  key: 'change',
                                  render: (_: unknown, row: Recognition) => (
                                      <Button
                                          size="small"
                                          aria-label={t('recognition.changeOf', { code: row.code })}
                                          onClick={() => setChanged(row)}
                                      >
                                          {t('recognition.change')}
                                      </Button>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
            {changed && (
                <RecognitionEditor
                    key={changed === 'new' ? '' : changed.code}
                    recognition={changed === 'new' ? undefined : changed}
                    close={() => setChanged(undefined)}
                />
            )}
        </>
    );
}

function Contests() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const sorting = useSorting('-to');
    const { by } = sorting;
    const [changed, setChanged] = useState<Contest | 'new'>();
    const list = useList({ name: ['contests'], filters: {}, sorting, page: contests });
    const maySet = roles.includes('hr') || roles.includes('incentive-analyst');
    return (
        <>
            <ListPage<Contest>
                title={t('room.recognitions')}
                lead={t('recognition.contestsLead')}
                views={<Views />}
                filters={
                    maySet && (
                        <Button type="primary" onClick={() => setChanged('new')}>
                            {t('recognition.addContest')}
                        </Button>
                    )
                }
                exportFrom="/incentive/contests"
                list={list}
                aria-label={t('recognition.view.contests')}
                rowKey="code"
                empty={t('recognition.noContests')}
                columns={[
                    {
                        title: t('recognition.title'),
                        dataIndex: 'title',
                        render: (title: Contest['title'], { code }) => (
                            <Link to={`/contests/${encodeURIComponent(code)}`}>{inLanguage(title)}</Link>
                        ),
                    },
                    { title: t('recognition.prize'), dataIndex: 'prize', render: inLanguage },
                    { title: t('recognition.kpi'), dataIndex: 'kpi', render: (kpi: string) => kpiName(t, kpi) },
                    {
                        title: t('recognition.orgs'),
                        dataIndex: 'orgs',
                        render: (orgs: string[]) => (orgs.length > 0 ? orgs.join(' ') : t('recognition.wholeBank')),
                    },
                    {
                        title: t('recognition.months'),
                        dataIndex: 'to',
                        ...by('to'),
                        render: (to: string, { from }) => (
                            <>
                                {period(from)} – {period(to)}
                            </>
                        ),
                    },
                    ...(maySet
                        ? [
                              {
                                  title: t('rejection.toDo'),
                                  key: 'change',
                                  render: (_: unknown, row: Contest) => (
                                      <Button
                                          size="small"
                                          aria-label={t('recognition.changeOf', { code: row.code })}
                                          onClick={() => setChanged(row)}
                                      >
                                          {t('recognition.change')}
                                      </Button>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
            {changed && (
                <ContestEditor
                    key={changed === 'new' ? '' : changed.code}
                    contest={changed === 'new' ? undefined : changed}
                    close={() => setChanged(undefined)}
                />
            )}
        </>
    );
}
