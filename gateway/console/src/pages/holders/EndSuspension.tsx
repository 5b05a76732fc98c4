import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Input, Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { useDraft } from '../../session/drafts';
import { Labelled } from '../exams/Labelled';
import { type Sanction, endSuspension } from './calls';

/** Gives a suspension its last day. */
export function EndSuspension({ sanction, close }: { sanction: Sanction; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`suspension.${sanction.id}`, { lastDay: sanction.to ?? bankToday() });
    const key = useRef<string>(undefined);
    const saving = useMutation({
        mutationFn: () => endSuspension(sanction.id, draft.value.lastDay, (key.current ??= crypto.randomUUID())),
        onSuccess: async () => {
            void message.success(t('holders.lastDaySet'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['sanctions'] });
            await queries.invalidateQueries({ queryKey: ['certificates'] });
        },
        onError: () => {
            key.current = undefined;
        },
    });
    return (
        <Modal
            open
            title={t('holders.endSuspension')}
            okText={t('kpis.save')}
            okButtonProps={{ disabled: draft.value.lastDay === '', loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                {`${sanction.managerNo} ${sanction.certificate}`}
                <Labelled label={t('holders.field.lastDay')}>
                    {(id) => (
                        <Input
                            id={id}
                            type="date"
                            value={draft.value.lastDay}
                            onChange={({ target }) => draft.set({ lastDay: target.value })}
                        />
                    )}
                </Labelled>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
