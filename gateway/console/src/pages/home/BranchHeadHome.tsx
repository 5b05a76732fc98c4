import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MOST } from '../../api/client';
import { Bar } from '../../parts/Bar';
import { bankToday } from '../../parts/days';
import { count, percent, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { certificates, standingQuery, withoutCertificate } from '../certificates/calls';
import { byClock, complaints } from '../complaints/calls';
import { managers, useUnits } from '../managers/roster';
import { closedMonths } from '../month/calls';
import { myForms } from '../reviews/calls';
import { CertificateLines } from './CertificateLines';
import { ComplaintLines } from './ComplaintLines';
import { Duties } from './Duties';
import { customerDuties, customersToMind } from './customerDuties';
import { goalsToConfirm, waitingGoals } from './goalDuties';
import { KpiBars } from './KpiBars';
import { Figures, Lines, Part } from './Part';
import { PersonLink } from './PersonLink';
import { scorecards } from '../scorecards/calls';
import { usePlaces } from './places';
import { openRequests, seatDuty } from './trainingDuties';
import { byUnit, lowestFirst, meanOf, meets, together } from './scores';
import { formDuties, roundDuties, waitingRounds } from './reviewDuties';
import { targetDuties, waitingTargets } from './targetDuties';
import { warningDuties } from './warningDuties';
import { waitingWarnings } from '../warnings/calls';

/** The number of people named here; the rooms have them all. */
const NAMED = 6;

async function newestScores() {
    const newest = (await closedMonths()).at(-1);
    if (!newest) return null;
    const [all, below] = await Promise.all([
        scorecards({ period: newest.period, limit: MOST }),
        // As the page of scorecards lists them, so that the number here is the number there.
        scorecards({ period: newest.period, met: false, sort: 'total', total: true, limit: NAMED }),
    ]);
    return { period: newest.period, ...all, below };
}

/** The branch against its targets, who needs help, and what is about to go wrong. */
export default function BranchHeadHome() {
    const { t } = useTranslation();
    const place = usePlaces();
    const { roles } = usePerson();
    const scores = useQuery({ queryKey: ['home', 'scores'], queryFn: newestScores });
    const people = useQuery({
        queryKey: ['home', 'managers'],
        queryFn: () => managers({ limit: MOST }),
    });
    const soon = useQuery({
        queryKey: ['home', 'certificates', 'expiring'],
        queryFn: () => certificates({ ...standingQuery.expiring(), sort: 'validTo', limit: NAMED, total: true }),
    });
    const without = useQuery({ queryKey: ['home', 'without'], queryFn: () => withoutCertificate(NAMED) });
    const open = useQuery({
        queryKey: ['home', 'complaints', 'open'],
        queryFn: () => complaints({ status: 'open', sort: 'dueOn', limit: NAMED, total: true }),
    });
    const overdue = useQuery({
        queryKey: ['home', 'complaints', 'overdue'],
        queryFn: () => complaints({ status: 'overdue', limit: 1, total: true }),
    });
    const targets = useQuery({ queryKey: ['targets', 'waiting'], queryFn: waitingTargets });
    const goals = useQuery({ queryKey: ['own-goals', 'waiting'], queryFn: waitingGoals });
    const seats = useQuery({ queryKey: ['sessions', 'requests', 'open'], queryFn: openRequests });
    const forms = useQuery({ queryKey: ['reviews', 'mine'], queryFn: myForms });
    const reviews = useQuery({ queryKey: ['reviews', 'waiting'], queryFn: waitingRounds });
    const warned = useQuery({ queryKey: ['home', 'warnings'], queryFn: waitingWarnings });
    const minded = useQuery({ queryKey: ['customers', 'to mind'], queryFn: customersToMind });
    const units = useUnits(roles);
    const names = new Map(people.data?.items.map((one) => [one.managerNo, one.name]));
    const unitNames = new Map(units.data?.map((unit) => [unit.code, unit.name]));

    const scored = lowestFirst(scores.data?.items ?? []);
    const weak = lowestFirst(scores.data?.below.items ?? []);
    const below = scores.data?.below.total ?? weak.length;
    const clocks = byClock(open.data?.items ?? []);
    const certificatesRoom = place('certificates');
    const complaintsRoom = place('complaints');
    const late = overdue.data?.total ?? 0;
    const undecided = open.data?.total ?? 0;

    return (
        <>
            <Duties
                asked={[
                    scores,
                    people,
                    without,
                    soon,
                    open,
                    overdue,
                    targets,
                    goals,
                    forms,
                    reviews,
                    warned,
                    minded,
                    seats,
                ]}
                duties={[
                    ...formDuties(t, forms.data, bankToday()),
                    ...roundDuties(t, reviews.data),
                    ...targetDuties(t, targets.data),
                    goalsToConfirm(t, goals.data?.total ?? 0),
                    seatDuty(t, seats.data?.total ?? 0),
                    ...warningDuties(t, warned.data),
                    ...customerDuties(t, minded.data),
                    late > 0 && {
                        key: 'late',
                        text: t('home.complaintsLate', { count: late }),
                        to: complaintsRoom && `${complaintsRoom}?status=overdue`,
                        isUrgent: true,
                    },
                    undecided > 0 && {
                        key: 'open',
                        text: t('home.complaintsOpen', { count: undecided }),
                        to: complaintsRoom && `${complaintsRoom}?status=open`,
                    },
                    (without.data?.total ?? 0) > 0 && {
                        key: 'without',
                        text: t('home.uncertified', { count: without.data?.total ?? 0 }),
                        to: certificatesRoom && `${certificatesRoom}?standing=none`,
                        isUrgent: true,
                    },
                    (soon.data?.total ?? 0) > 0 && {
                        key: 'ending',
                        text: t('home.certificatesEnd', { count: soon.data?.total ?? 0 }),
                        to: certificatesRoom && `${certificatesRoom}?standing=expiring`,
                    },
                    below > 0 && {
                        key: 'weak',
                        text: t('home.belowTarget', { count: below, period: period(scores.data?.period ?? '') }),
                        to: `/scorecards?period=${scores.data?.period ?? ''}&met=false&sort=total`,
                    },
                ]}
            />
            <div className="home-parts">
                <Part
                    title={t('home.againstTarget')}
                    query={scores}
                    more={place('scorecards') && <Link to={place('scorecards') ?? ''}>{t('home.all')}</Link>}
                >
                    {(month) =>
                        month && scored.length > 0 ? (
                            <>
                                <Figures
                                    of={[
                                        {
                                            label: t('home.meanOf', { period: period(month.period) }),
                                            value: percent(meanOf(scored.map((card) => card.total)) ?? '0'),
                                        },
                                        {
                                            label: t('home.reached'),
                                            value: t('home.ofAll', {
                                                count: count(scored.filter((card) => meets(card.total)).length),
                                                all: count(scored.length),
                                            }),
                                        },
                                    ]}
                                />
                                <KpiBars of={together(month.items)} />
                                {month.next !== null && (
                                    <Typography.Text type="secondary">
                                        {t('home.firstOnly', { count: month.items.length })}
                                    </Typography.Text>
                                )}
                            </>
                        ) : (
                            <Typography.Text type="secondary">{t('home.noScore')}</Typography.Text>
                        )
                    }
                </Part>
                <Part title={t('home.needHelp')} query={scores}>
                    {() => (
                        <Lines none={t('home.nobodyBelow')}>
                            {weak.slice(0, NAMED).map((card) => (
                                <li key={card.managerNo}>
                                    <div className="home-row">
                                        <span>
                                            <PersonLink no={card.managerNo} name={names.get(card.managerNo)} />{' '}
                                            <Typography.Text type="secondary">
                                                {unitNames.get(card.org) ?? card.org}
                                            </Typography.Text>
                                        </span>
                                        <strong className="number">{percent(card.total)}</strong>
                                    </div>
                                    <Bar ratio={card.total} />
                                </li>
                            ))}
                        </Lines>
                    )}
                </Part>
                <Part title={t('home.byUnit')} query={scores}>
                    {(month) => (
                        <Lines none={t('home.noScore')}>
                            {byUnit(month?.items ?? [])
                                .slice(0, NAMED)
                                .map(({ org, mean, managers }) => (
                                    <li key={org}>
                                        <div className="home-row">
                                            <span>
                                                {unitNames.get(org) ?? org}{' '}
                                                <Typography.Text type="secondary">
                                                    {t('home.people', { count: managers })}
                                                </Typography.Text>
                                            </span>
                                            <strong className="number">{percent(mean)}</strong>
                                        </div>
                                        <Bar ratio={mean} />
                                    </li>
                                ))}
                        </Lines>
                    )}
                </Part>
                <Part title={t('home.openComplaints')} query={open}>
                    {() => <ComplaintLines of={clocks.slice(0, NAMED)} none={t('home.noOpenComplaints')} />}
                </Part>
                <Part title={t('home.certificatesEnding')} query={soon}>
                    {({ items }) => <CertificateLines of={items} isNamed none={t('home.noneEnding')} />}
                </Part>
                <Part title={t('home.withoutCertificate')} query={without}>
                    {({ items }) => (
                        <Lines none={t('home.allCertified')}>
                            {items.map((one) => (
                                <li key={one.managerNo}>
                                    <PersonLink no={one.managerNo} name={one.name} />{' '}
                                    <Typography.Text type="secondary">{one.orgName ?? one.org}</Typography.Text>
                                </li>
                            ))}
                        </Lines>
                    )}
                </Part>
            </div>
        </>
    );
}
