import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Input, Modal, Radio } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { Labelled } from '../exams/Labelled';
import { impose } from './calls';

/** Suspends or revokes a manager's certificate. */
export function ImposeSanction({ close }: { close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft('sanction.new', {
        kind: 'suspended',
        managerNo: '',
        certificate: '',
        from: bankToday(),
        to: '',
        reason: '',
    });
    const { value } = draft;
    const key = useRef<string>(undefined);
    const saving = useMutation({
        mutationFn: () =>
            impose(
                {
                    kind: value.kind,
                    managerNo: value.managerNo.trim(),
                    certificate: value.certificate.trim(),
                    from: value.from,
                    to: value.kind === 'suspended' && value.to !== '' ? value.to : null,
                    reason: value.reason.trim(),
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: async () => {
            void message.success(t('holders.imposed'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['sanctions'] });
            await queries.invalidateQueries({ queryKey: ['certificates'] });
        },
        onError: () => {
            key.current = undefined;
        },
    });
    const text = (name: 'managerNo' | 'certificate' | 'from' | 'to') => (
        <Labelled label={t(`holders.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    type={name === 'from' || name === 'to' ? 'date' : undefined}
                    maxLength={60}
                    value={value[name]}
                    onChange={({ target }) => draft.set((now) => ({ ...now, [name]: target.value }))}
                />
            )}
        </Labelled>
    );
    return (
        <Modal
            open
            title={t('holders.impose')}
            okText={t('kpis.save')}
            okButtonProps={{
                disabled: [value.managerNo, value.certificate, value.from, value.reason].some(
                    (one) => one.trim() === '',
                ),
                loading: saving.isPending,
            }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Radio.Group
                    aria-label={t('holders.sanction')}
                    value={value.kind}
                    options={['suspended', 'revoked'].map((kind) => ({
                        value: kind,
                        label: t(`holders.kind.${kind}`),
                    }))}
                    onChange={({ target }) => draft.set((now) => ({ ...now, kind: String(target.value) }))}
                />
                <Flex gap="small" wrap>
                    {text('managerNo')}
                    {text('certificate')}
                </Flex>
                <Flex gap="small" wrap>
                    {text('from')}
                    {value.kind === 'suspended' && text('to')}
                </Flex>
                <Labelled label={t('correction.why')}>
                    {(id) => (
                        <Input.TextArea
                            id={id}
                            rows={3}
                            maxLength={500}
                            value={value.reason}
                            onChange={({ target }) => draft.set((now) => ({ ...now, reason: target.value }))}
                        />
                    )}
                </Labelled>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
