import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Input, Modal } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { type Proposal, returnSheet } from './calls';

/** Sends a sheet back to its maker with a reason. */
export function ReturnSheet({ proposal, close }: { proposal: Proposal; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`sheet-return.${proposal.id}`, '');
    const returning = useMutation({
        mutationFn: () => returnSheet(proposal.id, draft.value.trim()),
        onSuccess: async () => {
            void message.success(t('scoreSheets.returned'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['sheet-proposals'] });
        },
    });
    return (
        <Modal
            open
            title={t('scoreSheets.return')}
            okText={t('scoreSheets.return')}
            okButtonProps={{ disabled: draft.value.trim() === '', loading: returning.isPending }}
            onOk={() => returning.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <label htmlFor={id}>{t('scoreSheets.returnReason')}</label>
                <Input.TextArea
                    id={id}
                    rows={3}
                    maxLength={500}
                    showCount
                    value={draft.value}
                    onChange={(event) => draft.set(event.target.value)}
                />
                {returning.error && <ProblemNote problem={returning.error} />}
            </Flex>
        </Modal>
    );
}
