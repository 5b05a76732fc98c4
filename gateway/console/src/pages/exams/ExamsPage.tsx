import { useMutation } from '@tanstack/react-query';
import { App, Button, Flex, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ProblemNote } from '../../parts/ProblemNote';
import { AddressFilter } from '../../parts/TextFilter';
import { bankToday } from '../../parts/days';
import { useFilters } from '../../parts/filters';
import { count, date, figure } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { ExamEditor } from './ExamEditor';
import { type Exam, beginSitting, exams, said } from './calls';

/** Exams: the training team plans them, an account manager sits them. */
export default function ExamsPage() {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const go = useNavigate();
    const { roles, org } = usePerson();
    const { filter } = useFilters();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [edited, setEdited] = useState<Exam | 'new'>();
    const [asked, setAsked] = useState<Exam>();
    const search = filter('search');
    const list = useList({ name: ['exams'], filters: { search }, sorting, page: exams });
    const plans = roles.includes('trainer') && org === null;
    const sits = roles.includes('account-manager');
    const figures = plans || (roles.includes('auditor') && org === null);
    const beginning = useMutation({
        mutationFn: (code: string) => beginSitting(code),
        onSuccess: async ({ sitting, answered }) => {
            if (answered > 0) void message.info(t('exams.goesOn'));
            await go(`/sittings/${sitting.id}`);
        },
    });
    const today = bankToday();
    return (
        <>
            <ListPage<Exam>
                title={t('room.exams')}
                lead={t('exams.lead')}
                aside={
                    <>
                        <Link to="/sittings">{t('room.sittings')}</Link>
                        {plans && (
                            <>
                                {' · '}
                                <Link to="/questions">{t('room.questions')}</Link>
                            </>
                        )}
                    </>
                }
                filters={
                    <>
                        <AddressFilter name="search" id="exam-search" label={t('exams.searchExam')} />
                        {plans && (
                            <Button type="primary" onClick={() => setEdited('new')}>
                                {t('exams.addExam')}
                            </Button>
                        )}
                    </>
                }
                isFiltered={search !== undefined}
                exportFrom="/training/exams"
                list={list}
                aria-label={t('room.exams')}
                rowKey="code"
                empty={t(search ? 'exams.noneFound' : 'exams.noExams')}
                columns={[
                    {
                        title: t('exams.exam'),
                        dataIndex: 'code',
                        ...by('code'),
                        render: (code: string, one) => (
                            <>
                                {said(one.title)}
                                <br />
                                <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('exams.formsLabel'),
                        dataIndex: 'forms',
                        render: (forms: string[]) =>
                            forms.map((form) => t(`exams.form.${form}`)).join(t('exams.listComma')),
                    },
                    {
                        title: t('exams.paper'),
                        key: 'paper',
                        className: 'sentence',
                        render: (_: unknown, one) =>
                            one.questions > 0
                                ? t('exams.paperOf', { questions: count(one.questions), minutes: count(one.minutes) })
                                : '—',
                    },
                    {
                        title: t('exams.field.passMark'),
                        dataIndex: 'passMark',
                        align: 'right',
                        className: 'number',
                        render: figure,
                    },
                    {
                        title: t('exams.window'),
                        dataIndex: ['window', 'from'],
                        ...by('from'),
                        className: 'number',
                        render: (_: unknown, one) =>
                            t('exams.fromTo', { from: date(one.window.from), to: date(one.window.to) }),
                    },
                    {
                        title: t('exams.grants'),
                        key: 'grants',
                        render: (_: unknown, one) =>
                            one.grants
                                ? t('exams.grantsFor', {
                                      certificate: one.grants.certificate,
                                      months: count(one.grants.months),
                                  })
                                : '—',
                    },
                    ...(plans || sits || figures
                        ? [
                              {
                                  title: t('kpis.toDo'),
                                  key: 'do',
                                  render: (_: unknown, one: Exam) => (
                                      <Flex gap="small" wrap>
                                          {sits &&
                                              one.questions > 0 &&
                                              one.window.from <= today &&
                                              today <= one.window.to && (
                                                  <Button
                                                      type="primary"
                                                      size="small"
                                                      aria-label={t('exams.sitOf', { exam: said(one.title) })}
                                                      onClick={() => {
                                                          beginning.reset();
                                                          setAsked(one);
                                                      }}
                                                  >
                                                      {t('exams.sit')}
                                                  </Button>
                                              )}
                                          {plans && (
                                              <Button
                                                  size="small"
                                                  aria-label={t('exams.changeExam', { code: one.code })}
                                                  onClick={() => setEdited(one)}
                                              >
                                                  {t('kpis.change')}
                                              </Button>
                                          )}
                                          {figures && (
                                              <Link
                                                  to={`/exams/${one.code}/statistics`}
                                                  aria-label={t('exams.statisticsOf', { exam: said(one.title) })}
                                              >
                                                  {t('exams.statistics')}
                                              </Link>
                                          )}
                                      </Flex>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
            {edited && (
                <ExamEditor
                    key={edited === 'new' ? '' : edited.code}
                    exam={edited === 'new' ? undefined : edited}
                    close={() => setEdited(undefined)}
                />
            )}
            {asked && (
                <Modal
                    open
                    title={t('exams.sitOf', { exam: said(asked.title) })}
                    okText={t('exams.begin')}
                    okButtonProps={{ loading: beginning.isPending }}
                    onOk={() => beginning.mutate(asked.code)}
                    onCancel={() => setAsked(undefined)}
                >
                    <Flex vertical gap="small">
                        <Typography.Paragraph style={{ marginBottom: 0 }}>
                            {t('exams.beginMeans', {
                                minutes: count(asked.minutes),
                                questions: count(asked.questions),
                                attempts: count(asked.attempts),
                            })}
                        </Typography.Paragraph>
                        <Typography.Text type="secondary">{t('exams.beginNote')}</Typography.Text>
                        {beginning.error && <ProblemNote problem={beginning.error} />}
                    </Flex>
                </Modal>
            )}
        </>
    );
}
