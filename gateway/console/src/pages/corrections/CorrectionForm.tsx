import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Form, Input } from 'antd';
import { type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';

/** The fields that a manual adjustment and a hold have in common. */
interface Common {
    managerNo: string;
    month: string;
    reason: string;
}

/** An empty form: a correction is usually for the present month. */
export const nothing = (): Common => ({ managerNo: '', month: bankToday().slice(0, 7), reason: '' });

/** Writes a correction of a manager's pay, with its reason. What is typed is kept until it is sent. */
export function CorrectionForm<Value extends Common>({
    draftName,
    empty,
    lead,
    monthLabel,
    children,
    isGood,
    send,
    list,
    done,
    submit,
}: {
    draftName: string;
    empty: () => Value;
    lead: ReactNode;
    monthLabel: string;
    /** The fields of this kind of correction. */
    children: (value: Value, change: (part: Partial<Value>) => void, id: string) => ReactNode;
    /** True where these fields can be sent. */
    isGood: (value: Value) => boolean;
    send: (value: Value, key: string) => Promise<unknown>;
    /** The list that shows it afterwards. */
    list: string;
    done: string;
    submit: string;
}) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const id = useId();
    const queries = useQueryClient();
    const draft = useDraft(draftName, empty());
    const { value, set, clear } = draft;
    const key = useRef<string>(undefined);
    const sending = useMutation({
        mutationFn: () => send(value, (key.current ??= crypto.randomUUID())),
        onSuccess: () => {
            clear();
            void message.success(done);
        },
        onSettled: (_, error) => {
            // Without an answer the same correction is sent again, and counts once.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: [list] });
        },
    });
    const change = (part: Partial<Value>) => {
        set((now) => ({ ...now, ...part }));
        sending.reset();
    };
    const { managerNo, month, reason } = value as Common;
    const common = (part: Partial<Common>) => change(part as Partial<Value>);
    const isReady = managerNo.trim() !== '' && month !== '' && reason.trim() !== '' && isGood(value);
    return (
        <Flex vertical gap="middle">
            {lead}
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => sending.mutate()}>
                <Flex gap="middle" wrap align="end">
                    <Form.Item label={t('months.manager')} htmlFor={`${id}-no`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-no`}
                            maxLength={32}
                            style={{ width: '10rem' }}
                            value={managerNo}
                            onChange={(event) => common({ managerNo: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item label={monthLabel} htmlFor={`${id}-month`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-month`}
                            type="month"
                            max={bankToday().slice(0, 7)}
                            style={{ width: '10rem' }}
                            value={month}
                            onChange={(event) => common({ month: event.target.value })}
                        />
                    </Form.Item>
                    {children(value, change, id)}
                </Flex>
                <Form.Item
                    label={t('correction.reasonShown')}
                    htmlFor={`${id}-reason`}
                    style={{ marginBlock: '0.75rem' }}
                >
                    <Input.TextArea
                        id={`${id}-reason`}
                        rows={2}
                        maxLength={500}
                        value={reason}
                        onChange={(event) => common({ reason: event.target.value })}
                    />
                </Form.Item>
                <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={!isReady}>
                    {submit}
                </Button>
            </Form>
            {sending.error && <ProblemNote problem={sending.error} />}
        </Flex>
    );
}
