import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { closedMonths, runs } from '../month/calls';
import { isOpen } from '../month/months';
import { nextPayDay, rejections } from '../payroll/calls';
import { disputeFigures } from '../disputes/calls';
import { waitingRelease } from '../releases/calls';
import { mayPropose } from '../releases/state';
import { Duties } from './Duties';
import { PayDay } from './PayDay';
import { Figures, Part } from './Part';
import { PlanLines } from './PlanLines';
import { RunLines } from './RunLines';
import { dueSoon } from './dueSoon';
import { usePlaces } from './places';
import { addressOf, plans, returned, toApprove } from './plans';

/** The number of rejected entries nothing is proposed for. */
const toPropose = () => rejections({ state: 'rejected', limit: 1, total: true });

/** The months to calculate, and the state of those that were calculated. */
export default function AnalystHome() {
    const { t } = useTranslation();
    const place = usePlaces();
    const person = usePerson();
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const known = useQuery({ queryKey: ['home', 'runs'], queryFn: () => runs({ limit: 50 }) });
    const versions = useQuery({ queryKey: ['home', 'plans'], queryFn: plans });
    const rejected = useQuery({ queryKey: ['home', 'rejections', 'rejected'], queryFn: () => toPropose() });
    const payDay = useQuery({ queryKey: ['pay-calendar', 'next'], queryFn: nextPayDay });
    const rejectedCount = rejected.data?.total ?? 0;
    const release = useQuery({ queryKey: ['releases', 'waiting'], queryFn: waitingRelease });
    const due = useQuery({ queryKey: ['home', 'due'], queryFn: dueSoon });

    const disputed = useQuery({ queryKey: ['home', 'disputes'], queryFn: disputeFigures });

    const all = known.data?.items ?? [];
    // Months in order, each approved before the next: of what is not calculated only the first can be.
    const lacking =
        known.data &&
        closed.data?.find(
            ({ period: month }) =>
                !all.some((run) => run.period === month && (run.status === 'approved' || isOpen(run))),
        );
    const next = lacking?.period;
    const latest = all.filter((run) => run.period === next)[0];
    const open = all.filter(isOpen);
    const drafts = toApprove(versions.data?.items ?? []);

    return (
        <>
            <Duties
                asked={[closed, known, versions, rejected, release, due, disputed]}
                duties={[
                    next !== undefined && {
                        key: 'run',
                        text: t(
                            latest?.status === 'rejected'
                                ? 'home.runRejected'
                                : latest?.status === 'failed'
                                  ? 'home.runFailed'
                                  : 'home.toRun',
                            {
                                period: period(next),
                            },
                        ),
                        to: `/month-end?period=${next}`,
                        isUrgent: latest?.status === 'rejected' || latest?.status === 'failed',
                    },
                    ...returned(versions.data?.items ?? []).map((one) => ({
                        key: `returned ${one.code} ${one.version}`,
                        text: t('home.planReturned', {
                            code: one.code,
                            version: one.version,
                            by: one.returnedBy ?? '',
                        }),
                        to: addressOf(one),
                        isUrgent: true,
                    })),
                    rejectedCount > 0 && {
                        key: 'rejected',
                        text: t('home.rejectedEntries', { count: rejectedCount }),
                        to: '/payroll/rejections?state=rejected',
                        isUrgent: true,
                    },
                    disputed.data !== undefined &&
                        disputed.data.open > 0 && {
                            key: 'disputes',
                            text:
                                disputed.data.overdue > 0
                                    ? t('home.disputesOverdue', {
                                          count: disputed.data.open,
                                          overdue: disputed.data.overdue,
                                      })
                                    : t('home.disputesOpen', { count: disputed.data.open }),
                            to: '/disputes?state=open&sort=dueOn',
                            isUrgent: disputed.data.overdue > 0,
                        },
                    release.data === null &&
                        mayPropose(person) &&
                        due.data?.isToPay && {
                            key: 'due',
                            text: t('home.dueSoon', { count: due.data.count }),
                            to: place('releases'),
                        },
                    versions.data?.items.length === 0 && { key: 'plan', text: t('home.noPlan'), to: place('plans') },
                ]}
            />
            <div className="home-parts">
                <Part
                    title={t('home.months')}
                    query={closed}
                    needs={known}
                    more={<Link to="/month-end">{t('room.monthEnd')}</Link>}
                >
                    {(months) => (
                        <Figures
                            of={[
                                {
                                    label: t('home.lastClosed'),
                                    value: months.length > 0 ? period(months.at(-1)?.period ?? '') : '—',
                                },
                                { label: t('home.toCalculate'), value: next ? period(next) : '—' },
                                {
                                    label: t('home.waitingForApproval'),
                                    value:
                                        open.length > 0
                                            ? open.map((run) => period(run.period)).join(t('list.comma'))
                                            : '—',
                                },
                            ]}
                        />
                    )}
                </Part>
                <PayDay query={payDay} />
                <Part title={t('home.latestRuns')} query={known}>
                    {({ items }) => <RunLines of={items.slice(0, 5)} none={t('home.noRuns')} />}
                </Part>
                <Part
                    title={t('home.plans')}
                    query={versions}
                    more={place('plans') && <Link to={place('plans') ?? ''}>{t('home.all')}</Link>}
                >
                    {({ items }) => (
                        <PlanLines of={drafts.length > 0 ? drafts : items.slice(0, 5)} none={t('home.noPlan')} />
                    )}
                </Part>
            </div>
        </>
    );
}
