import { useMutation } from '@tanstack/react-query';
import { Button, Flex, InputNumber, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { count } from '../../parts/format';
import { Labelled } from '../exams/Labelled';
import { batches } from './calls';

type Batch = Awaited<ReturnType<typeof batches>>['batches'][number];

/** Plans batches of those who have still to do it, unit after unit. Nothing is kept of the plan. */
export function Batches({ code }: { code: string }) {
    const { t } = useTranslation();
    const [seats, setSeats] = useState(40);
    const planning = useMutation({ mutationFn: () => batches(code, seats) });
    return (
        <section aria-labelledby="programme-batches">
            <Typography.Title level={2} id="programme-batches" style={{ fontSize: '1.25rem' }}>
                {t('programmes.batches')}
            </Typography.Title>
            <Flex gap="small" wrap align="end" style={{ marginBottom: '0.75rem', maxWidth: '24rem' }}>
                <Labelled label={t('programmes.seats')}>
                    {(id) => (
                        <InputNumber
                            id={id}
                            min={1}
                            max={10_000}
                            style={{ width: '100%' }}
                            value={seats}
                            onChange={(value) => setSeats(value ?? 40)}
                        />
                    )}
                </Labelled>
                <Button loading={planning.isPending} onClick={() => planning.mutate()}>
                    {t('programmes.plan')}
                </Button>
            </Flex>
            {planning.error && <ProblemNote problem={planning.error} />}
            {planning.data && (
                <WideTable<Batch>
                    aria-labelledby="programme-batches"
                    rowKey="number"
                    dataSource={[...planning.data.batches]}
                    empty={t('programmes.nobodyLeft')}
                    columns={[
                        {
                            title: t('programmes.batch'),
                            dataIndex: 'number',
                            className: 'number',
                            render: (number: number) => t('programmes.batchNo', { number }),
                        },
                        {
                            title: t('holders.people'),
                            dataIndex: 'people',
                            align: 'right',
                            className: 'number',
                            render: count,
                        },
                        {
                            title: t('managers.org'),
                            dataIndex: 'units',
                            className: 'sentence',
                            render: (units: Batch['units']) =>
                                units
                                    .map(({ org, part }) => t('programmes.partOf', { org: org || '—', count: part }))
                                    .join(t('programmes.and')),
                        },
                    ]}
                />
            )}
        </section>
    );
}
