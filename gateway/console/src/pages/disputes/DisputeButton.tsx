import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft, useHasDraft } from '../../session/drafts';
import { openDispute } from './calls';
import { addressOfDispute } from './state';

const AMOUNT = /^-?\d{1,9}(\.\d{1,2})?$/;

/** Disputes a line of one's own statement, from the line itself. */
export function DisputeButton({
    managerNo,
    month,
    rule,
    sentence,
}: {
    managerNo: string;
    month: string;
    rule: string;
    /** The line in words. */
    sentence: string;
}) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const navigate = useNavigate();
    const queries = useQueryClient();
    const id = useId();
    const form = `dispute.${month}.${rule}`;
    const hasDraft = useHasDraft(form);
    const [isOpen, setOpen] = useState(hasDraft);
    const { value, set, clear } = useDraft(form, { expected: '', text: '' });
    const key = useRef<string>(undefined);
    const expected = value.expected.trim();
    const sending = useMutation({
        mutationFn: () =>
            openDispute(
                {
                    managerNo,
                    period: month,
                    rule,
                    expected: expected === '' ? null : expected,
                    text: value.text.trim(),
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: ({ id: opened }) => {
            clear();
            void message.success(t('dispute.opened'));
            void navigate(addressOfDispute(opened));
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['disputes'] });
        },
    });
    const isWrong = expected !== '' && !AMOUNT.test(expected);
    return (
        <>
            <Button
                className="statement-tools"
                type="link"
                size="small"
                style={{ paddingInline: 0 }}
                aria-label={t('dispute.disputeLine', { line: sentence })}
                onClick={() => setOpen(true)}
            >
                {t('dispute.dispute')}
            </Button>
            <Modal
                open={isOpen}
                title={t('dispute.disputeAsk')}
                okText={t('dispute.send')}
                okButtonProps={{ disabled: isWrong || value.text.trim() === '', loading: sending.isPending }}
                onOk={() => sending.mutate()}
                onCancel={() => setOpen(false)}
            >
                <Typography.Paragraph>{sentence}</Typography.Paragraph>
                <Typography.Paragraph type="secondary">{t('dispute.means')}</Typography.Paragraph>
                <Form layout="vertical">
                    <Form.Item
                        label={t('dispute.expected')}
                        htmlFor={`${id}-expected`}
                        validateStatus={isWrong ? 'error' : undefined}
                        help={isWrong ? t('dispute.expectedRule') : undefined}
                    >
                        <Input
                            id={`${id}-expected`}
                            inputMode="decimal"
                            value={value.expected}
                            onChange={(event) => set((now) => ({ ...now, expected: event.target.value }))}
                        />
                    </Form.Item>
                    <Form.Item label={t('dispute.text')} htmlFor={`${id}-text`}>
                        <Input.TextArea
                            id={`${id}-text`}
                            rows={4}
                            maxLength={2000}
                            value={value.text}
                            onChange={(event) => set((now) => ({ ...now, text: event.target.value }))}
                        />
                    </Form.Item>
                </Form>
                {sending.error && <ProblemNote problem={sending.error} />}
            </Modal>
        </>
    );
}
