import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ListTable } from '../../parts/ListTable';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { count, figure, percent } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { PersonLink } from '../home/PersonLink';
import { type ItemFigures, type Remarked, remarked, statistics, withdraw } from './calls';

/** How the questions of an exam were answered, and whom a question that was taken out has changed. */
export default function StatisticsPage() {
    const { t } = useTranslation();
    const { code = '' } = useParams();
    const { roles, org } = usePerson();
    const query = useQuery({ queryKey: ['statistics', code], queryFn: () => statistics(code) });
    const sorting = useSorting('exam');
    const { by } = sorting;
    const changed = useList({ name: ['remarked'], filters: { exam: code }, sorting, page: remarked });
    const mayWithdraw = roles.includes('trainer') && org === null;
    return (
        <Flex vertical gap="middle">
            <Link to="/exams">
                <ArrowLeftOutlined /> {t('room.exams')}
            </Link>
            <PageHead
                title={t('exams.statisticsOf', { exam: code })}
                lead={t('exams.statisticsLead', { count: query.data?.sittings ?? 0 })}
            />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <>
                    <Flex>
                        <ExportButton path={`/training/exams/${code}/statistics`} query={{}} />
                    </Flex>
                    <WideTable<ItemFigures>
                        aria-label={t('exams.statisticsOf', { exam: code })}
                        rowKey="question"
                        dataSource={query.data.items}
                        empty={t('exams.noFigures')}
                        columns={[
                            {
                                title: t('exams.question'),
                                dataIndex: 'question',
                                className: 'sentence',
                                render: (one: string, { title, isWithdrawn }) => (
                                    <>
                                        {title} {isWithdrawn && <Tag>{t('exams.withdrawn')}</Tag>}
                                        <br />
                                        <Typography.Text type="secondary">{one}</Typography.Text>
                                    </>
                                ),
                            },
                            {
                                title: t('exams.sittingsCount'),
                                dataIndex: 'sittings',
                                align: 'right',
                                className: 'number',
                                render: count,
                            },
                            {
                                title: t('exams.unanswered'),
                                dataIndex: 'unanswered',
                                align: 'right',
                                className: 'number',
                                render: count,
                            },
                            {
                                title: t('exams.share'),
                                dataIndex: 'share',
                                align: 'right',
                                className: 'number',
                                render: percent,
                            },
                            {
                                title: t('exams.discrimination'),
                                dataIndex: 'discrimination',
                                align: 'right',
                                className: 'number',
                                render: (one: string | null) => (one === null ? t('exams.tooFew') : figure(one)),
                            },
                            ...(mayWithdraw
                                ? [
                                      {
                                          title: t('kpis.toDo'),
                                          key: 'do',
                                          render: (_: unknown, one: ItemFigures) =>
                                              !one.isWithdrawn && (
                                                  <Acts
                                                      of={one.question}
                                                      form={`withdraw.${code}.${one.question}`}
                                                      refresh={['statistics', 'remarked', 'sittings']}
                                                      acts={[
                                                          {
                                                              name: 'withdraw',
                                                              label: t('exams.takeOut'),
                                                              ask: t('exams.takeOutAsk', { question: one.question }),
                                                              means: t('exams.takeOutMeans'),
                                                              needsReason: true,
                                                              done: t('exams.takenOut'),
                                                              run: (key, reason) =>
                                                                  withdraw(code, one.question, reason, key),
                                                          },
                                                      ]}
                                                  />
                                              ),
                                      },
                                  ]
                                : []),
                        ]}
                    />
                </>
            ) : (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 8 }} />
            )}
            <Typography.Title level={2}>{t('exams.changedSittings')}</Typography.Title>
            <ListTable<Remarked>
                list={changed}
                aria-label={t('exams.changedSittings')}
                empty={t('exams.noneChanged')}
                lines={3}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        className: 'number',
                        render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                    },
                    { title: t('exams.takenOutQuestion'), dataIndex: 'question' },
                    {
                        title: t('exams.scoreBefore'),
                        dataIndex: 'before',
                        align: 'right',
                        className: 'number',
                        render: figure,
                    },
                    {
                        title: t('exams.scoreNow'),
                        dataIndex: 'after',
                        align: 'right',
                        className: 'number',
                        render: figure,
                    },
                    {
                        title: t('exams.passedNow'),
                        dataIndex: 'isPassed',
                        render: (is: boolean, { wasPassed }) =>
                            is === wasPassed ? t('exams.asBefore') : t(is ? 'exams.nowPassed' : 'exams.noLongerPassed'),
                    },
                ]}
            />
        </Flex>
    );
}
