import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Form, Input, Modal, Select, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft, useHasDraft } from '../../session/drafts';
import { UnitFilter } from './UnitFilter';
import { type PostingChange, PostingRefused, changeOf, record } from './postings';
import { LEVELS, type Profile, type Unit, bankToday, wordOf } from './roster';

const formOf = (managerNo: string) => `posting.${managerNo}`;

/**
 * Records one person's move, promotion or leaving without a file. The roster's own rules check it, as they check a
 * file.
 */
export function PostingForm({ manager, units }: { manager: Profile; units?: readonly Unit[] }) {
    const { t } = useTranslation();
    const hasDraft = useHasDraft(formOf(manager.managerNo));
    const [isOpen, setOpen] = useState(hasDraft);
    return (
        <>
            <Button onClick={() => setOpen(true)}>{t('postings.change')}</Button>
            {isOpen && <Change manager={manager} units={units} close={() => setOpen(false)} />}
        </>
    );
}

function Change({ manager, units, close }: { manager: Profile; units?: readonly Unit[]; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const [form] = Form.useForm<PostingChange>();
    const draft = useDraft(formOf(manager.managerNo), changeOf(manager, bankToday()));
    const key = useRef(crypto.randomUUID());
    const recording = useMutation({
        mutationFn: () => record(manager, draft.value, key.current),
        onSuccess: (isNews) => {
            draft.clear();
            void message.success(t(isNews ? 'postings.recorded' : 'postings.nothingNew'));
            close();
            return Promise.all(
                [['manager', manager.managerNo], ['managers']].map((queryKey) =>
                    queries.invalidateQueries({ queryKey }),
                ),
            );
        },
        onError: (error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = crypto.randomUUID();
        },
    });
    const set = (change: Partial<PostingChange>) => draft.set((now) => ({ ...now, ...change }));
    const choices = (list: 'level' | 'area' | 'employment', codes: readonly string[]) =>
        codes.map((value) => ({ value, label: wordOf(t, list, value) }));
    return (
        <Modal
            open
            title={t('postings.title', { name: manager.name })}
            okText={t('postings.save')}
            okButtonProps={{ disabled: !draft.isChanged }}
            confirmLoading={recording.isPending}
            onOk={() => void form.validateFields().then(() => recording.mutate())}
            onCancel={close}
        >
            <Typography.Paragraph type="secondary">{t('postings.means')}</Typography.Paragraph>
            <DraftNote draft={{ isRestored: draft.isRestored, clear: () => (draft.clear(), close()) }} />
            <Form<PostingChange>
                form={form}
                layout="vertical"
                requiredMark={false}
                initialValues={draft.value}
                onValuesChange={(change) => set(change as Partial<PostingChange>)}
            >
                <Form.Item
                    name="effectiveOn"
                    label={t('postings.effectiveOn')}
                    rules={[{ required: true, message: t('form.required') }]}
                >
                    <Input type="date" />
                </Form.Item>
                <Form.Item label={t('managers.org')} htmlFor="posting-org">
                    <UnitFilter
                        id="posting-org"
                        units={units}
                        value={draft.value.org}
                        onChoose={(org) => set({ org: org ?? '' })}
                    />
                </Form.Item>
                <Flex gap="small" wrap>
                    <Form.Item name="level" label={t('managers.levelName')} style={{ flex: '1 1 9rem' }}>
                        <Select allowClear options={choices('level', LEVELS)} />
                    </Form.Item>
                    <Form.Item name="step" label={t('managers.step')} style={{ flex: '1 1 6rem' }}>
                        <Select allowClear options={['A', 'B', 'C'].map((value) => ({ value, label: value }))} />
                    </Form.Item>
                    <Form.Item name="area" label={t('managers.areaName')} style={{ flex: '1 1 9rem' }}>
                        <Select allowClear options={choices('area', ['urban', 'rural'])} />
                    </Form.Item>
                    <Form.Item name="employment" label={t('managers.employmentName')} style={{ flex: '1 1 9rem' }}>
                        <Select allowClear options={choices('employment', ['regular', 'contract'])} />
                    </Form.Item>
                    <Form.Item name="supervisorNo" label={t('managers.supervisor')} style={{ flex: '1 1 9rem' }}>
                        <Input maxLength={32} />
                    </Form.Item>
                    <Form.Item name="mentorNo" label={t('managers.mentor')} style={{ flex: '1 1 9rem' }}>
                        <Input maxLength={32} />
                    </Form.Item>
                </Flex>
                <Form.Item name="leftOn" label={t('postings.leftOn')}>
                    <Input type="date" min={manager.hiredOn} />
                </Form.Item>
            </Form>
            {recording.error instanceof PostingRefused ? (
                <Alert
                    type="error"
                    showIcon
                    role="alert"
                    title={t('postings.refused')}
                    description={recording.error.messages.map((one) => (
                        <div key={one}>{one}</div>
                    ))}
                />
            ) : (
                recording.error && <ProblemNote problem={recording.error} />
            )}
        </Modal>
    );
}
