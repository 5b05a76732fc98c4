import { useInfiniteQuery } from '@tanstack/react-query';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Page, read } from '../../api/read';
import { ListTotal } from '../../parts/ListTotal';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { date } from '../../parts/format';
import type { Run } from '../month/calls';

interface Fact {
    managerNo: string;
    name: string | null;
    factRef: string;
    occurredOn: string;
}

interface Repeated {
    cardRef: string;
    kind: string;
    /** Null where its manager is not of the reader's part of the bank. */
    counted: Fact | null;
    repeated: Fact;
}

/** Facts of a run that earn nothing because their card counted already: nothing where there are none. */
export function RepeatedCards({ run }: { run: Run }) {
    const { t } = useTranslation();
    const list = useInfiniteQuery({
        queryKey: ['repeated-cards', run.id, run.resultHash],
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            read<Page<Repeated>>(`/incentive/runs/${encodeURIComponent(run.id)}/repeated-cards`, {
                limit: 20,
                after: pageParam,
                total: pageParam ? undefined : 'true',
            }),
        getNextPageParam: (page) => page.next,
    });
    if (list.error) return <ProblemNote problem={list.error} retry={() => void list.refetch()} />;
    const items = list.data?.pages.flatMap((page) => page.items) ?? [];
    if (items.length === 0) return null;
    return (
        <Card
            size="small"
            title={
                <h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }} id="repeated-cards">
                    {t('repeated.title')}
                </h2>
            }
        >
            <Flex vertical gap="small">
                <Typography.Text>{t('repeated.lead')}</Typography.Text>
                <ListTotal pages={list.data?.pages} />
                <WideTable<Repeated>
                    aria-labelledby="repeated-cards"
                    rowKey={(one) => one.repeated.factRef}
                    dataSource={items}
                    columns={[
                        {
                            title: t('months.manager'),
                            key: 'manager',
                            render: (_, { repeated }) => <ManagerName no={repeated.managerNo} name={repeated.name} />,
                        },
                        {
                            title: t('plans.fact'),
                            dataIndex: 'kind',
                            render: (kind: string) => t(`fact.${kind}`, { defaultValue: kind }),
                        },
                        {
                            title: t('scorecards.occurredOn'),
                            key: 'day',
                            className: 'number',
                            render: (_, { repeated }) => date(repeated.occurredOn),
                        },
                        {
                            title: t('scorecards.factRef'),
                            key: 'fact',
                            className: 'number',
                            render: (_, { repeated }) => repeated.factRef,
                        },
                        { title: t('scorecards.cardRef'), dataIndex: 'cardRef', className: 'number' },
                        {
                            title: t('repeated.counted'),
                            key: 'counted',
                            render: (_, { counted }) =>
                                counted ? (
                                    <>
                                        <ManagerName no={counted.managerNo} name={counted.name} /> {counted.factRef}{' '}
                                        {date(counted.occurredOn)}
                                    </>
                                ) : (
                                    t('repeated.elsewhere')
                                ),
                        },
                    ]}
                />
                <MoreButton query={list} />
            </Flex>
        </Card>
    );
}
