import { Button, Flex, Form, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { exactInstant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { QuestionEditor } from './QuestionEditor';
import { DIFFICULTIES, KINDS, type QuestionRow, questions } from './calls';

/** The question bank, for the training team. */
export default function QuestionsPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [edited, setEdited] = useState<{ code?: string }>();
    const chosen = {
        kind: filter('kind'),
        difficulty: filter('difficulty'),
        topic: filter('topic'),
        search: filter('search'),
    };
    const list = useList({ name: ['questions'], filters: chosen, sorting, page: questions });
    const choice = (name: 'kind' | 'difficulty', words: readonly string[]) => (
        <Form.Item
            layout="vertical"
            label={t(`exams.${name}Label`)}
            htmlFor={`question-${name}`}
            style={{ marginBottom: 0 }}
        >
            <Select
                id={`question-${name}`}
                allowClear
                placeholder={t('exams.any')}
                style={{ width: '9rem' }}
                value={filter(name)}
                options={words.map((word) => ({ value: word, label: t(`exams.${name}.${word}`) }))}
                onChange={(value?: string) => choose({ [name]: value })}
            />
        </Form.Item>
    );
    return (
        <>
            <ListPage<QuestionRow>
                title={t('room.questions')}
                lead={t('exams.questionsLead')}
                aside={
                    <>
                        <Link to="/exams">{t('room.exams')}</Link> · <Link to="/imports">{t('exams.bring')}</Link>
                    </>
                }
                filters={
                    <>
                        {choice('kind', KINDS)}
                        {choice('difficulty', DIFFICULTIES)}
                        <AddressFilter name="topic" id="question-topic" label={t('exams.field.topic')} />
                        <AddressFilter name="search" id="question-search" label={t('exams.searchQuestion')} />
                        <Button type="primary" onClick={() => setEdited({})}>
                            {t('exams.addQuestion')}
                        </Button>
                    </>
                }
                isFiltered={Object.values(chosen).some(Boolean)}
                exportFrom="/training/questions"
                list={list}
                aria-label={t('room.questions')}
                rowKey="code"
                empty={t(Object.values(chosen).some(Boolean) ? 'exams.noneFound' : 'exams.noQuestions')}
                columns={[
                    {
                        title: t('exams.question'),
                        dataIndex: 'code',
                        ...by('code'),
                        className: 'sentence',
                        render: (code: string, one) => (
                            <>
                                {one.title} {one.isRetired && <Tag>{t('exams.retired')}</Tag>}
                                {one.points === 0 && <Tag>{t('exams.withoutParts')}</Tag>}
                                <br />
                                <Typography.Text type="secondary">
                                    {t('exams.codeAndVersion', { code, version: one.version })}
                                </Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('exams.kindLabel'),
                        dataIndex: 'kind',
                        ...by('kind'),
                        render: (kind: string) => t(`exams.kind.${kind}`),
                    },
                    { title: t('exams.field.topic'), dataIndex: 'topic', ...by('topic') },
                    {
                        title: t('exams.difficultyLabel'),
                        dataIndex: 'difficulty',
                        ...by('difficulty'),
                        render: (word: string) => t(`exams.difficulty.${word}`),
                    },
                    {
                        title: t('exams.item.points'),
                        dataIndex: 'points',
                        ...by('points'),
                        align: 'right',
                        className: 'number',
                    },
                    {
                        title: t('exams.changedAt'),
                        dataIndex: 'changedAt',
                        ...by('changedAt'),
                        className: 'number',
                        render: exactInstant,
                    },
                    {
                        title: t('kpis.toDo'),
                        key: 'do',
                        render: (_: unknown, one) => (
                            <Flex>
                                <Button
                                    size="small"
                                    aria-label={t('exams.changeQuestion', { code: one.code })}
                                    onClick={() => setEdited({ code: one.code })}
                                >
                                    {t('kpis.change')}
                                </Button>
                            </Flex>
                        ),
                    },
                ]}
            />
            {edited && <QuestionEditor key={edited.code ?? ''} code={edited.code} close={() => setEdited(undefined)} />}
        </>
    );
}
