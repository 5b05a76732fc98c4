import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, Modal, Typography } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft, useHasDraft } from '../../session/drafts';

export interface Act {
    name: string;
    label: string;
    ask: string;
    /** What follows from it, beside the question. */
    means?: ReactNode;
    needsReason?: boolean;
    isMain?: boolean;
    done: string;
    run: (key: string, reason: string) => Promise<unknown>;
}

/** The buttons of a row, and the question each asks before it acts. */
export function Acts({ of, form, acts, refresh }: { of: string; form: string; acts: Act[]; refresh: string[] }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const field = useId();
    const hasDraft = useHasDraft(form);
    const [asked, setAsked] = useState(() => (hasDraft ? acts.find((one) => one.needsReason)?.name : undefined));
    const draft = useDraft(form, { reason: '' });
    const reason = draft.value.reason.trim();
    const key = useRef<string>(undefined);
    const act = acts.find(({ name }) => name === asked);
    const acting = useMutation({
        mutationFn: (one: Act) => one.run((key.current ??= crypto.randomUUID()), reason),
        onSuccess: (_, { done }) => {
            void message.success(done);
            setAsked(undefined);
            draft.clear();
        },
        onSettled: (_, error) => {
            // Unanswered, the same word is sent again under the same key.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return Promise.all(['home', ...refresh].map((one) => queries.invalidateQueries({ queryKey: [one] })));
        },
    });
    if (acts.length === 0) return <>–</>;
    return (
        <Flex gap="small" wrap>
            {acts.map(({ name, label, isMain }) => (
                <Button
                    key={name}
                    size="small"
                    type={isMain ? 'primary' : 'default'}
                    aria-label={t('correction.actOn', { act: label, what: of })}
                    onClick={() => {
                        acting.reset();
                        key.current = undefined;
                        setAsked(name);
                    }}
                >
                    {label}
                </Button>
            ))}
            <Modal
                open={act !== undefined}
                title={act?.ask}
                okText={act?.label}
                okButtonProps={{ disabled: act?.needsReason === true && reason === '', loading: acting.isPending }}
                onOk={() => act && acting.mutate(act)}
                onCancel={() => setAsked(undefined)}
            >
                <Typography.Paragraph>{of}</Typography.Paragraph>
                {act?.means && <Typography.Paragraph type="secondary">{act.means}</Typography.Paragraph>}
                {act?.needsReason && (
                    <>
                        <label htmlFor={field}>{t('correction.why')}</label>
                        <Input.TextArea
                            id={field}
                            rows={3}
                            style={{ marginBottom: '1.25rem' }}
                            maxLength={500}
                            showCount
                            value={draft.value.reason}
                            onChange={(event) => draft.set({ reason: event.target.value })}
                        />
                    </>
                )}
                {acting.error && <ProblemNote problem={acting.error} />}
            </Modal>
        </Flex>
    );
}
