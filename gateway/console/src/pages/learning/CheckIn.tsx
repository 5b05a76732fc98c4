import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { checkIn } from '../sessions/calls';

/** Checks in by the six digits shown in the room, on one's own phone. */
export function CheckIn() {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const field = useId();
    const draft = useDraft('check-in', { code: '' });
    const code = draft.value.code.replaceAll(' ', '');
    const checking = useMutation({
        mutationFn: () => checkIn(code),
        onSuccess: async () => {
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['sessions'] });
        },
    });
    return (
        <Card size="small" title={t('learning.checkIn')}>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    if (/^\d{6}$/.test(code)) checking.mutate();
                }}
            >
                <Flex gap="small" wrap align="center">
                    <label htmlFor={field}>{t('learning.code')}</label>
                    <Input
                        id={field}
                        inputMode="numeric"
                        autoComplete="one-time-code"
                        maxLength={8}
                        className="number"
                        style={{ width: '9rem', fontSize: '1.25rem' }}
                        value={draft.value.code}
                        onChange={(event) => draft.set({ code: event.target.value })}
                    />
                    <Button
                        type="primary"
                        htmlType="submit"
                        disabled={!/^\d{6}$/.test(code)}
                        loading={checking.isPending}
                    >
                        {t('learning.iAmHere')}
                    </Button>
                </Flex>
            </form>
            <div aria-live="polite" style={{ marginTop: '0.5rem' }}>
                {checking.data && (
                    <Alert type="success" showIcon title={t('learning.checkedIn', { course: checking.data.course })} />
                )}
                {checking.error && <ProblemNote problem={checking.error} />}
            </div>
        </Card>
    );
}
