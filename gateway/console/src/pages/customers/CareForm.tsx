import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, Radio } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { OUTCOMES, recordCare } from './calls';

/** Records that a customer was cared for: how it ended, and a word about it. */
export function CareForm({ customerRef }: { customerRef: string }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`care.${customerRef}`, { outcome: '', note: '' });
    const { outcome, note } = draft.value;
    const key = useRef<string>(undefined);
    const recording = useMutation({
        mutationFn: () =>
            recordCare(
                customerRef,
                { kind: null, doneOn: null, outcome, note: note.trim() || null },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: () => {
            draft.clear();
            void message.success(t('customers.recorded'));
        },
        onSettled: (_, error) => {
            // Unanswered, the same care is sent again under the same key.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['customers'] });
        },
    });
    return (
        <Flex vertical gap="small">
            <DraftNote draft={draft} />
            <Radio.Group
                aria-label={t('customers.outcome')}
                optionType="button"
                value={outcome}
                options={OUTCOMES.map((value) => ({ value, label: t(`customers.outcomes.${value}`) }))}
                onChange={(event) => draft.set((now) => ({ ...now, outcome: String(event.target.value) }))}
            />
            <label htmlFor={id}>{t('customers.note')}</label>
            <Input.TextArea
                id={id}
                rows={2}
                maxLength={500}
                value={note}
                onChange={(event) => draft.set((now) => ({ ...now, note: event.target.value }))}
            />
            {recording.error && <ProblemNote problem={recording.error} />}
            <Button
                type="primary"
                style={{ alignSelf: 'start' }}
                disabled={outcome === ''}
                loading={recording.isPending}
                onClick={() => recording.mutate()}
            >
                {t('customers.record')}
            </Button>
        </Flex>
    );
}
