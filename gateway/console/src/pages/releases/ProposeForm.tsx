import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '../../api/problem';
import { bankToday, dayFrom } from '../../parts/days';
import { date, money } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { proposeRelease, waitingRelease } from './calls';
import { DAYS_AHEAD, addressOfRelease, monthEndOf } from './state';

/** The refusal of a day, in the service's words; undefined for a problem that is not about the day. */
function faultOfDay(problem: unknown): string | undefined {
    if (!(problem instanceof Problem)) return undefined;
    const ofField = problem.details.errors?.dueUntil;
    if (ofField) return ofField.join(' ');
    return problem.code.startsWith('release.') ? problem.message : undefined;
}

/** Proposes to pay what falls due until a day, unless a release waits already: there is one at a time. */
export function ProposeForm() {
    const { t } = useTranslation();
    const id = useId();
    const queries = useQueryClient();
    const draft = useDraft('release', monthEndOf(bankToday()));
    const { value: dueUntil, set, clear } = draft;
    const waiting = useQuery({ queryKey: ['releases', 'waiting'], queryFn: waitingRelease });
    // One key for one proposal: the same again is a new one only when it was answered.
    const key = useRef<string>(undefined);
    const proposing = useMutation({
        mutationFn: () => proposeRelease(dueUntil, (key.current ??= crypto.randomUUID())),
        onSuccess: clear,
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['releases'] });
        },
    });
    const last = dayFrom(DAYS_AHEAD);
    const tooLate = dueUntil > last ? t('release.tooLate', { last: date(last) }) : undefined;
    const fault = tooLate ?? faultOfDay(proposing.error);
    if (waiting.data)
        return (
            <Alert
                type="info"
                showIcon
                title={t('release.oneWaits', {
                    date: date(waiting.data.dueUntil),
                    amount: money(waiting.data.total),
                    maker: waiting.data.createdBy,
                })}
                action={<Link to={addressOfRelease(waiting.data.id)}>{t('release.open')}</Link>}
            />
        );
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">{t('release.proposeMeans')}</Typography.Text>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => proposing.mutate()}>
                <Flex gap="middle" align="end" wrap>
                    <Form.Item
                        label={t('release.dueUntil')}
                        htmlFor={`${id}-until`}
                        style={{ marginBottom: 0 }}
                        validateStatus={fault ? 'error' : undefined}
                        help={fault && <span role="alert">{fault}</span>}
                    >
                        <Input
                            id={`${id}-until`}
                            type="date"
                            max={last}
                            style={{ width: '12rem' }}
                            value={dueUntil}
                            onChange={(event) => {
                                set(event.target.value);
                                proposing.reset();
                            }}
                        />
                    </Form.Item>
                    <Button
                        type="primary"
                        htmlType="submit"
                        loading={proposing.isPending}
                        disabled={dueUntil === '' || tooLate !== undefined || waiting.isPending}
                    >
                        {t('release.propose')}
                    </Button>
                </Flex>
            </Form>
            {waiting.error && <ProblemNote problem={waiting.error} retry={() => void waiting.refetch()} />}
            {proposing.error && !fault && <ProblemNote problem={proposing.error} />}
        </Flex>
    );
}
