import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { date } from '../../parts/format';
import { type Repeated, type Run, repeatedCards } from '../month/calls';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';

/** Facts of a run that earn nothing because their card counted already: nothing where there are none. */
export function RepeatedCards({ run }: { run: Run }) {
    const { t } = useTranslation();
    const list = useList({
        name: ['repeated-cards', run.id, run.resultHash],
        filters: {},
        limit: 20,
        page: (query) => repeatedCards(run.id, query),
    });
    if (list.query.error) return <ProblemNote problem={list.query.error} retry={() => void list.query.refetch()} />;
    if (!list.items?.length) return null;
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
                <ListTable<Repeated>
                    list={list}
                    aria-labelledby="repeated-cards"
                    rowKey={(one) => one.repeated.factRef}
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
            </Flex>
        </Card>
    );
}
