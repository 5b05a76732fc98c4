import { Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { period, signedMoney } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { type Run, type RunChange, runChanges } from '../month/calls';
import { kpiName } from '../scorecards/kpis';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';
import { sortingOf } from '../../parts/sorting';

/** Changes of months that were closed already, with their authors; nothing where there are none. */
export function ClosedMonthChanges({ run }: { run: Run }) {
    const { t, i18n } = useTranslation();
    // Not in the address, where the comparison below keeps its own order.
    const [sort, setSort] = useState('managerNo');
    const sorting = sortingOf(sort, (wish) => setSort(wish ?? 'managerNo'));
    const { by } = sorting;
    const list = useList({
        name: ['run-changes', run.id, run.resultHash],
        filters: {},
        sorting,
        limit: 20,
        page: (query) => runChanges(run.id, query),
    });
    if (list.query.error) return <ProblemNote problem={list.query.error} retry={() => void list.query.refetch()} />;
    if (!list.items?.length) return null;
    const kind = (one: string) => (i18n.exists(`lateChanges.kinds.${one}`) ? t(`lateChanges.kinds.${one}`) : one);
    const subject = ({ kind: of, reference }: RunChange) =>
        reference !== null && (of === 'target' || of === 'indicator') ? kpiName(t, reference) : reference;
    return (
        <Card
            size="small"
            title={
                <h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }} id="late-changes">
                    {t('lateChanges.title')}
                </h2>
            }
        >
            <Flex vertical gap="small">
                <Typography.Text>{t('lateChanges.lead')}</Typography.Text>
                <ExportButton path={`/incentive/runs/${encodeURIComponent(run.id)}/changes`} query={list.asked} />
                <ListTable<RunChange>
                    list={list}
                    aria-labelledby="late-changes"
                    columns={[
                        {
                            ...by('managerNo'),
                            title: t('months.manager'),
                            render: (_, { managerNo, name }) => <ManagerName no={managerNo} name={name} />,
                        },
                        { ...by('changedBy'), title: t('lateChanges.by'), dataIndex: 'changedBy' },
                        {
                            ...by('kind'),
                            title: t('lateChanges.what'),
                            render: (_, change) => (
                                <>
                                    {kind(change.kind)}{' '}
                                    <Typography.Text type="secondary">{subject(change)}</Typography.Text>
                                </>
                            ),
                        },
                        {
                            ...by('period'),
                            title: t('lateChanges.month'),
                            render: (_, { period: first, lastPeriod }) =>
                                first === lastPeriod
                                    ? period(first)
                                    : t('lateChanges.months', { first: period(first), last: period(lastPeriod) }),
                        },
                        {
                            title: t('lateChanges.difference'),
                            dataIndex: 'difference',
                            align: 'right',
                            className: 'number',
                            render: (difference: string | null) =>
                                difference === null ? '–' : signedMoney(difference),
                        },
                    ]}
                />
            </Flex>
        </Card>
    );
}
