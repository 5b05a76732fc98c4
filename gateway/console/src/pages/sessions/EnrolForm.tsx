import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Flex, Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { type Session, enrol } from './calls';

/** Enrols one manager by number; more of them come by a file. */
export function EnrolForm({ session }: { session: Session }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const field = useId();
    const draft = useDraft(`enrol.${session.code}`, { managerNo: '', wait: session.waitingList });
    const { value } = draft;
    const enrolling = useMutation({
        mutationFn: () => enrol(session.code, value.managerNo.trim(), value.wait),
        onSuccess: async (done) => {
            void message.success(t(`sessions.enrolledAs.${done.state}`, { no: done.managerNo }));
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['sessions'] });
        },
    });
    return (
        <Flex vertical gap="small" style={{ marginBottom: '0.75rem' }}>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    if (value.managerNo.trim()) enrolling.mutate();
                }}
            >
                <Flex gap="small" wrap align="center">
                    <label htmlFor={field}>{t('sessions.enrolOne')}</label>
                    <Input
                        id={field}
                        style={{ width: '12rem' }}
                        value={value.managerNo}
                        maxLength={32}
                        onChange={(event) => draft.set((now) => ({ ...now, managerNo: event.target.value }))}
                    />
                    {session.waitingList && (
                        <Checkbox
                            checked={value.wait}
                            onChange={(event) => draft.set((now) => ({ ...now, wait: event.target.checked }))}
                        >
                            {t('sessions.waitIfFull')}
                        </Checkbox>
                    )}
                    <Button htmlType="submit" disabled={!value.managerNo.trim()} loading={enrolling.isPending}>
                        {t('sessions.enrol')}
                    </Button>
                </Flex>
            </form>
            {enrolling.error && <ProblemNote problem={enrolling.error} />}
        </Flex>
    );
}
