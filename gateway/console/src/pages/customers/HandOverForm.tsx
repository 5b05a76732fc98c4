import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { handOver } from './calls';

/** Hands a customer over to another manager from a day on. */
export function HandOverForm({ customerRef }: { customerRef: string }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`hand-over.${customerRef}`, { managerNo: '', from: bankToday(), reason: '' });
    const { managerNo, from, reason } = draft.value;
    const key = useRef<string>(undefined);
    const handing = useMutation({
        mutationFn: () =>
            handOver(
                customerRef,
                { managerNo: managerNo.trim(), from, reason: reason.trim() || null },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: () => {
            draft.clear();
            void message.success(t('customers.handedOver'));
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['customers'] });
        },
    });
    const field = (name: 'managerNo' | 'from' | 'reason', label: string, type: string, length: number) => (
        <Flex vertical gap={4} style={{ flex: '1 1 10rem' }}>
            <label htmlFor={`${id}-${name}`}>{label}</label>
            <Input
                id={`${id}-${name}`}
                type={type}
                maxLength={length}
                value={draft.value[name]}
                onChange={(event) => draft.set((now) => ({ ...now, [name]: event.target.value }))}
            />
        </Flex>
    );
    return (
        <Flex vertical gap="small">
            <DraftNote draft={draft} />
            <Flex gap="small" wrap>
                {field('managerNo', t('customers.newManager'), 'text', 32)}
                {field('from', t('customers.from'), 'date', 10)}
                {field('reason', t('customers.why'), 'text', 500)}
            </Flex>
            {handing.error && <ProblemNote problem={handing.error} />}
            <Button
                style={{ alignSelf: 'start' }}
                disabled={managerNo.trim() === '' || from === ''}
                loading={handing.isPending}
                onClick={() => handing.mutate()}
            >
                {t('customers.handOver')}
            </Button>
        </Flex>
    );
}
