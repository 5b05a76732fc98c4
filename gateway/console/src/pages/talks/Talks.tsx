import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Modal, Select, Skeleton, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft, useHasDraft } from '../../session/drafts';
import { TalkList } from './TalkList';
import { KINDS, type NewTalk, record, talksOf } from './calls';

const formOf = (managerNo: string) => `talk.${managerNo}`;

/** The talks held with a manager, for those above them, and the place to write one down. */
export function Talks({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    // What was begun before a sign-in or a reload is on the page again.
    const hasDraft = useHasDraft(formOf(managerNo));
    const [isOpen, setOpen] = useState(hasDraft);
    const talks = useQuery({ queryKey: ['talks', managerNo], queryFn: () => talksOf(managerNo) });
    return (
        <section aria-labelledby="manager-talks">
            <Flex gap="middle" wrap align="center">
                <Typography.Title level={2} id="manager-talks" style={{ fontSize: '1.25rem', margin: 0 }}>
                    {t('talks.title')}
                </Typography.Title>
                <Button onClick={() => setOpen(true)}>{t('talks.record')}</Button>
            </Flex>
            {talks.error && <ProblemNote problem={talks.error} retry={() => void talks.refetch()} />}
            {talks.data ? (
                <TalkList talks={talks.data.items} isOwn={false} none={t('talks.none')} />
            ) : (
                !talks.error && <Skeleton active title={false} paragraph={{ rows: 2 }} />
            )}
            {isOpen && <Recording managerNo={managerNo} close={() => setOpen(false)} />}
        </section>
    );
}

function Recording({ managerNo, close }: { managerNo: string; close: () => void }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const [form] = Form.useForm<NewTalk>();
    const draft = useDraft<Partial<NewTalk>>(formOf(managerNo), { heldOn: bankToday(), kind: 'one-to-one' });
    const key = useRef(crypto.randomUUID());
    const recording = useMutation({
        mutationFn: ({ agreed, nextOn, ...talk }: NewTalk) =>
            record({ ...talk, managerNo, agreed: agreed || null, nextOn: nextOn || null }, key.current),
        onSuccess: () => {
            draft.clear();
            close();
        },
        onSettled: (_, error) => {
            // An answer that never came may have been a yes: the same talk keeps its key.
            if (!(error instanceof Problem && error.status === 0)) key.current = crypto.randomUUID();
            return queries.invalidateQueries({ queryKey: ['talks'] });
        },
    });
    return (
        <Modal
            open
            title={t('talks.record')}
            okText={t('talks.save')}
            onOk={form.submit}
            onCancel={close}
            confirmLoading={recording.isPending}
        >
            <DraftNote
                draft={{
                    isRestored: draft.isRestored,
                    clear: () => {
                        draft.clear();
                        close();
                    },
                }}
            />
            <Form<NewTalk>
                form={form}
                layout="vertical"
                initialValues={draft.value}
                onValuesChange={(_, all) => draft.set(all)}
                onFinish={(talk) => recording.mutate(talk)}
                requiredMark={false}
            >
                <Form.Item name="kind" label={t('talks.kindName')}>
                    <Select options={KINDS.map((value) => ({ value, label: t(`talks.kind.${value}`) }))} />
                </Form.Item>
                <Form.Item
                    name="heldOn"
                    label={t('talks.heldOn')}
                    rules={[{ required: true, message: t('talks.heldOnNeeded') }]}
                >
                    <Input type="date" max={bankToday()} />
                </Form.Item>
                <Form.Item
                    name="said"
                    label={t('talks.said')}
                    rules={[{ required: true, whitespace: true, message: t('talks.saidNeeded') }]}
                >
                    <Input.TextArea rows={3} maxLength={2000} />
                </Form.Item>
                <Form.Item name="agreed" label={t('talks.agreed')}>
                    <Input.TextArea rows={2} maxLength={2000} />
                </Form.Item>
                <Form.Item name="nextOn" label={t('talks.nextOn')}>
                    <Input type="date" min={bankToday()} />
                </Form.Item>
            </Form>
            {recording.error && <ProblemNote problem={recording.error} />}
        </Modal>
    );
}
