import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Flex, Input, Skeleton, Typography } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { date, figure } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { AssessmentState } from './AssessmentState';
import { Labelled } from './Labelled';
import { type AssessmentDetail, assessment, markAssessment, nameThird, said } from './calls';

/** An interview or a practical: the examiner's form, and afterwards all marks with their reasons. */
export default function AssessmentPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['assessment', id], queryFn: () => assessment(id) });
    const { data } = query;
    return (
        <Flex vertical gap="middle" style={{ maxWidth: '46rem' }}>
            <Link to="/assessments">
                <ArrowLeftOutlined /> {t('room.assessments')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {data ? <Shown of={data} /> : !query.error && <Skeleton active title paragraph={{ rows: 8 }} />}
        </Flex>
    );
}

function Shown({ of }: { of: AssessmentDetail }) {
    const { t } = useTranslation();
    const { assessment: row } = of;
    return (
        <>
            <Typography.Title level={1} style={{ marginTop: 0 }}>
                {t('exams.assessmentOf', {
                    exam: said(of.title),
                    form: t(`exams.form.${row.form}`),
                    manager: row.name ?? row.managerNo,
                })}
            </Typography.Title>
            <Descriptions
                column={{ xs: 1, md: 2 }}
                items={[
                    { key: 'heldOn', label: t('exams.heldOn'), children: date(row.heldOn) },
                    { key: 'state', label: t('exams.stateLabel'), children: <AssessmentState state={row.state} /> },
                    ...(row.score !== null
                        ? [
                              {
                                  key: 'score',
                                  label: t('exams.score'),
                                  children: t('exams.scoreOf', { score: figure(row.score), pass: figure(of.passMark) }),
                              },
                              {
                                  key: 'passed',
                                  label: t('exams.passedNow'),
                                  children: t(of.isPassed ? 'exams.passed' : 'exams.notPassed'),
                              },
                          ]
                        : []),
                ]}
            />
            {row.state === 'third' && row.examiners === 2 && (
                <Alert type="warning" showIcon title={t('exams.thirdWanted')} />
            )}
            {of.mayNameThird && <NameThird id={row.id} />}
            {of.mayMark ? <Marking of={of} /> : null}
            {of.examiners.map((one) => (
                <Card
                    key={one.examiner}
                    size="small"
                    title={t('exams.examiner', { name: one.examiner })}
                    extra={
                        one.total === null
                            ? t(one.hasMarked ? 'exams.hidden' : 'exams.notMarked')
                            : t('exams.totalOf', { total: one.total })
                    }
                >
                    {one.marks.length === 0
                        ? t(one.hasMarked ? 'exams.hiddenMeans' : 'exams.notMarked')
                        : one.marks.map((mark, at) => (
                              <Typography.Paragraph key={at} style={{ marginBlockEnd: '0.25rem' }}>
                                  {t('exams.markOf', {
                                      line: said(of.rubric[at]?.name),
                                      marks: mark.marks,
                                      most: of.rubric[at]?.most ?? 0,
                                      reason: mark.reason,
                                  })}
                              </Typography.Paragraph>
                          ))}
                </Card>
            ))}
        </>
    );
}

/** Names the examiner who decides. */
function NameThird({ id }: { id: string }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const draft = useDraft(`assessment-third.${id}`, { examiner: '' });
    const examiner = draft.value.examiner.trim();
    const key = useRef<string>(undefined);
    const naming = useMutation({
        mutationFn: () => nameThird(id, examiner, (key.current ??= crypto.randomUUID())),
        onSuccess: async () => {
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['assessment'] });
        },
        onError: () => {
            key.current = undefined;
        },
    });
    return (
        <Flex vertical gap="small">
            <Flex gap="small" wrap align="end">
                <Labelled label={t('exams.third')}>
                    {(field) => (
                        <Input
                            id={field}
                            maxLength={100}
                            value={draft.value.examiner}
                            onChange={({ target }) => draft.set({ examiner: target.value })}
                        />
                    )}
                </Labelled>
                <Button
                    type="primary"
                    disabled={examiner === ''}
                    loading={naming.isPending}
                    onClick={() => naming.mutate()}
                >
                    {t('exams.nameThird')}
                </Button>
            </Flex>
            {naming.error && <ProblemNote problem={naming.error} />}
        </Flex>
    );
}

/** The examiner's form: whole marks for each line of the rubric, with a reason. */
function Marking({ of }: { of: AssessmentDetail }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const { id } = of.assessment;
    const draft = useDraft(
        `assessment.${id}`,
        of.rubric.map(() => ({ marks: '', reason: '' })),
    );
    const { value } = draft;
    const set = (at: number, change: Partial<(typeof value)[number]>) =>
        draft.set((now) => now.map((line, place) => (place === at ? { ...line, ...change } : line)));
    const isWhole = value.every(
        ({ marks, reason }, at) =>
            /^\d{1,3}$/.test(marks.trim()) && Number(marks) <= (of.rubric[at]?.most ?? 0) && reason.trim() !== '',
    );
    const saving = useMutation({
        mutationFn: () =>
            markAssessment(
                id,
                value.map(({ marks, reason }) => ({ marks: Number(marks), reason: reason.trim() })),
            ),
        onSuccess: async () => {
            void message.success(t('exams.markedThanks'));
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['assessment'] });
            await queries.invalidateQueries({ queryKey: ['assessments'] });
        },
    });
    return (
        <Card size="small" title={t('exams.yourMarks')}>
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                {of.rubric.map((line, at) => (
                    <Flex key={at} gap="small" wrap align="end">
                        <Labelled label={t('exams.marksOf', { line: said(line.name), most: line.most })}>
                            {(field) => (
                                <Input
                                    id={field}
                                    inputMode="numeric"
                                    maxLength={3}
                                    value={value[at]?.marks ?? ''}
                                    onChange={({ target }) => set(at, { marks: target.value })}
                                />
                            )}
                        </Labelled>
                        <Labelled label={t('exams.reasonOf', { line: said(line.name) })}>
                            {(field) => (
                                <Input
                                    id={field}
                                    maxLength={500}
                                    value={value[at]?.reason ?? ''}
                                    onChange={({ target }) => set(at, { reason: target.value })}
                                />
                            )}
                        </Labelled>
                    </Flex>
                ))}
                <Typography.Text type="secondary">{t('exams.marksOnce')}</Typography.Text>
                {saving.error && <ProblemNote problem={saving.error} />}
                <Button type="primary" disabled={!isWhole} loading={saving.isPending} onClick={() => saving.mutate()}>
                    {t('exams.giveMarks')}
                </Button>
            </Flex>
        </Card>
    );
}
