import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Flex, Select, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ListTable } from '../../parts/ListTable';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { instant, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { closedMonths } from '../month/calls';
import { lastMonthOf, longerOf, rhythmOf } from '../month/months';
import { Appeals } from './Appeals';
import { SchemeEditor } from './SchemeEditor';
import { type GradeRunRow, type Scheme, gradeRuns, schemes, startGradeRun } from './calls';
import { RUN_MARKS } from './words';

/** Schemes of grading, the runs of each, and appeals. */
export default function GradesPage() {
    const { t } = useTranslation();
    const { roles, org } = usePerson();
    const [edited, setEdited] = useState<Scheme | 'new'>();
    const known = useQuery({ queryKey: ['grade-schemes'], queryFn: schemes });
    const sorting = useSorting('-madeAt');
    const { by } = sorting;
    const list = useList({ name: ['grade-runs'], filters: {}, sorting, page: gradeRuns });
    const isHr = roles.includes('hr') && org === null;
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ fontSize: '1.5rem' }}>
                    {t('room.grades')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('grades.lead')}</Typography.Text>
            </div>
            {known.error && <ProblemNote problem={known.error} retry={() => void known.refetch()} />}
            {isHr && known.data && known.data.length > 0 && <Start schemes={known.data} />}
            <section aria-labelledby="grade-runs">
                <Typography.Title level={2} id="grade-runs" style={{ fontSize: '1.25rem' }}>
                    {t('grades.runs')}
                </Typography.Title>
                <ListTable<GradeRunRow>
                    list={list}
                    aria-labelledby="grade-runs"
                    rowKey="id"
                    empty={t('grades.noRuns')}
                    columns={[
                        {
                            title: t('grades.period'),
                            dataIndex: 'period',
                            ...by('period'),
                            render: (one: string, row) => <Link to={`/grades/runs/${row.id}`}>{period(one)}</Link>,
                        },
                        { title: t('grades.scheme'), dataIndex: 'scheme', ...by('scheme') },
                        {
                            title: t('grades.state'),
                            dataIndex: 'state',
                            render: (state: keyof typeof RUN_MARKS) => (
                                <Badge status={RUN_MARKS[state]} text={t(`grades.states.${state}`)} />
                            ),
                        },
                        { title: t('grades.base'), dataIndex: 'base', align: 'right', className: 'number' },
                        { title: t('grades.madeBy'), dataIndex: 'madeBy' },
                        { title: t('grades.madeAt'), dataIndex: 'madeAt', ...by('madeAt'), render: instant },
                    ]}
                />
            </section>
            <Appeals />
            <section aria-labelledby="grade-schemes">
                <Typography.Title level={2} id="grade-schemes" style={{ fontSize: '1.25rem' }}>
                    {t('grades.schemes')}
                </Typography.Title>
                <WideTable<Scheme>
                    aria-labelledby="grade-schemes"
                    rowKey="code"
                    dataSource={known.data ?? []}
                    empty={t('grades.noSchemes')}
                    columns={[
                        { title: t('grades.scheme'), dataIndex: 'code' },
                        { title: t('grades.from'), dataIndex: 'effectiveFrom', render: period },
                        {
                            title: t('grades.rhythm'),
                            key: 'rhythm',
                            render: (_, one) => t(`rhythm.${one.terms.period ?? 'half'}`),
                        },
                        { title: t('scorecards.cardVersion'), dataIndex: 'version' },
                        ...(isHr
                            ? [
                                  {
                                      title: '',
                                      key: 'edit',
                                      render: (_: unknown, one: Scheme) => (
                                          <Button size="small" onClick={() => setEdited(one)}>
                                              {t('grades.edit')}
                                          </Button>
                                      ),
                                  },
                              ]
                            : []),
                    ]}
                />
                {isHr && (
                    <Button style={{ marginTop: '0.5rem' }} onClick={() => setEdited('new')}>
                        {t('grades.newScheme')}
                    </Button>
                )}
            </section>
            {edited && (
                <SchemeEditor scheme={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />
            )}
        </Flex>
    );
}

/** Starts a run: everybody in post on the period's last day is graded, as a proposal. */
function Start({ schemes: known }: { schemes: readonly Scheme[] }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const navigate = useNavigate();
    const queries = useQueryClient();
    const [schemeId, periodId] = [useId(), useId()];
    const [code, setCode] = useState(known[0]?.code);
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const scheme = known.find((one) => one.code === code);
    const rhythm = scheme?.terms.period ?? 'half';
    const months = (closed.data ?? []).map((one) => one.period);
    const choice = [...new Set(months.flatMap((month) => [month, ...longerOf(month)]))]
        .filter((one) => rhythmOf(one) === rhythm && months.includes(lastMonthOf(one)))
        .reverse();
    const [chosen, setChosen] = useState<string>();
    const value = chosen !== undefined && choice.includes(chosen) ? chosen : choice[0];
    const starting = useMutation({
        mutationFn: () => startGradeRun(code ?? '', value ?? '', crypto.randomUUID()),
        onSuccess: async (run) => {
            void message.success(t('grades.started'));
            await queries.invalidateQueries({ queryKey: ['grade-runs'] });
            void navigate(`/grades/runs/${run.id}`);
        },
    });
    return (
        <Flex vertical gap="small">
            <Flex gap="small" wrap align="center">
                <label htmlFor={schemeId}>{t('grades.scheme')}</label>
                <Select
                    id={schemeId}
                    style={{ minWidth: '10rem' }}
                    value={code}
                    options={known.map((one) => ({ value: one.code, label: one.code }))}
                    onChange={setCode}
                />
                <label htmlFor={periodId}>{t('grades.period')}</label>
                <Select
                    id={periodId}
                    style={{ minWidth: '10rem' }}
                    value={value}
                    placeholder={t('grades.noPeriod')}
                    options={choice.map((one) => ({ value: one, label: period(one) }))}
                    onChange={setChosen}
                />
                <Button
                    type="primary"
                    disabled={value === undefined}
                    loading={starting.isPending}
                    onClick={() => starting.mutate()}
                >
                    {t('grades.start')}
                </Button>
            </Flex>
            {starting.error && <ProblemNote problem={starting.error} />}
        </Flex>
    );
}
