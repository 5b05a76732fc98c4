import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Input, Modal, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { Labelled } from './Labelled';
import { nameExaminers } from './calls';

/** Names the two examiners of an interview or a practical. */
export function NameExaminers({ close }: { close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft('assessment.new', {
        exam: '',
        managerNo: '',
        form: 'interview',
        heldOn: bankToday(),
        first: '',
        second: '',
    });
    const { value } = draft;
    const key = useRef<string>(undefined);
    const saving = useMutation({
        mutationFn: () =>
            nameExaminers(
                {
                    exam: value.exam.trim(),
                    managerNo: value.managerNo.trim(),
                    form: value.form,
                    heldOn: value.heldOn,
                    examiners: [value.first.trim(), value.second.trim()],
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: async () => {
            void message.success(t('exams.examinersNamed'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['assessments'] });
        },
        onError: () => {
            key.current = undefined;
        },
    });
    const text = (name: Exclude<keyof typeof value, 'form'>) => (
        <Labelled label={t(`exams.assessmentField.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    type={name === 'heldOn' ? 'date' : undefined}
                    maxLength={100}
                    value={value[name]}
                    onChange={({ target }) => draft.set((now) => ({ ...now, [name]: target.value }))}
                />
            )}
        </Labelled>
    );
    return (
        <Modal
            open
            title={t('exams.nameExaminers')}
            okText={t('kpis.save')}
            okButtonProps={{
                disabled: Object.values(value).some((one) => one.trim() === ''),
                loading: saving.isPending,
            }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Flex gap="small" wrap>
                    {text('exam')}
                    {text('managerNo')}
                </Flex>
                <Flex gap="small" wrap>
                    <Labelled label={t('exams.formsLabel')}>
                        {(id) => (
                            <Select
                                id={id}
                                style={{ width: '100%' }}
                                value={value.form}
                                options={['interview', 'practical'].map((form) => ({
                                    value: form,
                                    label: t(`exams.form.${form}`),
                                }))}
                                onChange={(form: string) => draft.set((now) => ({ ...now, form }))}
                            />
                        )}
                    </Labelled>
                    {text('heldOn')}
                </Flex>
                <Flex gap="small" wrap>
                    {text('first')}
                    {text('second')}
                </Flex>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
