import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Typography, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Page, read } from '../../api/read';
import { instant, period } from '../../parts/format';
import { latestImports, underWay, unsettled } from '../imports/latest';
import { closedMonths } from '../month/calls';
import { monthFrom, monthNow, nextToClose } from '../month/months';
import { Duties } from './Duties';
import { ImportLines } from './ImportLines';
import { Figures, Part } from './Part';
import { WaitingLines } from './WaitingLines';
import { usePlaces } from './places';
import { waiting } from './waiting';

/** Which month is next, and what of what it needs is there. Only the close itself can name every single thing missing. */
async function nextMonth() {
    const closed = await closedMonths();
    const next = nextToClose(closed) ?? monthFrom(monthNow(), -1);
    const [targets, indicators] = await Promise.all(
        ['targets', 'indicators'].map((what) =>
            read<Page<unknown>>(`/performance/${what}`, { period: next, limit: 1 }),
        ),
    );
    return {
        last: closed.at(-1),
        next,
        hasTargets: targets?.items.length !== 0,
        hasIndicators: indicators?.items.length !== 0,
    };
}

/** Where the month stands, and which files need somebody. */
export default function HrHome() {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const place = usePlaces();
    const month = useQuery({ queryKey: ['home', 'next-month'], queryFn: nextMonth });
    const files = useQuery({
        queryKey: ['home', 'imports', 'performance'],
        queryFn: () => latestImports('performance'),
    });
    const training = useQuery({ queryKey: ['home', 'waiting', 'training'], queryFn: () => waiting('training') });
    const feedback = useQuery({ queryKey: ['home', 'waiting', 'feedback'], queryFn: () => waiting('feedback') });

    const bad = unsettled(files.data?.items ?? []);
    const running = underWay(files.data?.items ?? []);
    const unknown = [...(training.data?.items ?? []), ...(feedback.data?.items ?? [])];
    const isOver = month.data !== undefined && month.data.next < monthNow();
    const next = period(month.data?.next ?? '');
    const checks = month.data && [
        { key: 'over', isGood: isOver, text: t(isOver ? 'home.monthOver' : 'home.monthNotOver', { period: next }) },
        {
            key: 'targets',
            isGood: month.data.hasTargets,
            text: t(month.data.hasTargets ? 'home.targetsThere' : 'home.targetsMissing'),
        },
        {
            key: 'indicators',
            isGood: month.data.hasIndicators,
            text: t(month.data.hasIndicators ? 'home.indicatorsThere' : 'home.indicatorsMissing'),
        },
        {
            key: 'imports',
            isGood: running.length === 0,
            text: running.length === 0 ? t('home.noneRunning') : t('home.importsRunning', { count: running.length }),
        },
    ];

    return (
        <>
            <Duties
                asked={[month, files, training, feedback]}
                duties={[
                    bad.length > 0 && {
                        key: 'imports',
                        text: t('home.importsBad', { count: bad.length }),
                        to: place('imports'),
                        isUrgent: true,
                    },
                    month.data &&
                        isOver && {
                            key: 'close',
                            text: t('home.toClose', { period: next }),
                            to: `/month-end?period=${month.data.next}`,
                        },
                    month.data &&
                        isOver &&
                        !month.data.hasTargets && {
                            key: 'targets',
                            text: t('home.bringTargets', { period: next }),
                            to: place('targets', 'imports'),
                        },
                    month.data &&
                        isOver &&
                        !month.data.hasIndicators && {
                            key: 'indicators',
                            text: t('home.bringIndicators', { period: next }),
                            to: place('imports'),
                        },
                    unknown.length > 0 && {
                        key: 'waiting',
                        text: t('home.unknownManagers', { count: unknown.length }),
                        to: place('imports'),
                    },
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
                <Part title={t('home.waitingIn', { service: t('service.training') })} query={training}>
                    {({ items }) => <WaitingLines of={items} />}
                </Part>
                <Part title={t('home.waitingIn', { service: t('service.feedback') })} query={feedback}>
                    {({ items }) => <WaitingLines of={items} />}
                </Part>
            </div>
        </>
    );
}
