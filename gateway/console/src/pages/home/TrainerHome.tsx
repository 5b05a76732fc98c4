import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, training } from '../../api/client';
import { count, percent } from '../../parts/format';
import { SOON, certificates, holders, standingQuery, withoutCertificate } from '../certificates/calls';
import { latestImports, unsettled } from '../imports/latest';
import { CertificateLines } from './CertificateLines';
import { Duties } from './Duties';
import { badImports } from './badImports';
import { ImportLines } from './ImportLines';
import { Figures, Lines, Part } from './Part';
import { PersonLink } from './PersonLink';
import { WaitingLines } from './WaitingLines';
import { usePlaces } from './places';
import { openRequests, sessionsToConfirm, sessionsToday, trainingDuties } from './trainingDuties';
import { addressOfSession } from '../sessions/calls';
import { ratioOf } from './scores';
import { waiting } from './waiting';

const NAMED = 8;

const shareOf = (all: number, without: number) =>
    all > 0 ? percent(ratioOf(String(all - without), String(all))) : '—';

/** Managers who may not sell now or soon, and files that need somebody. */
export default function TrainerHome() {
    const { t } = useTranslation();
    const place = usePlaces();
    const without = useQuery({ queryKey: ['home', 'without'], queryFn: () => withoutCertificate(NAMED) });
    const all = useQuery({ queryKey: ['home', 'holders'], queryFn: () => holders({ limit: 1, total: true }) });
    const soon = useQuery({
        queryKey: ['home', 'certificates', 'expiring'],
        queryFn: () => certificates({ ...standingQuery.expiring(), sort: 'validTo', limit: NAMED, total: true }),
    });
    const files = useQuery({ queryKey: ['home', 'imports', 'training'], queryFn: () => latestImports('training') });
    const kept = useQuery({ queryKey: ['home', 'waiting', 'training'], queryFn: () => waiting('training') });

    const seatless = useQuery({
        queryKey: ['home', 'enrolments', 'without-seat'],
        queryFn: () =>
            answer(
                training.GET('/enrolments', { params: { query: { state: 'without-seat', limit: 1, total: true } } }),
            ),
    });

    const toConfirm = useQuery({ queryKey: ['sessions', 'to confirm'], queryFn: sessionsToConfirm });
    const asked = useQuery({ queryKey: ['sessions', 'requests', 'open'], queryFn: openRequests });
    const today = useQuery({ queryKey: ['sessions', 'today'], queryFn: sessionsToday });

    const bad = unsettled(files.data?.items ?? []);
    const certificatesRoom = place('certificates');

    return (
        <>
            <Duties
                asked={[without, all, soon, seatless, files, kept, toConfirm, asked]}
                duties={[
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
                    (seatless.data?.total ?? 0) > 0 && {
                        key: 'seatless',
                        text: t('home.withoutSeat', { count: seatless.data?.total ?? 0 }),
                        to: '/enrolments?state=without-seat',
                    },
                    ...trainingDuties(t, toConfirm.data?.total ?? 0, asked.data?.total ?? 0),
                    ...badImports(t, 'training', bad),
                    (kept.data?.total ?? 0) > 0 && {
                        key: 'waiting',
                        text: t('home.unknownManagers', {
                            count: kept.data?.total ?? 0,
                            service: t('service.training'),
                        }),
                        to: '/waiting?service=training',
                    },
                ]}
            />
            <div className="home-parts">
                <Part title={t('home.sessionsToday')} query={today} more={<Link to="/sessions">{t('home.all')}</Link>}>
                    {({ items }) => (
                        <Lines none={t('sessions.none')}>
                            {items.map((one) => (
                                <li key={one.code} className="home-row">
                                    <Link to={addressOfSession(one.code)}>{one.course}</Link>
                                    <Typography.Text type="secondary">
                                        {[
                                            one.startTime,
                                            one.place,
                                            one.seats === null
                                                ? count(one.enrolled)
                                                : t('sessions.ofSeats', {
                                                      taken: count(one.enrolled),
                                                      all: count(one.seats),
                                                  }),
                                        ]
                                            .filter(Boolean)
                                            .join(' · ')}
                                    </Typography.Text>
                                </li>
                            ))}
                        </Lines>
                    )}
                </Part>
                <Part
                    title={t('home.withoutCertificate')}
                    query={without}
                    needs={all}
                    more={certificatesRoom && <Link to={`${certificatesRoom}?standing=none`}>{t('home.all')}</Link>}
                >
                    {({ items, total }) => (
                        <>
                            <Figures
                                of={[
                                    { label: t('home.withoutCertificate'), value: count(total ?? items.length) },
                                    {
                                        label: t('home.certifiedShare'),
                                        value: shareOf(all.data?.total ?? 0, total ?? items.length),
                                    },
                                ]}
                            />
                            <Lines none={t('home.allCertified')}>
                                {items.map((one) => (
                                    <li key={one.managerNo} className="home-row">
                                        <PersonLink no={one.managerNo} name={one.name} />
                                        <Typography.Text type="secondary">{one.orgName ?? one.org}</Typography.Text>
                                    </li>
                                ))}
                            </Lines>
                        </>
                    )}
                </Part>
                <Part title={t('home.certificatesEndingIn', { count: SOON })} query={soon}>
                    {({ items, total }) => (
                        <>
                            <Figures
                                of={[{ label: t('home.certificatesEnding'), value: count(total ?? items.length) }]}
                            />
                            <CertificateLines of={items} isNamed none={t('home.noneEnding')} />
                        </>
                    )}
                </Part>
                <Part title={t('home.badImports')} query={files} more={<Link to="/imports">{t('room.imports')}</Link>}>
                    {() => <ImportLines service="training" of={bad.slice(0, NAMED)} none={t('home.importsGood')} />}
                </Part>
                <Part
                    title={t('home.waitingIn', { service: t('service.training') })}
                    query={kept}
                    more={<Link to="/waiting?service=training">{t('home.all')}</Link>}
                >
                    {(page) => <WaitingLines page={page} />}
                </Part>
            </div>
        </>
    );
}
