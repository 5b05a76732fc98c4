import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { reconciliation } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths } from '../month/months';
import { AcknowledgeBar } from './AcknowledgeBar';
import { Figures } from './Figures';
import { MONTHS, newestMonth } from './newestMonth';
import { PayrollTabs } from './PayrollTabs';
import { Stream } from './Stream';
import { Unpaid } from './Unpaid';

/** The amounts to pay, those acknowledged as paid, and the difference. */
export default function PayrollPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const [search, setSearch] = useSearchParams();
    const [selected, setSelected] = useState<readonly string[]>([]);
    const asked = search.get('period');
    const newest = useQuery({
        queryKey: ['payroll-newest'],
        queryFn: newestMonth,
        enabled: asked === null,
        staleTime: Infinity,
    });
    const month = asked ?? newest.data;
    const { data, error, refetch } = useQuery({
        queryKey: ['reconciliation', month],
        queryFn: () => reconciliation(month as string),
        enabled: month !== undefined,
    });
    const select = roles.includes('payroll') ? setSelected : undefined;
    const failed = error ?? newest.error;
    const months = latestMonths(MONTHS);

    return (
        <Flex vertical gap="middle">
            <Typography.Title level={1} style={{ margin: 0 }}>
                {t('room.payroll')}
            </Typography.Title>
            <PayrollTabs />
            <Flex justify="space-between" gap="small" wrap>
                <MonthPicker
                    months={month && !months.includes(month) ? [...months, month] : months}
                    value={month}
                    onChange={(chosen) => {
                        setSelected([]);
                        setSearch({ period: chosen }, { replace: true });
                    }}
                />
                {month && data && data.entries > 0 && (
                    <Flex gap="small">
                        <Button href={`/incentive/payroll/export/${month}.csv`}>{t('payroll.csv')}</Button>
                        <Button href={`/incentive/payroll/export/${month}.xlsx`}>{t('payroll.xlsx')}</Button>
                    </Flex>
                )}
            </Flex>
            {failed && <ProblemNote problem={failed} retry={() => void (error ? refetch() : newest.refetch())} />}
            {!data && !failed && <Skeleton active paragraph={{ rows: 8 }} />}
            {data && data.entries === 0 && <Empty description={t('payroll.nothing')} />}
            {data && data.entries > 0 && (
                <>
                    <Figures figures={data} />
                    {select && <AcknowledgeBar selected={selected} clear={() => setSelected([])} />}
                    <Unpaid key={month} items={data.items} selected={selected} select={select} />
                    <Stream
                        key={`stream ${month}`}
                        start={data.items[0]?.sequence ?? 1}
                        selected={selected}
                        select={select}
                    />
                </>
            )}
        </Flex>
    );
}
