import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { TextField } from './Fields';
import { type Contest, saveContest } from './calls';
import { contestBody, contestDraft } from './recognitionDraft';

/** The months, units, KPI and prize of a contest. */
export function ContestEditor({ contest, close }: { contest?: Contest; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`contest.${contest?.code ?? ''}`, contestDraft(contest));
    const { value } = draft;
    const saving = useMutation({
        mutationFn: () => saveContest(value.code.trim(), contestBody(value)),
        onSuccess: () => {
            void message.success(t('recognition.saved'));
            draft.clear();
            close();
            return queries.invalidateQueries({ queryKey: ['contests'] });
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
    const isWhole = value.code.trim() !== '' && value.from !== '' && value.to !== '' && value.kpi.trim() !== '';
    return (
        <Modal
            open
            title={contest ? t('recognition.changeOf', { code: contest.code }) : t('recognition.addContest')}
            okText={t('recognition.save')}
            okButtonProps={{ disabled: !isWhole, loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                {field('code', contest !== undefined)}
                {field('zh')}
                {field('en')}
                {field('prizeZh')}
                {field('prizeEn')}
                {field('from', false, 'month')}
                {field('to', false, 'month')}
                {field('orgs')}
                {field('kpi')}
                <Select
                    aria-label={t('recognition.order')}
                    options={['', 'yes'].map((order) => ({
                        value: order,
                        label: t(order ? 'recognition.lowestFirst' : 'recognition.highestFirst'),
                    }))}
                    value={value.lowestFirst}
                    onChange={(lowestFirst: string) => draft.set((now) => ({ ...now, lowestFirst }))}
                />
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
