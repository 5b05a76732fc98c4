import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Flex, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { type Missing, type Run, startRun } from '../month/calls';
import { isOpen, isUnderWay } from '../month/months';
import { RunFigures } from './RunFigures';
import { RunProgress } from './RunProgress';
import { WideTable } from '../../parts/WideTable';

/** Only these can be gone on without: nothing is paid without Performance's facts. */
const DISPENSABLE = ['training', 'feedback'];

/** Calculates the bonuses of a closed month, and shows what came out. */
export function RunStep({ month, isClosed, run }: { month: string; isClosed: boolean; run?: Run }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const queries = useQueryClient();
    const [without, setWithout] = useState<string[]>([]);
    const key = useRef<string>(undefined);
    const starting = useMutation({
        mutationFn: () => startRun(month, without, (key.current ??= crypto.randomUUID())),
        onSettled: (_, error) => {
            // Unanswered, the same wish is sent again under the same key; an answer of any kind ends it.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['runs'] });
        },
    });
    const missing =
        starting.error instanceof Problem && starting.error.code === 'run.not-complete'
            ? (starting.error.details.details as Missing[])
            : undefined;
    const absent = DISPENSABLE.filter((service) => missing?.some((one) => one.service === service));
    const mayStart = roles.includes('incentive-analyst') && isClosed && !isOpen(run) && run?.status !== 'approved';

    if (!isClosed) return <Typography.Text type="secondary">{t('monthEnd.runAfterClose')}</Typography.Text>;
    return (
        <Flex vertical gap="middle" align="start">
            {run && <RunFigures run={run} linked />}
            {run && isUnderWay(run) && <RunProgress run={run} />}
            {missing && (
                <Flex vertical gap="small" style={{ width: '100%' }}>
                    <Alert
                        type="warning"
                        showIcon
                        role="alert"
                        title={t('monthEnd.notArrived')}
                        description={t('monthEnd.notArrivedAdvice')}
                    />
                    <WideTable
                        aria-label={t('monthEnd.notArrived')}
                        rowKey={(one) => `${one.service} ${one.what}`}
                        dataSource={missing}
                        columns={[
                            {
                                title: t('monthEnd.service'),
                                dataIndex: 'service',
                                render: (service: string) => t(`months.service.${service}`),
                            },
                            { title: t('monthEnd.what'), dataIndex: 'what' },
                            {
                                title: t('monthEnd.announcedValue'),
                                dataIndex: 'announced',
                                render: (value: string | null) => value ?? '–',
                            },
                            { title: t('monthEnd.heldValue'), dataIndex: 'held' },
                        ]}
                    />
                    {absent.map((service) => (
                        <Checkbox
                            key={service}
                            checked={without.includes(service)}
                            onChange={(event) =>
                                setWithout(
                                    event.target.checked
                                        ? [...without, service]
                                        : without.filter((one) => one !== service),
                                )
                            }
                        >
                            {t('monthEnd.goOnWithout', { service: t(`months.service.${service}`) })}
                        </Checkbox>
                    ))}
                </Flex>
            )}
            {starting.error && !missing && <ProblemNote problem={starting.error} />}
            {mayStart && (
                <Button type="primary" loading={starting.isPending} onClick={() => starting.mutate()}>
                    {t(run || missing ? 'monthEnd.runAgain' : 'monthEnd.run')}
                </Button>
            )}
            {!run && !mayStart && <Typography.Text type="secondary">{t('monthEnd.waitsForAnalyst')}</Typography.Text>}
        </Flex>
    );
}
