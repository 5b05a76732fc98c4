import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Badge, Button, Checkbox, Flex, Input, Skeleton, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ListTable } from '../../parts/ListTable';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { instant, percent, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { LevelFilter } from '../managers/LevelFilter';
import { useUnitName, wordOf } from '../managers/roster';
import { DecideGrade } from './DecideGrade';
import {
    type GradeProposal,
    type GradeRun,
    approveGrades,
    gradeProposals,
    gradeRun,
    returnGrades,
    reviewGrades,
} from './calls';
import { RUN_MARKS, gradeWord, marginSentences } from './words';

/** A grade run: its places, what it proposes for whom and why, the two reviews and the approval. */
export default function GradeRunPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const [decided, setDecided] = useState<GradeProposal>();
    const query = useQuery({ queryKey: ['grade-run', id], queryFn: () => gradeRun(id) });
    const sorting = useSorting('rank');
    const { by } = sorting;
    const unitName = useUnitName(roles);
    const filters = { level: filter('level'), changed: filter('changed') === 'true' ? true : undefined };
    const list = useList({
        name: ['grade-proposals', id],
        filters,
        sorting,
        page: (asked: Parameters<typeof gradeProposals>[1]) => gradeProposals(id, asked),
    });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 12 }} />;
    const run = query.data;
    const mayDecide = run.state === 'proposed' && roles.some((role) => role === 'hr' || role === 'branch-head');
    return (
        <Flex vertical gap="middle">
            <Link to="/grades">
                <ArrowLeftOutlined /> {t('room.grades')}
            </Link>
            <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                {t('grades.runOf', { scheme: run.scheme, period: period(run.period) })}{' '}
                <Badge
                    status={RUN_MARKS[run.state as keyof typeof RUN_MARKS]}
                    text={t(`grades.states.${run.state as keyof typeof RUN_MARKS}`)}
                />
            </Typography.Title>
            <Typography.Text type="secondary">
                {t('grades.made', { by: run.madeBy, at: instant(run.madeAt), base: run.base })}
            </Typography.Text>
            {run.notKnown.length > 0 && (
                <Alert
                    type="info"
                    showIcon
                    title={t('grades.notKnown', {
                        list: run.notKnown.map((one) => t(`grades.part.${one}`)).join(t('list.comma')),
                    })}
                />
            )}
            {run.returnReason && run.state === 'proposed' && (
                <Alert type="warning" showIcon title={t('grades.returned', { reason: run.returnReason })} />
            )}
            <WideTable<GradeRun['levels'][number]>
                aria-label={t('grades.places')}
                rowKey="level"
                dataSource={run.levels}
                columns={[
                    {
                        title: t('scorecards.level'),
                        dataIndex: 'level',
                        render: (level: string) => wordOf(t, 'level', level),
                    },
                    {
                        title: t('grades.places'),
                        dataIndex: 'places',
                        align: 'right',
                        render: (places: number | null) => places ?? '–',
                    },
                    { title: t('grades.before'), dataIndex: 'before', align: 'right' },
                    { title: t('grades.proposed'), dataIndex: 'proposed', align: 'right' },
                    {
                        title: t('grades.final'),
                        dataIndex: 'final',
                        align: 'right',
                        render: (final: number, row) =>
                            row.places !== null && final > row.places ? (
                                <Typography.Text type="danger">{final}</Typography.Text>
                            ) : (
                                final
                            ),
                    },
                ]}
            />
            {run.leftOver > 0 && (
                <Typography.Text type="secondary">{t('grades.leftOver', { count: run.leftOver })}</Typography.Text>
            )}
            <Reviews run={run} />
            <section aria-labelledby="grade-proposals">
                <Typography.Title level={2} id="grade-proposals" style={{ fontSize: '1.25rem' }}>
                    {t('grades.proposals')}
                </Typography.Title>
                <Flex gap="middle" wrap align="end" style={{ marginBottom: '0.5rem' }}>
                    <LevelFilter id="grade-level" value={filters.level} onChoose={(level) => choose({ level })} />
                    <Checkbox
                        checked={filters.changed === true}
                        onChange={(event) => choose({ changed: event.target.checked ? 'true' : undefined })}
                    >
                        {t('grades.onlyChanged')}
                    </Checkbox>
                    <ExportButton
                        path={`/performance/grade-runs/${id}/proposals`}
                        query={{ ...filters, sort: sorting.sort }}
                    />
                </Flex>
                <ListTable<GradeProposal>
                    list={list}
                    aria-labelledby="grade-proposals"
                    rowKey="managerNo"
                    empty={t('grades.noProposals')}
                    columns={[
                        { title: t('grades.rank'), dataIndex: 'rank', ...by('rank'), align: 'right' },
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            ...by('managerNo'),
                            render: (no: string, row) => (
                                <>
                                    {row.name} <Typography.Text type="secondary">{no}</Typography.Text>
                                </>
                            ),
                        },
                        { title: t('months.org'), dataIndex: 'org', ...by('org'), render: unitName },
                        {
                            title: t('grades.score'),
                            dataIndex: 'score',
                            align: 'right',
                            className: 'number',
                            render: (score: string | null) => (score === null ? '–' : percent(score)),
                        },
                        {
                            title: t('grades.before'),
                            key: 'before',
                            render: (_, row) => gradeWord(t, row.beforeLevel, row.beforeStep),
                        },
                        {
                            title: t('grades.proposed'),
                            key: 'proposed',
                            render: (_, row) => gradeWord(t, row.level, row.step),
                        },
                        {
                            title: t('grades.final'),
                            key: 'final',
                            render: (_, row) => (
                                <>
                                    <strong>{gradeWord(t, row.finalLevel, row.finalStep)}</strong>
                                    {row.payLevel !== row.finalLevel || row.payStep !== row.finalStep ? (
                                        <div>
                                            {t('grades.paidAs', { grade: gradeWord(t, row.payLevel, row.payStep) })}
                                        </div>
                                    ) : null}
                                    {row.decisionReason && (
                                        <div style={{ maxWidth: '16rem', whiteSpace: 'normal' }}>
                                            <Typography.Text type="secondary">
                                                {t('grades.because', { by: row.decidedBy, reason: row.decisionReason })}
                                            </Typography.Text>
                                        </div>
                                    )}
                                </>
                            ),
                        },
                        {
                            title: t('grades.why'),
                            key: 'why',
                            className: 'sentence',
                            render: (_, row) => (
                                <div style={{ maxWidth: '22rem', whiteSpace: 'normal' }}>
                                    {marginSentences(t, row.margin).join(' ')}
                                    {row.recommendation !== 'keep' && (
                                        <div>{t(`grades.recommend.${row.recommendation}`, { count: row.streak })}</div>
                                    )}
                                </div>
                            ),
                        },
                        {
                            title: t('grades.branch'),
                            dataIndex: 'reviewedBy',
                            render: (who: string | null) => who ?? t('grades.notReviewed'),
                        },
                        ...(mayDecide
                            ? [
                                  {
                                      title: t('kpis.toDo'),
                                      key: 'do',
                                      render: (_: unknown, row: GradeProposal) => (
                                          <Button size="small" onClick={() => setDecided(row)}>
                                              {t('grades.decide')}
                                          </Button>
                                      ),
                                  },
                              ]
                            : []),
                    ]}
                />
            </section>
            {decided && (
                <DecideGrade key={decided.managerNo} run={id} proposal={decided} close={() => setDecided(undefined)} />
            )}
        </Flex>
    );
}

/** What is to be done next, and by whom. */
function Reviews({ run }: { run: GradeRun }) {
    const { t } = useTranslation();
    const { message, modal } = App.useApp();
    const { id: me, roles, org } = usePerson();
    const unitName = useUnitName(roles);
    const queries = useQueryClient();
    const noteId = useId();
    const draft = useDraft(`grade-review.${run.id}`, '');
    const text = draft.value;
    const done = {
        onSuccess: async () => {
            void message.success(t('grades.done'));
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['grade-run', run.id] });
            await queries.invalidateQueries({ queryKey: ['grade-proposals', run.id] });
        },
    };
    const reviewing = useMutation({ mutationFn: () => reviewGrades(run.id, text.trim() || null), ...done });
    const approving = useMutation({ mutationFn: () => approveGrades(run.id), ...done });
    const returning = useMutation({ mutationFn: () => returnGrades(run.id, text.trim()), ...done });
    const isHead = roles.includes('branch-head') && org !== null;
    const isHr = roles.includes('hr') && org === null;
    const failed = reviewing.error ?? approving.error ?? returning.error;
    const mayReview = run.state === 'proposed' && (isHead || (isHr && run.waiting.length === 0));
    const mayApprove = run.state === 'reviewed' && isHr && me !== run.madeBy && me !== run.reviewedBy;
    return (
        <Flex vertical gap="small" align="start">
            {run.state === 'proposed' && (
                <Typography.Text>
                    {run.waiting.length > 0
                        ? t('grades.waiting', { units: run.waiting.map(unitName).join(t('list.comma')) })
                        : t('grades.waitsForBank')}
                </Typography.Text>
            )}
            {run.state === 'reviewed' && (
                <Typography.Text>
                    {t('grades.reviewedBy', { by: run.reviewedBy, at: instant(run.reviewedAt ?? '') })} {run.reviewNote}
                </Typography.Text>
            )}
            {run.state === 'approved' && (
                <Typography.Text>
                    {t('grades.approvedBy', { by: run.approvedBy, at: instant(run.approvedAt ?? '') })}
                </Typography.Text>
            )}
            {run.state === 'reviewed' && isHr && !mayApprove && (
                <Typography.Text type="secondary">{t('grades.anotherPerson')}</Typography.Text>
            )}
            {(mayReview || mayApprove) && (
                <div style={{ width: 'min(40rem, 100%)' }}>
                    <label htmlFor={noteId}>{t(mayReview ? 'grades.note' : 'grades.returnReason')}</label>
                    <Input.TextArea
                        id={noteId}
                        rows={2}
                        maxLength={mayReview ? 2000 : 500}
                        value={text}
                        onChange={(event) => draft.set(event.target.value)}
                    />
                </div>
            )}
            {failed && <ProblemNote problem={failed} />}
            <Flex gap="small" wrap>
                {mayReview && (
                    <Button type="primary" loading={reviewing.isPending} onClick={() => reviewing.mutate()}>
                        {t(isHead ? 'grades.reviewBranch' : 'grades.reviewBank')}
                    </Button>
                )}
                {mayApprove && (
                    <>
                        <Button
                            type="primary"
                            loading={approving.isPending}
                            onClick={() =>
                                modal.confirm({
                                    title: t('grades.approveAsk', { period: period(run.period) }),
                                    content: t('grades.approveMeans'),
                                    okText: t('grades.approve'),
                                    onOk: () => approving.mutate(),
                                })
                            }
                        >
                            {t('grades.approve')}
                        </Button>
                        <Button
                            disabled={text.trim() === ''}
                            loading={returning.isPending}
                            onClick={() => returning.mutate()}
                        >
                            {t('grades.return')}
                        </Button>
                    </>
                )}
            </Flex>
        </Flex>
    );
}
