import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Skeleton, Tabs, Tag, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { currentLanguage } from '../../i18n';
import { useFilters } from '../../parts/filters';
import { count, money, period } from '../../parts/format';
import { DownloadButton } from '../../parts/DownloadButton';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { type Line, run, runLines } from '../month/calls';
import { isUnderWay } from '../month/months';
import { Basis } from '../statements/Basis';
import { calculation } from '../statements/lines';
import { ClosedMonthChanges } from './ClosedMonthChanges';
import { RepeatedCards } from './RepeatedCards';
import { DecideStep } from './DecideStep';
import { Review } from './Review';
import { RunFigures } from './RunFigures';
import { RunProgress } from './RunProgress';
import './RunPage.css';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';

/** The states of a run whose result counts. */
const HAS_BUNDLE: readonly string[] = ['calculated', 'approved'];

const VIEWS = ['changes', 'distribution', 'lines'] as const;

/** A run for those who check it: its figures, whom it pays otherwise than the month before, then every line. */
export default function RunPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const { filter, choose, go } = useFilters();
    const manager = filter('manager') ?? '';
    const view = VIEWS.find((one) => one === filter('view')) ?? (manager ? 'lines' : 'changes');
    const linesHead = useRef<HTMLHeadingElement>(null);
    const found = useQuery({
        queryKey: ['run', id],
        queryFn: () => run(id),
        refetchInterval: (query) => (isUnderWay(query.state.data) ? 2000 : false),
    });
    const lines = useList({
        name: ['run-lines', id],
        filters: { search: manager },
        limit: 20,
        isAsked: found.data?.resultHash != null,
        page: (query) => runLines(id, query),
    });
    // A step of its own in the history: the way back leads to the manager looked at in the comparison.
    const showLines = (managerNo: string) => go({ view: 'lines', manager: managerNo });
    // The focus goes with the eye: who listens is led there too.
    useEffect(() => {
        if (view === 'lines' && manager) linesHead.current?.focus({ preventScroll: true });
    }, [view, manager]);

    if (found.error) return <ProblemNote problem={found.error} retry={() => void found.refetch()} />;
    if (!found.data) return <Skeleton active paragraph={{ rows: 12 }} />;
    return (
        <Flex vertical gap="middle">
            <Link to={`/month-end?period=${found.data.period}`}>{t('room.monthEnd')}</Link>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {t('run.title', { period: period(found.data.period) })}
            </Typography.Title>
            <Card size="small">
                <RunFigures run={found.data} />
                {isUnderWay(found.data) && <RunProgress run={found.data} />}
            </Card>
            {/* Null for a reader bound to a part of the bank, who cannot have the whole run. */}
            {HAS_BUNDLE.includes(found.data.status) && found.data.counts.facts !== null && (
                <DownloadButton
                    path={`/incentive/runs/${id}/bundle`}
                    name={`run-${found.data.period}.zip`}
                    label={t('bundle.download')}
                    about={t('bundle.run')}
                />
            )}
            <ClosedMonthChanges run={found.data} />
            <RepeatedCards run={found.data} />
            {found.data.resultHash !== null && (
                <Tabs
                    activeKey={view}
                    onChange={(next) => go({ view: next === 'changes' ? undefined : next, manager: undefined })}
                    items={VIEWS.map((key) => ({ key, label: t(`review.view.${key}`) }))}
                />
            )}
            {found.data.resultHash !== null && view !== 'lines' && (
                <Review run={found.data} view={view} onManager={showLines} />
            )}
            {view === 'lines' && (
                <>
                    <Typography.Title
                        level={2}
                        ref={linesHead}
                        tabIndex={-1}
                        style={{ margin: 0, fontSize: '1.25rem' }}
                    >
                        {t('run.lines')}
                    </Typography.Title>
                    <TextFilter
                        id="run-manager"
                        label={t('run.byManager')}
                        value={manager || undefined}
                        onChoose={(no) => choose({ manager: no })}
                    />
                    <ListTable<Line>
                        list={lines}
                        aria-label={t('run.lines')}
                        empty={t(manager ? 'run.nobody' : 'run.noLines')}
                        columns={[
                            {
                                title: t('months.manager'),
                                key: 'manager',
                                render: (_, line) => (
                                    <Link to={`/statements/${line.managerNo}/${found.data.period}`}>
                                        <ManagerName no={line.managerNo ?? ''} name={line.managerName} />
                                    </Link>
                                ),
                            },
                            { title: t('months.month'), dataIndex: 'period', render: period },
                            {
                                title: t('run.kind'),
                                dataIndex: 'kind',
                                render: (kind: string) => <Tag>{t(`run.kinds.${kind}`)}</Tag>,
                            },
                            {
                                title: t('run.words'),
                                key: 'words',
                                className: 'sentence',
                                render: (_, line) => (
                                    <div style={{ minWidth: '18rem', maxWidth: '40rem', whiteSpace: 'normal' }}>
                                        {currentLanguage() === 'en' ? line.text.en : line.text.zh}
                                        <br />
                                        <Typography.Text type="secondary">{calculation(line)}</Typography.Text>
                                        <Basis
                                            line={line}
                                            managerNo={line.managerNo ?? ''}
                                            month={line.period ?? found.data.period}
                                        />
                                    </div>
                                ),
                            },
                            {
                                title: t('run.amount'),
                                dataIndex: 'amount',
                                align: 'right',
                                className: 'number',
                                render: money,
                            },
                        ]}
                    />
                </>
            )}
            {found.data.status === 'calculated' && (
                <Card size="small" className="run-decision">
                    <Flex gap="middle" wrap align="center" justify="space-between">
                        <Flex gap="large" wrap>
                            <Sum label={t('run.total')} value={money(found.data.total)} />
                            <Sum label={t('months.deferred')} value={money(found.data.deferred)} />
                            {found.data.reserved !== '0.00' && (
                                <Sum label={t('months.reserved')} value={money(found.data.reserved)} />
                            )}
                            <Sum label={t('run.paid')} value={count(found.data.counts.paid)} />
                        </Flex>
                        <DecideStep run={found.data} />
                    </Flex>
                </Card>
            )}
        </Flex>
    );
}

function Sum({ label, value }: { label: string; value: string }) {
    return (
        <span>
            <Typography.Text type="secondary">{label}</Typography.Text> <strong className="number">{value}</strong>
        </span>
    );
}
