import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Flex, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { Labelled } from '../courses/CourseEditor';
import type { CourseRow } from '../courses/calls';
import { titled } from '../courses/words';
import { type Session, saveSession } from './calls';
import { type SessionDraft, bodyOf, draftOf, isWhole } from './sessionDraft';

/** Plans a session, or changes its plan. */
export function SessionEditor({
    session,
    courses,
    close,
}: {
    session?: Session;
    courses: readonly CourseRow[];
    close: (saved?: Session) => void;
}) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`session.${session?.code ?? ''}`, draftOf(session));
    const { value } = draft;
    const set = (change: Partial<SessionDraft>) => draft.set((now) => ({ ...now, ...change }));
    const saving = useMutation({
        mutationFn: () => saveSession(value.code.trim(), bodyOf(value)),
        onSuccess: async (saved) => {
            void message.success(t('sessions.saved'));
            draft.clear();
            close(saved);
            await queries.invalidateQueries({ queryKey: ['sessions'] });
        },
    });
    const text = (
        name:
            | 'code'
            | 'course'
            | 'startsOn'
            | 'endsOn'
            | 'startTime'
            | 'endTime'
            | 'place'
            | 'teacher'
            | 'branch'
            | 'seats',
        type?: 'date' | 'time',
        isFixed = false,
    ) => (
        <Labelled label={t(`sessions.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    type={type}
                    value={value[name]}
                    disabled={isFixed}
                    inputMode={name === 'seats' ? 'numeric' : undefined}
                    onChange={(event) => set({ [name]: event.target.value })}
                />
            )}
        </Labelled>
    );
    return (
        <Modal
            open
            title={session ? t('sessions.changeOf', { code: session.code }) : t('sessions.add')}
            okText={t('sessions.save')}
            okButtonProps={{ disabled: !isWhole(value), loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={() => close()}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                {text('code', undefined, session !== undefined)}
                <Labelled label={t('sessions.field.courseCode')}>
                    {(id) => (
                        <Select
                            id={id}
                            allowClear
                            style={{ width: '100%' }}
                            value={value.courseCode || undefined}
                            showSearch={{ optionFilterProp: 'label' }}
                            options={courses.map((one) => ({
                                value: one.code,
                                label: `${titled(one.titleZh, one.titleEn)} ${one.code}`,
                            }))}
                            onChange={(code?: string) => set({ courseCode: code ?? '' })}
                        />
                    )}
                </Labelled>
                {text('course')}
                {text('startsOn', 'date')}
                {text('endsOn', 'date')}
                {text('startTime', 'time')}
                {text('endTime', 'time')}
                {text('place')}
                {text('teacher')}
                {text('branch')}
                {text('seats')}
                <Checkbox checked={value.waitingList} onChange={(event) => set({ waitingList: event.target.checked })}>
                    {t('sessions.waitingListMeans')}
                </Checkbox>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
