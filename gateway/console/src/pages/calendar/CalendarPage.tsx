import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { bankToday, dayFrom } from '../../parts/days';
import { useFilters } from '../../parts/filters';
import { date, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { type Session, addressOfSession, sessions } from '../sessions/calls';
import { daysOf, whenOf } from '../sessions/times';
import { CalendarKey } from './CalendarKey';
import './CalendarPage.css';
import { monthAfter, weeksOf } from './weeks';

/** The most sessions of a month that are drawn. */
const MOST = 500;

/** The sessions of a month: a grid of weeks, and a list on a phone. */
export default function CalendarPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const today = bankToday();
    const asked = filter('month');
    const month = asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) && asked >= '1990' ? asked : today.slice(0, 7);
    const weeks = weeksOf(month);
    const [first, last] = [weeks[0]?.[0] ?? '', weeks.at(-1)?.[6] ?? ''];
    const query = useQuery({
        queryKey: ['sessions', 'month', month],
        // A session of some days may have begun before the month.
        queryFn: () => sessions({ from: dayFrom(-60, first), until: last, sort: 'startsOn', limit: MOST }),
    });
    const shown = (query.data?.items ?? []).filter(({ endsOn }) => endsOn >= first);
    const on = (day: string) => shown.filter((one) => one.startsOn <= day && one.endsOn >= day);
    const days = Array.from({ length: 7 }, (_, at) => t(`calendar.day.${at + 1}`));
    const ofMonth = shown.filter((one) => daysOf(one).some((day) => day.startsWith(month)));
    return (
        <Flex vertical gap="middle">
            <PageHead
                title={t('room.calendar')}
                lead={t('calendar.lead')}
                aside={<Link to="/sessions">{t('room.sessions')}</Link>}
            />
            <Flex gap="small" align="center" wrap>
                <Button
                    icon={<LeftOutlined />}
                    aria-label={t('calendar.before')}
                    onClick={() => choose({ month: monthAfter(month, -1) })}
                />
                <Typography.Title level={2} style={{ margin: 0, fontSize: '1.25rem' }} aria-live="polite">
                    {period(month)}
                </Typography.Title>
                <Button
                    icon={<RightOutlined />}
                    aria-label={t('calendar.after')}
                    onClick={() => choose({ month: monthAfter(month, 1) })}
                />
                {month !== today.slice(0, 7) && (
                    <Button onClick={() => choose({ month: undefined })}>{t('calendar.thisMonth')}</Button>
                )}
            </Flex>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {!query.data && !query.error && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
            {query.data && (
                <>
                    <table className="calendar-grid" aria-label={t('calendar.of', { month: period(month) })}>
                        <thead>
                            <tr>
                                {days.map((day) => (
                                    <th key={day} scope="col">
                                        {day}
                                    </th>
                                ))}
                            </tr>
                        </thead>
                        <tbody>
                            {weeks.map((week) => (
                                <tr key={week[0]}>
                                    {week.map((day) => (
                                        <td
                                            key={day}
                                            className={day.startsWith(month) ? undefined : 'other'}
                                            aria-current={day === today ? 'date' : undefined}
                                        >
                                            <span className="day">{Number(day.slice(8))}</span>
                                            {on(day).map((one) => (
                                                <Link key={one.code} to={addressOfSession(one.code)}>
                                                    {one.startTime && `${one.startTime} `}
                                                    {one.course}
                                                </Link>
                                            ))}
                                        </td>
                                    ))}
                                </tr>
                            ))}
                        </tbody>
                    </table>
                    <div className="calendar-list">
                        <WideTable<Session>
                            aria-label={t('calendar.of', { month: period(month) })}
                            rowKey="code"
                            dataSource={ofMonth}
                            empty={t('calendar.none')}
                            columns={[
                                {
                                    title: t('sessions.session'),
                                    dataIndex: 'course',
                                    render: (course: string, one) => (
                                        <Link to={addressOfSession(one.code)}>{course}</Link>
                                    ),
                                },
                                { title: t('calendar.when'), key: 'when', render: (_, one) => whenOf(t, one) },
                                {
                                    title: t('calendar.place'),
                                    dataIndex: 'place',
                                    render: (place: string | null) => place ?? '—',
                                },
                            ]}
                        />
                    </div>
                    {query.data.next !== null && (
                        <Typography.Text type="secondary">
                            {t('calendar.tooMany', { count: MOST, until: date(shown.at(-1)?.startsOn ?? last) })}
                        </Typography.Text>
                    )}
                </>
            )}
            {roles.includes('account-manager') && <CalendarKey />}
        </Flex>
    );
}
