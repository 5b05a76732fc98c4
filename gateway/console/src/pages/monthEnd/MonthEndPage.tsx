import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Skeleton, Steps, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { closedMonths, runs } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { isUnderWay, latestMonths, monthAtWork, monthFrom, monthNow, nextToClose } from '../month/months';
import { CloseStep } from './CloseStep';
import { DecideStep } from './DecideStep';
import { LongerPeriods } from './LongerPeriods';
import { MonthsTable } from './MonthsTable';
import { PayrollStep } from './PayrollStep';
import { RunStep } from './RunStep';

/** The roles to which Incentive shows runs. */
const RUN_READERS = ['incentive-analyst', 'incentive-approver', 'auditor'] as const;

/** A month from its close to payroll, step by step, and the months before it. */
export default function MonthEndPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const [search, setSearch] = useSearchParams();
    const seesRuns = RUN_READERS.some((role) => roles.includes(role));
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const known = useQuery({
        queryKey: ['runs'],
        queryFn: () => runs({ limit: 500 }),
        enabled: seesRuns,
        // Calculated somewhere else: looked at again until it is done.
        refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? 2000 : false),
    });

    const failed = closed.error ?? known.error;
    if (failed) return <ProblemNote problem={failed} retry={() => void (closed.error ? closed : known).refetch()} />;
    if (!closed.data || (seesRuns && !known.data)) return <Skeleton active paragraph={{ rows: 12 }} />;

    const months = closed.data;
    const all = known.data?.items ?? [];
    const next = nextToClose(months);
    // Before the first close nobody but people know which month is the bank's first.
    const choice = next ? [next, ...months.map((month) => month.period).reverse()] : latestMonths(24);
    const usual = next ? (seesRuns ? monthAtWork(months, all) : next) : monthFrom(monthNow(), -1);
    const chosen = search.get('period') ?? usual ?? monthNow();
    const close = months.find((month) => month.period === chosen);
    const ofMonth = all.filter((run) => run.period === chosen);
    const latest = ofMonth.find((run) => run.status === 'approved') ?? ofMonth[0];
    const current = !close ? 0 : latest?.status === 'approved' ? 3 : latest?.status === 'calculated' ? 2 : 1;
    const steps: { key: string; content: ReactNode }[] = [
        { key: 'close', content: <CloseStep key={chosen} month={chosen} close={close} /> },
        ...(seesRuns
            ? [
                  {
                      key: 'run',
                      content: <RunStep key={chosen} month={chosen} isClosed={close !== undefined} run={latest} />,
                  },
                  { key: 'approve', content: <DecideStep key={latest?.id ?? chosen} run={latest} /> },
                  { key: 'payroll', content: <PayrollStep month={chosen} run={latest} /> },
              ]
            : []),
    ];

    return (
        <>
            <Typography.Title level={1}>{t('room.monthEnd')}</Typography.Title>
            <Flex vertical gap="middle">
                <MonthPicker
                    months={choice}
                    value={chosen}
                    onChange={(month) => setSearch({ period: month }, { replace: true })}
                />
                {seesRuns && (
                    <nav aria-label={t('monthEnd.progress')}>
                        <Steps
                            size="small"
                            current={current}
                            responsive
                            items={steps.map(({ key }) => ({ title: t(`monthEnd.step.${key}`) }))}
                        />
                    </nav>
                )}
                {steps.map(({ key, content }, index) => (
                    <Card
                        key={key}
                        size="small"
                        title={
                            <h2 style={{ margin: 0, fontSize: '1rem' }}>
                                {index + 1}. {t(`monthEnd.heading.${key}`, { period: period(chosen) })}
                            </h2>
                        }
                    >
                        {content}
                    </Card>
                ))}
                {!seesRuns && <Typography.Text type="secondary">{t('monthEnd.restElsewhere')}</Typography.Text>}
                <MonthsTable months={months} runs={all} seesRuns={seesRuns} />
                {months.length > 0 && <LongerPeriods months={months} />}
            </Flex>
        </>
    );
}
