import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Input, Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { dayFrom } from '../../parts/days';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { Labelled } from '../exams/Labelled';
import { assignCoach } from './calls';

const numbersOf = (text: string) => text.split(/[\s,，、;；]+/u).filter(Boolean);

/** Gives uncertified managers a coach and a day. */
export function AssignCoach({
    certificate,
    managers,
    close,
}: {
    certificate: string;
    managers: readonly string[];
    close: () => void;
}) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft('coaching.new', {
        managers: managers.join(' '),
        certificate,
        coachNo: '',
        dueOn: dayFrom(30),
    });
    const { value } = draft;
    const key = useRef<string>(undefined);
    const saving = useMutation({
        mutationFn: () =>
            assignCoach(
                {
                    managers: numbersOf(value.managers),
                    certificate: value.certificate.trim(),
                    coachNo: value.coachNo.trim(),
                    dueOn: value.dueOn,
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: async ({ assigned, alreadyCertified, alreadyCoached }) => {
            void message.success(
                t('holders.assigned', {
                    count: assigned,
                    certified: alreadyCertified.length,
                    coached: alreadyCoached.length,
                }),
            );
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['coachings'] });
        },
        onError: () => {
            key.current = undefined;
        },
    });
    const text = (name: 'certificate' | 'coachNo' | 'dueOn') => (
        <Labelled label={t(`holders.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    type={name === 'dueOn' ? 'date' : undefined}
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
            title={t('holders.assign')}
            okText={t('kpis.save')}
            okButtonProps={{
                disabled: Object.values(value).some((one) => one.trim() === ''),
                loading: saving.isPending,
            }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Labelled label={t('holders.field.managers')}>
                    {(id) => (
                        <Input.TextArea
                            id={id}
                            rows={4}
                            maxLength={17_000}
                            value={value.managers}
                            onChange={({ target }) => draft.set((now) => ({ ...now, managers: target.value }))}
                        />
                    )}
                </Labelled>
                <Flex gap="small" wrap>
                    {text('certificate')}
                    {text('coachNo')}
                    {text('dueOn')}
                </Flex>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
