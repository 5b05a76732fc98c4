import { Button, Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date, figure } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { PersonLink } from '../home/PersonLink';
import { AssessmentState } from './AssessmentState';
import { NameExaminers } from './NameExaminers';
import { type Assessment, assessments } from './calls';

const STATES = ['marking', 'third', 'done'] as const;
/** Interviews and practicals: the examiners' own to mark, and those of a part of the bank. */
export default function AssessmentsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-heldOn');
    const { by } = sorting;
    const [isNaming, setNaming] = useState(false);
    const state = STATES.find((one) => one === filter('state'));
    const mine = filter('mine') === 'true' ? true : undefined;
    const chosen = { state, mine, exam: filter('exam'), search: filter('search') };
    const list = useList({ name: ['assessments'], filters: chosen, sorting, page: assessments });
    return (
        <>
            <ListPage<Assessment>
                title={t('room.assessments')}
                lead={t('exams.assessmentsLead')}
                aside={<Link to="/exams">{t('room.exams')}</Link>}
                filters={
                    <>
                        <Form.Item
                            layout="vertical"
                            label={t('exams.stateLabel')}
                            htmlFor="assessment-state"
                            style={{ marginBottom: 0 }}
                        >
                            <Select
                                id="assessment-state"
                                allowClear
                                placeholder={t('exams.any')}
                                style={{ width: '11rem' }}
                                value={state}
                                options={STATES.map((value) => ({ value, label: t(`exams.assessmentState.${value}`) }))}
                                onChange={(value?: string) => choose({ state: value })}
                            />
                        </Form.Item>
                        <AddressFilter name="exam" id="assessment-exam" label={t('exams.examCode')} />
                        <AddressFilter name="search" id="assessment-search" label={t('certificates.byManager')} />
                        <Checkbox
                            checked={mine === true}
                            onChange={({ target }) => choose({ mine: target.checked ? 'true' : undefined })}
                        >
                            {t('exams.waitsForMe')}
                        </Checkbox>
                        {roles.includes('trainer') && (
                            <Button type="primary" onClick={() => setNaming(true)}>
                                {t('exams.nameExaminers')}
                            </Button>
                        )}
                    </>
                }
                isFiltered={Object.values(chosen).some(Boolean)}
                exportFrom="/training/assessments"
                list={list}
                aria-label={t('room.assessments')}
                rowKey="id"
                empty={t(Object.values(chosen).some(Boolean) ? 'exams.noneFound' : 'exams.noAssessments')}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        className: 'number',
                        render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                    },
                    { title: t('exams.exam'), dataIndex: 'exam', ...by('exam') },
                    {
                        title: t('exams.formsLabel'),
                        dataIndex: 'form',
                        render: (form: string) => t(`exams.form.${form}`),
                    },
                    {
                        title: t('exams.heldOn'),
                        dataIndex: 'heldOn',
                        ...by('heldOn'),
                        className: 'number',
                        render: date,
                    },
                    {
                        title: t('exams.stateLabel'),
                        dataIndex: 'state',
                        ...by('state'),
                        render: (one: string) => <AssessmentState state={one} />,
                    },
                    {
                        title: t('exams.marked'),
                        key: 'marked',
                        className: 'number',
                        render: (_: unknown, one) =>
                            t('exams.markedOf', { marked: one.marked, examiners: one.examiners }),
                    },
                    {
                        title: t('exams.score'),
                        dataIndex: 'score',
                        align: 'right',
                        className: 'number',
                        render: (score: string | null) => (score === null ? '—' : figure(score)),
                    },
                    {
                        title: t('kpis.toDo'),
                        key: 'do',
                        render: (_: unknown, one) => (
                            <Link
                                to={`/assessments/${one.id}`}
                                aria-label={t('exams.openAssessment', { exam: one.exam, manager: one.managerNo })}
                            >
                                {t('exams.show')}
                            </Link>
                        ),
                    },
                ]}
            />
            {isNaming && <NameExaminers close={() => setNaming(false)} />}
        </>
    );
}
