import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MOST } from '../../api/client';
import { compare } from '../../parts/decimal';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { date, money, percent, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { certificates, endingSoon } from '../certificates/calls';
import { statements } from '../cases/calls';
import { byClock, complaints } from '../complaints/calls';
import { closedMonths, statement } from '../month/calls';
import { type DisputeRow, disputes } from '../disputes/calls';
import { addressOfDispute } from '../disputes/state';
import { nextPayDay } from '../payroll/calls';
import { ledgerOf } from '../deferred/calls';
import { nextOf, toCome } from '../deferred/due';
import { linesOf } from '../statements/lines';
import { myForms } from '../reviews/calls';
import { bankToday } from '../../parts/days';
import { recoveries } from '../recoveries/calls';
import { addressOfRecovery } from '../recoveries/state';
import { RecoveryTag } from '../recoveries/RecoveryTag';
import { formDuties } from './reviewDuties';
import { RecognitionPart } from './RecognitionPart';
import { TalkList } from '../talks/TalkList';
import { type Talk, talksOf } from '../talks/calls';
import { CertificateLines } from './CertificateLines';
import { ComplaintLines } from './ComplaintLines';
import { Duties } from './Duties';
import { careDueToday, careDuty } from './customerDuties';
import { goalsToRevise, returnedGoals } from './goalDuties';
import { PayDay } from './PayDay';
import { KpiBars } from './KpiBars';
import { MyMonth } from './MyMonth';
import { Figures, Lines, Part } from './Part';
import { scorecards } from '../scorecards/calls';
import { usePlaces } from './places';
import { figure, kpiName } from '../scorecards/kpis';
import { planInForce } from '../plans/calls';
import { meets } from './scores';

/** Those to be confirmed, all of them, before the newest others. */
const unreadFirst = (talks: readonly Talk[]) => [
    ...talks.filter((talk) => !talk.readAt),
    ...talks.filter((talk) => talk.readAt).slice(0, 5),
];

/** The days for which the home tells of an answer. */
const TOLD_FOR = 14;

const answeredLately = (all: readonly DisputeRow[]) =>
    all.filter(
        ({ state, answeredAt }) =>
            state !== 'open' && answeredAt !== null && Date.now() - Date.parse(answeredAt) < TOLD_FOR * 86_400_000,
    );

/** The newest month closed may not be approved yet; then the one before counts. */
async function newestStatement(managerNo: string) {
    const [newest, before] = (await closedMonths()).map((month) => month.period).reverse();
    for (const month of [newest, before]) {
        if (!month) continue;
        try {
            return await statement(managerNo, month);
        } catch (error) {
            if (!(error instanceof Problem && error.status === 404)) throw error;
        }
    }
    return null;
}

async function newestScorecard() {
    const newest = (await closedMonths()).at(-1);
    return newest ? ((await scorecards({ period: newest.period, limit: 1 })).items[0] ?? null) : null;
}

/** Their score, their bonus and why, what would change it, and what there is about them. */
export default function AccountManagerHome() {
    const { t } = useTranslation();
    const place = usePlaces();
    const managerNo = usePerson().managerNo ?? '';
    const score = useQuery({ queryKey: ['home', 'scorecard', managerNo], queryFn: newestScorecard });
    const bonus = useQuery({ queryKey: ['home', 'statement', managerNo], queryFn: () => newestStatement(managerNo) });
    const deferred = useQuery({
        queryKey: ['ledger-of', managerNo],
        queryFn: () => ledgerOf(managerNo),
        enabled: managerNo !== '',
    });
    const held = useQuery({
        queryKey: ['home', 'certificates', managerNo],
        queryFn: () => certificates({ manager: managerNo, limit: MOST }),
    });
    const about = useQuery({
        queryKey: ['home', 'complaints', managerNo],
        queryFn: () => complaints({ manager: managerNo, limit: MOST }),
    });
    const sides = useQuery({ queryKey: ['statements-asked', 'home'], queryFn: () => statements({ limit: MOST }) });
    const talks = useQuery({ queryKey: ['talks', managerNo], queryFn: () => talksOf(managerNo) });
    const recovered = useQuery({ queryKey: ['recoveries', 'own'], queryFn: () => recoveries({ limit: MOST }) });
    const goals = useQuery({ queryKey: ['own-goals', 'returned'], queryFn: returnedGoals });
    const forms = useQuery({ queryKey: ['reviews', 'mine'], queryFn: myForms });
    const care = useQuery({ queryKey: ['customers', 'due today'], queryFn: careDueToday });
    const plan = useQuery({ queryKey: ['plan-in-force'], queryFn: () => planInForce() });
    const answered = useQuery({
        queryKey: ['home', 'disputes', managerNo],
        queryFn: () => disputes({ sort: '-number', limit: MOST }),
        enabled: Boolean(place('disputes')),
    });
    const payDay = useQuery({ queryKey: ['pay-calendar', 'next'], queryFn: nextPayDay });

    const whyNot = bonus.data ? linesOf(bonus.data.lines, 'whyNot') : [];
    const behind = (score.data?.kpis ?? []).flatMap((one) =>
        one.attainment !== null && !meets(one.attainment) ? [{ ...one, attainment: one.attainment }] : [],
    );
    const open = about.data?.items.filter((one) => one.outcome === null) ?? [];
    const asked = sides.data?.items.filter((one) => one.mayAnswer).length ?? 0;
    const unread = talks.data?.items.filter((talk) => !talk.readAt).length ?? 0;
    const ofMine = (recovered.data?.items ?? []).filter((one) => !['settled', 'refused'].includes(one.state));
    const ending = held.data ? endingSoon(held.data.items) : [];
    const statementPath = bonus.data && `/statements/${encodeURIComponent(managerNo)}/${bonus.data.period}`;
    const isEnglish = currentLanguage() === 'en';

    return (
        <>
            <Duties
                asked={[score, bonus, held, about, sides, talks, plan, recovered, goals, forms, care]}
                duties={[
                    held.data &&
                        !held.data.items.some((one) => one.validToday) && {
                            key: 'none',
                            text: t('home.noCertificate'),
                            to: place('certificates'),
                            isUrgent: true,
                        },
                    ...formDuties(t, forms.data, bankToday()),
                    ...ofMine
                        .filter((one) => one.state === 'awaiting-side')
                        .map((one) => ({
                            key: `recovery ${one.id}`,
                            text: t('home.recoverySide', {
                                number: one.number,
                                amount: money(one.amount),
                                date: date(one.sideUntil),
                            }),
                            to: addressOfRecovery(one.id),
                            isUrgent: true,
                        })),
                    ...ending.map((one) => ({
                        key: `ending ${one.certificate}`,
                        text: t('home.certificateEnds', { certificate: one.certificate }),
                        to: place('certificates') && `${place('certificates')}?standing=expiring`,
                    })),
                    plan.data?.signedAt === null && {
                        key: 'plan',
                        text: t('home.planToSign', { code: plan.data.code, version: plan.data.version }),
                        to: place('myPlan'),
                    },
                    ...goalsToRevise(t, goals.data),
                    careDuty(t, care.data),
                    unread > 0 && { key: 'talks', text: t('home.talksToConfirm', { count: unread }), to: '#talks' },
                    ...answeredLately(answered.data?.items ?? []).map((one) => ({
                        key: `dispute ${one.id}`,
                        text: t(`home.disputeAnswered.${one.state}`, { period: period(one.period) }),
                        to: addressOfDispute(one.id),
                    })),
                    asked > 0 && {
                        key: 'statements',
                        text: t('home.statementsAsked', { count: asked }),
                        to: place('caseStatements'),
                        isUrgent: true,
                    },
                    open.length > 0 && {
                        key: 'complaints',
                        text: t('home.complaintsAboutMe', { count: open.length }),
                        to: place('complaints') && `${place('complaints')}?status=open`,
                    },
                    whyNot.length > 0 &&
                        bonus.data !== undefined && {
                            key: 'whyNot',
                            text: t('home.notCounted', {
                                count: whyNot.length,
                                period: period(bonus.data?.period ?? ''),
                            }),
                            to: statementPath ?? undefined,
                        },
                ]}
            />
            <div className="home-parts">
                <Part
                    title={t('home.myScore')}
                    query={score}
                    more={place('scorecards') && <Link to={place('scorecards') ?? ''}>{t('home.all')}</Link>}
                >
                    {(card) =>
                        card ? (
                            <>
                                <Figures
                                    of={[
                                        {
                                            label: period(card.period),
                                            value: card.total === null ? '—' : percent(card.total),
                                        },
                                    ]}
                                />
                                <KpiBars
                                    of={[...card.kpis]
                                        .sort((a, b) => compare(a.attainment ?? '9', b.attainment ?? '9'))
                                        .map((one) => ({ ...one, ratio: one.attainment }))}
                                />
                            </>
                        ) : (
                            <Typography.Text type="secondary">{t('home.noScore')}</Typography.Text>
                        )
                    }
                </Part>
                <MyMonth managerNo={managerNo} />
                <Part
                    title={t('home.myBonus')}
                    query={bonus}
                    more={statementPath && <Link to={statementPath}>{t('room.statement')}</Link>}
                >
                    {(own) =>
                        own ? (
                            <>
                                <Figures
                                    of={[
                                        { label: period(own.period), value: money(own.payable) },
                                        ...(own.deferred === '0.00'
                                            ? []
                                            : [{ label: t('months.deferred'), value: money(own.deferred) }]),
                                        ...(own.reserved === '0.00'
                                            ? []
                                            : [{ label: t('months.reserved'), value: money(own.reserved) }]),
                                    ]}
                                />
                                <Lines none={t('statement.nothing')}>
                                    {[
                                        ...linesOf(own.lines, 'earned'),
                                        ...linesOf(own.lines, 'changed'),
                                        ...linesOf(own.lines, 'deferred'),
                                    ].map((line, index) => (
                                        <li
                                            key={`${line.rule} ${line.kind} ${index}`}
                                            className="home-row"
                                            style={{ flexWrap: 'nowrap' }}
                                        >
                                            <span>{isEnglish ? line.text.en : line.text.zh}</span>
                                            {line.kind !== 'factor' && (
                                                <strong className="number">{money(line.amount)}</strong>
                                            )}
                                        </li>
                                    ))}
                                </Lines>
                            </>
                        ) : (
                            <Typography.Text type="secondary">{t('home.noStatement')}</Typography.Text>
                        )
                    }
                </Part>
                <PayDay query={payDay} />
                <Part
                    title={t('home.myDeferred')}
                    query={deferred}
                    more={place('deferred') && <Link to={place('deferred') ?? ''}>{t('home.all')}</Link>}
                >
                    {(own) => {
                        const next = nextOf(own.due);
                        return own.due.length === 0 ? (
                            <Typography.Text type="secondary">{t('deferred.none')}</Typography.Text>
                        ) : (
                            <Figures
                                of={[
                                    ...(next
                                        ? [
                                              {
                                                  label: t('home.nextDeferred', { date: date(next.dueOn) }),
                                                  value: money(next.amount),
                                              },
                                          ]
                                        : []),
                                    { label: t('deferred.toCome'), value: money(toCome(own)) },
                                ]}
                            />
                        );
                    }}
                </Part>
                {ofMine.length > 0 && (
                    <Part
                        title={t('home.recoveries')}
                        query={recovered}
                        more={place('recoveries') && <Link to={place('recoveries') ?? ''}>{t('home.all')}</Link>}
                    >
                        {() => (
                            <Lines none="">
                                {ofMine.map((one) => (
                                    <li key={one.id} className="home-row">
                                        <Link to={addressOfRecovery(one.id)}>
                                            {t('recovery.no', { number: one.number })}
                                        </Link>
                                        <span>
                                            {one.state === 'taking'
                                                ? t('home.recoveryIs', {
                                                      amount: money(one.amount),
                                                      left: money(one.left),
                                                  })
                                                : money(one.amount)}
                                        </span>
                                        <RecoveryTag state={one.state} />
                                    </li>
                                ))}
                            </Lines>
                        )}
                    </Part>
                )}
                <Part
                    title={t('home.wouldChange')}
                    query={bonus}
                    more={place('estimate') && <Link to={place('estimate') ?? ''}>{t('room.estimate')}</Link>}
                >
                    {() => (
                        <Lines none={t('home.nothingWouldChange')}>
                            {[
                                ...whyNot.map((line, index) => (
                                    <li key={`${line.rule} ${index}`}>{isEnglish ? line.text.en : line.text.zh}</li>
                                )),
                                ...[...behind]
                                    .sort((a, b) => compare(a.attainment, b.attainment))
                                    .map((one) => (
                                        <li key={one.kpi}>
                                            {t('home.behind', {
                                                kpi: kpiName(t, one.kpi),
                                                value: figure(one.kpi, one.value ?? '0'),
                                                target: figure(one.kpi, one.target ?? '0'),
                                                attainment: percent(one.attainment),
                                            })}
                                        </li>
                                    )),
                            ]}
                        </Lines>
                    )}
                </Part>
                <RecognitionPart />
                <Part title={t('home.myCertificates')} query={held}>
                    {({ items }) => <CertificateLines of={items} none={t('home.noCertificates')} />}
                </Part>
                <Part title={t('home.aboutMe')} query={about}>
                    {({ items }) => (
                        <ComplaintLines
                            of={byClock(items).slice(0, 5)}
                            none={t('home.noComplaints')}
                            withManager={false}
                        />
                    )}
                </Part>
                <Part id="talks" title={t('home.myTalks')} query={talks}>
                    {({ items }) => <TalkList talks={unreadFirst(items)} isOwn none={t('talks.noneWithMe')} />}
                </Part>
            </div>
        </>
    );
}
