import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, Modal, Select, Typography } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FileButton } from '../../parts/FileButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { type Course, type CourseRow, addFile, saveCourse } from './calls';
import { type CourseDraft, bodyOf, draftOf, isWhole } from './courseDraft';
import { AREAS, CHANNELS, EMPLOYMENTS, KINDS, LEVELS, optionsOf, titled } from './words';

const FILES = '.pdf,.png,.jpg,.jpeg,.mp4,.docx,.pptx,.xlsx';

/** Writes a course: a change is a new version. */
export function CourseEditor({
    course,
    all,
    close,
}: {
    course?: Course;
    all: readonly CourseRow[];
    close: (saved?: Course) => void;
}) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`course.${course?.code ?? ''}`, draftOf(course));
    const { value } = draft;
    const set = (change: Partial<CourseDraft>) => draft.set((now) => ({ ...now, ...change }));
    const saving = useMutation({
        mutationFn: () => saveCourse(value.code.trim(), bodyOf(value)),
        onSuccess: async (saved) => {
            void message.success(t('courses.saved', { version: saved.version }));
            draft.clear();
            close(saved);
            await queries.invalidateQueries({ queryKey: ['courses'] });
        },
    });
    const text = (name: 'code' | 'zh' | 'en' | 'hours' | 'validMonths' | 'hiredWithinDays', isFixed = false) => (
        <Labelled label={t(`courses.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    value={value[name]}
                    disabled={isFixed}
                    inputMode={name === 'hours' ? 'decimal' : undefined}
                    onChange={(event) => set({ [name]: event.target.value })}
                />
            )}
        </Labelled>
    );
    const several = (
        name: 'levels' | 'areas' | 'employment' | 'prerequisites',
        options: { value: string; label: string }[],
    ) => (
        <Labelled label={t(`courses.field.${name}`)}>
            {(id) => (
                <Select
                    id={id}
                    mode="multiple"
                    style={{ width: '100%' }}
                    placeholder={t(name === 'prerequisites' ? 'courses.noPrerequisite' : 'courses.everybody')}
                    value={value[name]}
                    options={options}
                    showSearch={{ optionFilterProp: 'label' }}
                    onChange={(chosen: string[]) => set({ [name]: chosen })}
                />
            )}
        </Labelled>
    );
    const one = (name: 'kind' | 'channel', words: readonly string[], key: string) => (
        <Labelled label={t(`courses.field.${name}`)}>
            {(id) => (
                <Select
                    id={id}
                    style={{ width: '100%' }}
                    value={value[name]}
                    options={optionsOf(t, words, key)}
                    onChange={(chosen: string) => set({ [name]: chosen })}
                />
            )}
        </Labelled>
    );
    return (
        <Modal
            open
            title={course ? t('courses.changeOf', { code: course.code }) : t('courses.add')}
            okText={t('courses.save')}
            okButtonProps={{ disabled: !isWhole(value), loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={() => close()}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                {text('code', course !== undefined)}
                {text('zh')}
                {text('en')}
                {one('kind', KINDS, 'courses.kinds')}
                {one('channel', CHANNELS, 'courses.channels')}
                {text('hours')}
                {text('validMonths')}
                {several(
                    'prerequisites',
                    all
                        .filter((row) => row.code !== value.code)
                        .map((row) => ({ value: row.code, label: `${row.code} ${titled(row.titleZh, row.titleEn)}` })),
                )}
                {several('levels', optionsOf(t, LEVELS, 'managers.level'))}
                {several('areas', optionsOf(t, AREAS, 'managers.area'))}
                {several('employment', optionsOf(t, EMPLOYMENTS, 'managers.employment'))}
                {text('hiredWithinDays')}
                <Materials
                    code={course?.code}
                    materials={value.materials}
                    onChange={(materials) => set({ materials })}
                />
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}

/** Links and files of a course, row by row. A file needs a course that it belongs to. */
function Materials({
    code,
    materials,
    onChange,
}: {
    code?: string;
    materials: CourseDraft['materials'];
    onChange: (materials: CourseDraft['materials']) => void;
}) {
    const { t } = useTranslation();
    const set = (index: number, change: Partial<CourseDraft['materials'][number]>) =>
        onChange(materials.map((one, at) => (at === index ? { ...one, ...change } : one)));
    const adding = useMutation({
        mutationFn: (file: File) => addFile(code ?? '', file),
        onSuccess: (file) => {
            const name = file.name.replace(/\.\w+$/, '');
            onChange([...materials, { zh: name, en: name, link: '', file: file.id }]);
        },
    });
    return (
        <fieldset style={{ margin: 0, padding: 0, border: 0 }}>
            <legend>{t('courses.materials')}</legend>
            {materials.map((one, index) => (
                <Flex key={index} gap="small" wrap style={{ marginBlockEnd: '0.5rem' }}>
                    <Input
                        aria-label={t('courses.materialZh', { number: index + 1 })}
                        placeholder={t('courses.field.zh')}
                        style={{ flex: 1, minWidth: '8rem' }}
                        value={one.zh}
                        onChange={(event) => set(index, { zh: event.target.value })}
                    />
                    <Input
                        aria-label={t('courses.materialEn', { number: index + 1 })}
                        placeholder={t('courses.field.en')}
                        style={{ flex: 1, minWidth: '8rem' }}
                        value={one.en}
                        onChange={(event) => set(index, { en: event.target.value })}
                    />
                    {one.file ? (
                        <Typography.Text type="secondary">{t('courses.isFile')}</Typography.Text>
                    ) : (
                        <Input
                            aria-label={t('courses.materialLink', { number: index + 1 })}
                            placeholder="https://"
                            style={{ flex: 1, minWidth: '8rem' }}
                            value={one.link}
                            onChange={(event) => set(index, { link: event.target.value })}
                        />
                    )}
                    <Button
                        type="text"
                        icon={<DeleteOutlined />}
                        aria-label={t('courses.removeMaterial', { number: index + 1 })}
                        onClick={() => onChange(materials.filter((_, at) => at !== index))}
                    />
                </Flex>
            ))}
            <Flex gap="small" wrap align="center">
                <Button
                    icon={<PlusOutlined />}
                    onClick={() => onChange([...materials, { zh: '', en: '', link: '', file: '' }])}
                >
                    {t('courses.addLink')}
                </Button>
                {code ? (
                    <FileButton accept={FILES} label={t('courses.addFile')} onFile={(file) => adding.mutate(file)} />
                ) : (
                    <Typography.Text type="secondary">{t('courses.filesLater')}</Typography.Text>
                )}
            </Flex>
            {adding.error && <ProblemNote problem={adding.error} />}
        </fieldset>
    );
}

export function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
    const id = useId();
    return (
        <div>
            <label htmlFor={id}>{label}</label>
            {children(id)}
        </div>
    );
}
