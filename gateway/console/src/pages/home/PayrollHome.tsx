import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ManagerName } from '../../parts/ManagerName';
import { count, date, money, period } from '../../parts/format';
import { EntryTag } from '../payroll/EntryTag';
import { differences, nextPayDay } from '../payroll/calls';
import { newestMonth } from '../payroll/newestMonth';
import { reconciliation } from '../month/calls';
import { monthFrom } from '../month/months';
import { Duties } from './Duties';
import { PayDay } from './PayDay';
import { releases } from '../releases/calls';
import { ReleaseTag } from '../releases/ReleaseTag';
import { addressOfRelease } from '../releases/state';
import { Figures, Lines, Part } from './Part';
import { dueSoon, firstNotDue } from './dueSoon';

const NAMED = 8;

/** Entries not acknowledged, entries rejected, and what is left between approved and paid. */
export default function PayrollHome() {
    const { t } = useTranslation();
    const newest = useQuery({ queryKey: ['payroll-newest'], queryFn: newestMonth, staleTime: Infinity });
    const month = newest.data;
    const before = month && monthFrom(month, -1);
    const figures = useQuery({
        queryKey: ['reconciliation', month],
        queryFn: () => reconciliation(month as string),
        enabled: month !== undefined,
    });
    const earlier = useQuery({
        queryKey: ['reconciliation', before],
        queryFn: () => reconciliation(before as string),
        enabled: before !== undefined,
    });
    const payDay = useQuery({ queryKey: ['pay-calendar', 'next'], queryFn: nextPayDay });
    const report = useQuery({ queryKey: ['differences', 'home'], queryFn: () => differences({ limit: 1 }) });
    const differing = report.data && Object.values(report.data.counts).reduce<number>((a, b) => a + Number(b), 0);
    const due = useQuery({ queryKey: ['home', 'due'], queryFn: dueSoon });
    const latest = useQuery({
        queryKey: ['releases', 'latest'],
        queryFn: async () => (await releases({ limit: 1 })).items[0] ?? null,
    });
    const both = [figures.data, earlier.data].flatMap((one) => (one ? [one] : []));
    const asked = newest.error ? [newest] : [figures, earlier, report];

    return (
        <>
            <Duties
                asked={asked}
                duties={[
                    differing !== undefined &&
                        differing > 0 && {
                            key: 'differences',
                            text: t('home.payrollDifferences', { count: differing }),
                            to: '/payroll/differences',
                            isUrgent: true,
                        },
                    ...both.flatMap((one) => [
                        one.rejected > 0 && {
                            key: `rejected ${one.period}`,
                            text: t('home.entriesRejected', {
                                count: one.rejected,
                                period: period(one.period),
                                amount: money(one.rejectedAmount),
                            }),
                            to: `/payroll?period=${one.period}&status=rejected`,
                            isUrgent: true,
                        },
                        one.outstanding > 0 && {
                            key: `outstanding ${one.period}`,
                            text: t('home.entriesOutstanding', {
                                count: one.outstanding,
                                period: period(one.period),
                                amount: money(one.outstandingAmount),
                            }),
                            to: `/payroll?period=${one.period}&status=outstanding`,
                        },
                    ]),
                ]}
            />
            <div className="home-parts">
                <Part
                    title={month ? t('home.payrollOf', { period: period(month) }) : t('room.payroll')}
                    query={figures}
                    needs={newest}
                    more={month && <Link to={`/payroll?period=${month}`}>{t('room.payroll')}</Link>}
                >
                    {(own) => (
                        <Figures
                            of={[
                                { label: t('payroll.entries'), value: count(own.entries) },
                                { label: t('payroll.paid'), value: money(own.acknowledgedAmount) },
                                { label: t('payroll.outstanding'), value: money(own.outstandingAmount) },
                                { label: t('payroll.rejected'), value: money(own.rejectedAmount) },
                                { label: t('payroll.difference'), value: money(own.difference) },
                            ]}
                        />
                    )}
                </Part>
                <PayDay query={payDay} />
                <Part title={t('payroll.differing')} query={figures} needs={newest}>
                    {({ items }) => (
                        <Lines none={t('payroll.allPaid')}>
                            {items.slice(0, NAMED).map((item) => (
                                <li key={item.eventId}>
                                    <div className="home-row">
                                        <span>
                                            <ManagerName no={item.managerNo} name={item.name} />
                                        </span>
                                        <EntryTag status={item.status} />
                                        <strong className="number">{money(item.amount)}</strong>
                                    </div>
                                    {item.reason && <Typography.Text type="secondary">{item.reason}</Typography.Text>}
                                </li>
                            ))}
                        </Lines>
                    )}
                </Part>
                <Part
                    title={before ? t('home.payrollOf', { period: period(before) }) : t('home.monthBefore')}
                    query={earlier}
                    needs={newest}
                >
                    {(own) => (
                        <Figures
                            of={[
                                { label: t('payroll.entries'), value: count(own.entries) },
                                { label: t('payroll.paid'), value: money(own.acknowledgedAmount) },
                                { label: t('payroll.difference'), value: money(own.difference) },
                            ]}
                        />
                    )}
                </Part>
                <Part
                    title={t('home.deferredDue')}
                    query={due}
                    needs={latest}
                    more={<Link to={`/ledger?dueBefore=${firstNotDue()}`}>{t('room.ledger')}</Link>}
                >
                    {(soon) => (
                        <>
                            <Figures
                                of={[
                                    { label: t('home.dueWithin'), value: t('home.amounts', { count: soon.count }) },
                                    ...(latest.data
                                        ? [{ label: t('home.latestRelease'), value: money(latest.data.total) }]
                                        : []),
                                ]}
                            />
                            {latest.data && (
                                <div className="home-row">
                                    <Link to={addressOfRelease(latest.data.id)}>
                                        {t('release.title', { date: date(latest.data.dueUntil) })}
                                    </Link>
                                    <ReleaseTag status={latest.data.status} />
                                </div>
                            )}
                        </>
                    )}
                </Part>
            </div>
        </>
    );
}
