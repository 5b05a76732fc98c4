import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Typography, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, instant, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { latestImports, unsettled } from '../imports/latest';
import { closeGaps, closedMonths } from '../month/calls';
import { monthFrom, monthNow, nextToClose } from '../month/months';
import { waitingSheets } from '../scoreSheets/calls';
import { Duties } from './Duties';
import { sheetDuties } from './sheetDuties';
import { appealDuties, roundDuties, waitingAppeals, waitingRounds } from './reviewDuties';
import { targetDuties, waitingTargets } from './targetDuties';
import { warningDuties } from './warningDuties';
import { waitingWarnings } from '../warnings/calls';
import { badImports } from './badImports';
import { ImportLines } from './ImportLines';
import { Figures, Part } from './Part';
import { WaitingLines } from './WaitingLines';
import { waiting } from './waiting';

/** The next month, and the data its close would find missing, by the close's own rules. */
async function nextMonth() {
    const closed = await closedMonths();
    const next = nextToClose(closed) ?? monthFrom(monthNow(), -1);
    return { last: closed.at(-1), next, gaps: await closeGaps(next) };
}

/** The state of the month, and files that need somebody. */
export default function HrHome() {
    const { t, i18n } = useTranslation();
    const { token } = theme.useToken();
    const person = usePerson();
    const { org } = person;
    const month = useQuery({ queryKey: ['home', 'next-month'], queryFn: nextMonth });
    const files = useQuery({
        queryKey: ['home', 'imports', 'performance'],
        queryFn: () => latestImports('performance'),
    });
    const training = useQuery({ queryKey: ['home', 'waiting', 'training'], queryFn: () => waiting('training') });
    const sheets = useQuery({ queryKey: ['sheet-proposals', 'waiting'], queryFn: waitingSheets });
    const targets = useQuery({ queryKey: ['targets', 'waiting'], queryFn: waitingTargets });
    const reviews = useQuery({ queryKey: ['reviews', 'waiting'], queryFn: waitingRounds });
    const appeals = useQuery({ queryKey: ['reviews', 'appeals'], queryFn: waitingAppeals });
    const warned = useQuery({ queryKey: ['home', 'warnings'], queryFn: waitingWarnings });
    const feedback = useQuery({ queryKey: ['home', 'waiting', 'feedback'], queryFn: () => waiting('feedback') });

    const bad = unsettled(files.data?.items ?? []);
    const isOver = month.data !== undefined && month.data.next < monthNow();
    const next = period(month.data?.next ?? '');
    const monthEnd = `/month-end?period=${month.data?.next ?? ''}`;
    const gapName = (what: string) => (i18n.exists(`monthEnd.gap.${what}`) ? t(`monthEnd.gap.${what}`) : what);
    // The month that is not over is said by itself, and is no work for anybody.
    const gaps = month.data?.gaps.kinds.filter(({ what }) => what !== 'period-not-over') ?? [];
    const missing = gaps.reduce((sum, one) => sum + one.count, 0);
    const checks = month.data && [
        { key: 'over', isGood: isOver, text: t(isOver ? 'home.monthOver' : 'home.monthNotOver', { period: next }) },
        ...gaps.map(({ what, count: many }) => ({
            key: what,
            isGood: false,
            text: t('home.gapOf', { what: gapName(what), count: count(many) }),
        })),
        ...(gaps.length === 0 ? [{ key: 'whole', isGood: true, text: t('home.nothingMissing') }] : []),
    ];
    const kept = [
        { service: 'training', of: training },
        { service: 'feedback', of: feedback },
    ] as const;

    return (
        <>
            <Duties
                asked={[month, files, training, feedback, sheets, targets, reviews, appeals, warned]}
                duties={[
                    ...badImports(t, 'performance', bad),
                    ...sheetDuties(t, person, sheets.data),
                    ...roundDuties(t, reviews.data),
                    ...appealDuties(t, appeals.data),
                    ...targetDuties(t, targets.data),
                    ...warningDuties(t, warned.data),
                    // Months are closed for the whole bank.
                    org === null &&
                        month.data &&
                        isOver &&
                        missing === 0 && {
                            key: 'close',
                            text: t('home.toClose', { period: next }),
                            to: monthEnd,
                        },
                    month.data &&
                        isOver &&
                        missing > 0 && {
                            key: 'gaps',
                            text: t('home.gapsBefore', { period: next, count: missing }),
                            to: monthEnd,
                            isUrgent: true,
                        },
                    ...kept.map(
                        ({ service, of }) =>
                            (of.data?.total ?? 0) > 0 && {
                                key: `waiting ${service}`,
                                text: t('home.unknownManagers', {
                                    count: of.data?.total ?? 0,
                                    service: t(`service.${service}`),
                                }),
                                to: `/waiting?service=${service}`,
                            },
                    ),
                ]}
            />
            <div className="home-parts">
                <Part
                    title={t('home.monthState')}
                    query={month}
                    needs={files}
                    more={<Link to="/month-end">{t('room.monthEnd')}</Link>}
                >
                    {({ last }) => (
                        <>
                            <Figures
                                of={[
                                    { label: t('home.lastClosed'), value: last ? period(last.period) : '—' },
                                    { label: t('home.nextToClose'), value: next },
                                ]}
                            />
                            <ul className="home-list" style={{ marginBottom: '0.5rem' }}>
                                {checks?.map(({ key, isGood, text }) => (
                                    <li key={key}>
                                        {isGood ? (
                                            <CheckCircleOutlined style={{ color: token.colorSuccess }} />
                                        ) : (
                                            <ExclamationCircleOutlined style={{ color: token.colorWarning }} />
                                        )}{' '}
                                        {text}
                                    </li>
                                ))}
                            </ul>
                            {last && (
                                <Typography.Text type="secondary">
                                    {t('home.closedBy', {
                                        period: period(last.period),
                                        at: instant(last.closedAt),
                                        by: last.closedBy,
                                    })}
                                </Typography.Text>
                            )}
                        </>
                    )}
                </Part>
                <Part title={t('home.badImports')} query={files} more={<Link to="/imports">{t('room.imports')}</Link>}>
                    {() => <ImportLines service="performance" of={bad.slice(0, 6)} none={t('home.importsGood')} />}
                </Part>
                <Part
                    title={t('home.waitingIn', { service: t('service.training') })}
                    query={training}
                    more={<Link to="/waiting?service=training">{t('home.all')}</Link>}
                >
                    {(page) => <WaitingLines page={page} />}
                </Part>
                <Part
                    title={t('home.waitingIn', { service: t('service.feedback') })}
                    query={feedback}
                    more={<Link to="/waiting?service=feedback">{t('home.all')}</Link>}
                >
                    {(page) => <WaitingLines page={page} />}
                </Part>
            </div>
        </>
    );
}
