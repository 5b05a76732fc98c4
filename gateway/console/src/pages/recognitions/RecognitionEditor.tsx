import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { TextField } from './Fields';
import { type Recognition, saveRecognition } from './calls';
import { bodyOf, draftOf } from './recognitionDraft';

const TYPES = ['kpi', 'rank', 'streak', 'course'] as const;

/** What a recognition is given for, from which month on, and what it is called. */
export function RecognitionEditor({ recognition, close }: { recognition?: Recognition; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`recognition.${recognition?.code ?? ''}`, draftOf(recognition));
    const { value } = draft;
    const saving = useMutation({
        mutationFn: () => saveRecognition(value.code.trim(), bodyOf(value)),
        onSuccess: () => {
            void message.success(t('recognition.saved'));
            draft.clear();
            close();
            return queries.invalidateQueries({ queryKey: ['recognitions'] });
        },
    });
    const field = (name: keyof typeof value, isFixed = false, type?: 'month') => (
        <TextField
            label={t(`recognition.field.${name}`)}
            value={value[name]}
            isFixed={isFixed}
            type={type}
            set={(text) => draft.set((now) => ({ ...now, [name]: text }))}
        />
    );
    return (
        <Modal
            open
            title={recognition ? t('recognition.changeOf', { code: recognition.code }) : t('recognition.add')}
            okText={t('recognition.save')}
            okButtonProps={{ disabled: value.code.trim() === '' || value.from === '', loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                {field('code', recognition !== undefined)}
                {field('zh')}
                {field('en')}
                {field('from', false, 'month')}
                {field('to', false, 'month')}
                <Select
                    aria-label={t('recognition.type')}
                    options={TYPES.map((type) => ({ value: type, label: t(`recognition.types.${type}`) }))}
                    value={value.type}
                    onChange={(type: string) => draft.set((now) => ({ ...now, type }))}
                />
                {value.type === 'course' ? field('certificate') : field('kpi')}
                {(value.type === 'kpi' || value.type === 'streak') && (
                    <>
                        {field('atLeast')}
                        {field('atMost')}
                    </>
                )}
                {value.type === 'rank' && (
                    <>
                        {field('top')}
                        <Select
                            aria-label={t('recognition.order')}
                            options={['', 'yes'].map((order) => ({
                                value: order,
                                label: t(order ? 'recognition.lowestFirst' : 'recognition.highestFirst'),
                            }))}
                            value={value.lowestFirst}
                            onChange={(lowestFirst: string) => draft.set((now) => ({ ...now, lowestFirst }))}
                        />
                    </>
                )}
                {value.type === 'streak' && field('months')}
                {field('org')}
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
