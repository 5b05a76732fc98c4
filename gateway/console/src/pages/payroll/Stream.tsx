import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { Flex, InputNumber, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count, money, period } from '../../parts/format';
import { MOST_COUNTED } from '../../parts/ListTotal';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { type Bonus, bonuses, payrollNames, reconciliation } from '../month/calls';
import { MoreButton } from '../../parts/MoreButton';
import { EntryTag } from './EntryTag';
import { standing } from './standing';
import { isSettled } from './Unpaid';
import { WideTable } from '../../parts/WideTable';

interface Props {
    /** Sequence of the first entry shown. */
    start: number;
    selected: readonly string[];
    select?: (ids: readonly string[]) => void;
}

/** Nothing can be said of an entry that is paid or settled; one whose standing is not known yet counts as paid. */
const isPaidOrSettled = (status = 'paid') => status === 'paid' || isSettled(status);

/** The part of the stream that is shown: from any place on, so that it is told as a number and not as a range. */
function StreamTotal({ shown, total }: { shown: number; total?: number | null }) {
    const { t } = useTranslation();
    if (total === undefined || total === null || shown === 0) return null;
    return (
        <Typography.Text type="secondary" aria-live="polite" className="number">
            {total > MOST_COUNTED
                ? t('payroll.shownOfMany', { shown: count(shown), most: count(MOST_COUNTED) })
                : t('payroll.shownOf', { shown: count(shown), total: count(total) })}
        </Typography.Text>
    );
}

/** The gapless stream of what was approved, from any place on. */
export function Stream({ start, selected, select }: Props) {
    const { t } = useTranslation();
    const id = useId();
    // Kept from the first look: acknowledging an entry must not move the list under one's hands.
    const [from, setFrom] = useState(start);
    const list = useInfiniteQuery({
        queryKey: ['bonuses', from],
        queryFn: ({ pageParam }) => bonuses(pageParam, pageParam === from - 1),
        initialPageParam: from - 1,
        getNextPageParam: (page) => (page.items.length < 50 ? undefined : page.last),
    });
    const items = list.data?.pages.flatMap((page) => page.items) ?? [];
    const periods = [...new Set(items.map((item) => item.period))];
    const known = useQueries({
        queries: periods.map((month) => ({
            queryKey: ['reconciliation', month],
            queryFn: () => reconciliation(month),
        })),
        combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.period, data] as const] : []))),
    });
    const names = useQueries({
        queries: periods.map((month) => ({
            queryKey: ['payroll-names', month],
            queryFn: () => payrollNames(month),
        })),
        combine: (answers) => new Map(answers.flatMap(({ data }) => Object.entries(data ?? {}))),
    });
    return (
        <section aria-labelledby="stream">
            <Typography.Title level={2} id="stream" style={{ fontSize: '1.25rem', marginTop: 0 }}>
                {t('payroll.stream')}
            </Typography.Title>
            <Flex align="center" gap="small" wrap style={{ marginBottom: '0.75rem' }}>
                <label htmlFor={id}>{t('payroll.from')}</label>
                <InputNumber
                    id={id}
                    min={1}
                    precision={0}
                    value={from}
                    changeOnWheel={false}
                    onChange={(value) => setFrom(value ?? 1)}
                />
                <StreamTotal shown={items.length} total={list.data?.pages[0]?.total} />
            </Flex>
            {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
            <WideTable<Bonus>
                aria-labelledby="stream"
                rowKey="eventId"
                loading={list.isPending}
                dataSource={items}
                empty={t('payroll.streamEnds')}
                rowSelection={
                    select && {
                        selectedRowKeys: [...selected],
                        preserveSelectedRowKeys: true,
                        onChange: (keys) => select(keys.map(String)),
                        getTitleCheckboxProps: () => ({ 'aria-label': t('payroll.pickAll') }),
                        getCheckboxProps: (item) => ({
                            disabled: isPaidOrSettled(standing(item, known)),
                            'aria-label': t('payroll.pick', { manager: item.managerNo }),
                        }),
                    }
                }
                columns={[
                    { title: t('payroll.sequence'), dataIndex: 'sequence', align: 'right' },
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string) => <ManagerName no={no} name={names.get(no)} />,
                    },
                    { title: t('months.org'), dataIndex: 'org' },
                    { title: t('months.month'), dataIndex: 'period', render: period },
                    {
                        title: t('payroll.kind'),
                        dataIndex: 'kind',
                        render: (kind: string) => t(`payroll.kinds.${kind}`),
                    },
                    {
                        title: t('payroll.amount'),
                        dataIndex: 'amount',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('payroll.status'),
                        key: 'status',
                        render: (_, item) => {
                            const status = standing(item, known);
                            return status ? <EntryTag status={status} /> : '…';
                        },
                    },
                    {
                        title: t('payroll.eventId'),
                        dataIndex: 'eventId',
                        render: (event: string) => (
                            <Typography.Text code copyable={{ text: event }}>
                                {event}
                            </Typography.Text>
                        ),
                    },
                ]}
            />
            <MoreButton query={list} />
        </section>
    );
}
