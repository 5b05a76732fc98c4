import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Flex, Input, Modal, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { allCourses } from '../courses/calls';
import { titled } from '../courses/words';
import { Labelled } from './Labelled';
import { DIFFICULTIES, type Exam, FORMS, type NewExam, saveExam } from './calls';

interface Line {
    topic: string;
    difficulty: string;
    count: string;
}

/** An exam while it is written. */
interface Draft {
    code: string;
    zh: string;
    en: string;
    course: string;
    forms: string[];
    passMark: string;
    attempts: string;
    minutes: string;
    from: string;
    to: string;
    blueprint: Line[];
    certificate: string;
    months: string;
    rubric: { zh: string; en: string; most: string }[];
}

const draftOf = (exam: Exam | undefined): Draft => ({
    code: exam?.code ?? '',
    zh: exam?.title.zh ?? '',
    en: exam?.title.en ?? '',
    course: exam?.course ?? '',
    forms: exam?.forms ?? ['written'],
    passMark: exam?.passMark ?? '60',
    attempts: String(exam?.attempts ?? 2),
    minutes: String(exam?.minutes ?? 60),
    from: exam?.window.from ?? '',
    to: exam?.window.to ?? '',
    blueprint: exam?.blueprint.map((line) => ({ ...line, count: String(line.count) })) ?? [
        { topic: '', difficulty: 'medium', count: '10' },
    ],
    certificate: exam?.grants?.certificate ?? '',
    months: String(exam?.grants?.months ?? 24),
    rubric:
        exam?.rubric.map((line) => ({ zh: line.name.zh ?? '', en: line.name.en ?? '', most: String(line.most) })) ?? [],
});

export const bodyOf = (draft: Draft): NewExam => ({
    title: { zh: draft.zh, en: draft.en },
    course: draft.course.trim(),
    forms: draft.forms,
    passMark: draft.passMark.trim(),
    attempts: Number(draft.attempts),
    minutes: Number(draft.minutes),
    window: { from: draft.from, to: draft.to },
    blueprint: draft.forms.includes('written')
        ? draft.blueprint.map((line) => ({
              topic: line.topic.trim(),
              difficulty: line.difficulty,
              count: Number(line.count),
          }))
        : [],
    grants: draft.certificate.trim() ? { certificate: draft.certificate.trim(), months: Number(draft.months) } : null,
    rubric:
        draft.rubric.length > 0
            ? draft.rubric.map((line) => ({ name: { zh: line.zh, en: line.en }, most: Number(line.most) }))
            : null,
});

/** An exam with its blueprint. */
export function ExamEditor({ exam, close }: { exam?: Exam; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft<Draft>(`exam.${exam?.code ?? ''}`, draftOf(exam));
    const { value } = draft;
    const set = (change: Partial<Draft>) => draft.set((now) => ({ ...now, ...change }));
    const setLine = (at: number, change: Partial<Line>) =>
        set({ blueprint: value.blueprint.map((line, place) => (place === at ? { ...line, ...change } : line)) });
    const saving = useMutation({
        mutationFn: () => saveExam(value.code.trim(), bodyOf(value)),
        onSuccess: async () => {
            void message.success(t('exams.examSaved'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['exams'] });
        },
    });
    const text = (
        name: Exclude<keyof Draft, 'forms' | 'blueprint' | 'rubric'>,
        { isNumber = false, isDay = false } = {},
    ) => (
        <Labelled label={t(`exams.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    type={isDay ? 'date' : undefined}
                    value={value[name]}
                    maxLength={100}
                    inputMode={isNumber ? 'decimal' : undefined}
                    disabled={name === 'code' && exam !== undefined}
                    onChange={({ target }) => set({ [name]: target.value })}
                />
            )}
        </Labelled>
    );
    const known = useQuery({ queryKey: ['courses', 'all'], queryFn: allCourses });
    const isOral = value.forms.some((form) => form !== 'written');
    return (
        <Modal
            open
            width="46rem"
            title={exam ? t('exams.changeExam', { code: exam.code }) : t('exams.addExam')}
            okText={t('kpis.save')}
            okButtonProps={{
                disabled:
                    value.forms.length === 0 ||
                    [value.code, value.zh, value.en, value.course, value.from, value.to].some(
                        (one) => one.trim() === '',
                    ),
                loading: saving.isPending,
            }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Flex gap="small" wrap>
                    {text('code')}
                    <Labelled label={t('exams.field.course')}>
                        {(id) => (
                            <Select
                                id={id}
                                style={{ width: '100%' }}
                                showSearch={{ optionFilterProp: 'label' }}
                                value={value.course || undefined}
                                options={known.data?.map((one) => ({
                                    value: one.code,
                                    label: `${titled(one.titleZh, one.titleEn)} ${one.code}`,
                                }))}
                                onChange={(course: string) => set({ course })}
                            />
                        )}
                    </Labelled>
                </Flex>
                <Flex gap="small" wrap>
                    {text('zh')}
                    {text('en')}
                </Flex>
                <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
                    <legend>{t('exams.formsLabel')}</legend>
                    <Checkbox.Group
                        value={value.forms}
                        options={FORMS.map((form) => ({ value: form, label: t(`exams.form.${form}`) }))}
                        onChange={(forms) => set({ forms })}
                    />
                </fieldset>
                <Flex gap="small" wrap>
                    {text('passMark', { isNumber: true })}
                    {text('attempts', { isNumber: true })}
                    {text('minutes', { isNumber: true })}
                </Flex>
                <Flex gap="small" wrap>
                    {text('from', { isDay: true })}
                    {text('to', { isDay: true })}
                </Flex>
                {value.forms.includes('written') && (
                    <>
                        <Typography.Text strong>{t('exams.blueprint')}</Typography.Text>
                        {value.blueprint.map((line, at) => (
                            <Flex key={at} gap="small" wrap align="end">
                                <Labelled label={t('exams.topicOf', { number: at + 1 })}>
                                    {(id) => (
                                        <Input
                                            id={id}
                                            maxLength={100}
                                            value={line.topic}
                                            onChange={({ target }) => setLine(at, { topic: target.value })}
                                        />
                                    )}
                                </Labelled>
                                <Labelled label={t('exams.difficultyLabel')}>
                                    {(id) => (
                                        <Select
                                            id={id}
                                            style={{ width: '100%' }}
                                            value={line.difficulty}
                                            options={DIFFICULTIES.map((word) => ({
                                                value: word,
                                                label: t(`exams.difficulty.${word}`),
                                            }))}
                                            onChange={(difficulty: string) => setLine(at, { difficulty })}
                                        />
                                    )}
                                </Labelled>
                                <Labelled label={t('exams.questionsOf')}>
                                    {(id) => (
                                        <Input
                                            id={id}
                                            inputMode="numeric"
                                            value={line.count}
                                            onChange={({ target }) => setLine(at, { count: target.value })}
                                        />
                                    )}
                                </Labelled>
                                <Button
                                    aria-label={t('exams.removeLine', { number: at + 1 })}
                                    disabled={value.blueprint.length === 1}
                                    onClick={() =>
                                        set({ blueprint: value.blueprint.filter((_, place) => place !== at) })
                                    }
                                >
                                    {t('exams.remove')}
                                </Button>
                            </Flex>
                        ))}
                        <Button
                            onClick={() =>
                                set({
                                    blueprint: [...value.blueprint, { topic: '', difficulty: 'medium', count: '5' }],
                                })
                            }
                        >
                            {t('exams.addLine')}
                        </Button>
                    </>
                )}
                {isOral && (
                    <>
                        <Typography.Text strong>{t('exams.rubric')}</Typography.Text>
                        {value.rubric.map((line, at) => (
                            <Flex key={at} gap="small" wrap align="end">
                                {(['zh', 'en', 'most'] as const).map((name) => (
                                    <Labelled key={name} label={t(`exams.rubricField.${name}`, { number: at + 1 })}>
                                        {(id) => (
                                            <Input
                                                id={id}
                                                maxLength={100}
                                                value={line[name]}
                                                onChange={({ target }) =>
                                                    set({
                                                        rubric: value.rubric.map((one, place) =>
                                                            place === at ? { ...one, [name]: target.value } : one,
                                                        ),
                                                    })
                                                }
                                            />
                                        )}
                                    </Labelled>
                                ))}
                                <Button
                                    aria-label={t('exams.removeRubric', { number: at + 1 })}
                                    onClick={() => set({ rubric: value.rubric.filter((_, place) => place !== at) })}
                                >
                                    {t('exams.remove')}
                                </Button>
                            </Flex>
                        ))}
                        <Button onClick={() => set({ rubric: [...value.rubric, { zh: '', en: '', most: '' }] })}>
                            {t('exams.addRubric')}
                        </Button>
                    </>
                )}
                <Flex gap="small" wrap>
                    {text('certificate')}
                    {text('months', { isNumber: true })}
                </Flex>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
