import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Case, assign, handlersOf } from './calls';
import { useStep } from './useStep';

/** Takes a case, or gives it to somebody of the desk whom it does not concern. */
export function AssignForm({ of }: { of: Case }) {
    const { t } = useTranslation();
    const { id } = usePerson();
    const query = useQuery({
        queryKey: ['cases', 'handlers', of.complaintRef],
        queryFn: () => handlersOf(of.complaintRef),
    });
    const draft = useDraft(`case-assign.${of.complaintRef}`, { to: '' });
    const to = draft.value.to;
    const taking = useStep((key) => assign(of.complaintRef, null, key), t('cases.assigned'), draft.clear);
    const giving = useStep((key) => assign(of.complaintRef, to, key), t('cases.assigned'), draft.clear);
    const problem = taking.error ?? giving.error;
    const others = (query.data?.handlers ?? []).filter((one) => one !== id && one !== of.handler);
    return (
        <Flex gap="small" wrap align="center">
            {of.handler !== id && (
                <Button
                    type={of.handler === null ? 'primary' : 'default'}
                    loading={taking.isPending}
                    onClick={() => taking.mutate()}
                >
                    {t('cases.take')}
                </Button>
            )}
            {others.length > 0 && (
                <>
                    <Select
                        aria-label={t('cases.giveTo')}
                        placeholder={t('cases.giveTo')}
                        style={{ width: '12rem' }}
                        options={others.map((value) => ({ value, label: value }))}
                        value={to || undefined}
                        onChange={(value: string) => draft.set({ to: value })}
                    />
                    <Button disabled={to === ''} loading={giving.isPending} onClick={() => giving.mutate()}>
                        {t('cases.give')}
                    </Button>
                </>
            )}
            {problem && <ProblemNote problem={problem} />}
        </Flex>
    );
}
