import { Badge, Flex, Typography } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, training } from '../../api/client';
import type { components } from '../../api/training';
import { ListTable } from '../../parts/ListTable';
import { PageHead } from '../../parts/PageHead';
import { bankToday } from '../../parts/days';
import { date, instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { addressOfCourse } from '../courses/calls';
import { titled } from '../courses/words';
import { POINTS, REQUEST_POINTS } from '../enrolments/points';
import { type Awaited, awaitedExams } from '../holders/calls';
import { useSessionColumns } from '../sessions/SessionTable';
import {
    type Completion,
    type SeatRequest,
    type Session,
    addressOfSession,
    completions,
    requests,
    sessions,
} from '../sessions/calls';
import { TakeBack } from './AskForSeat';
import { CheckIn } from './CheckIn';

type Enrolment = components['schemas']['EnrolmentAnswer'];

/** A manager's own learning: check-in, sessions, requests, what is completed, and what is on offer. */
export default function MyLearningPage() {
    const { t } = useTranslation();
    const own = useList({
        name: ['sessions', 'mine'],
        filters: { sort: '-enrolledAt' },
        page: (query) => answer(training.GET('/enrolments', { params: { query } })),
    });
    const asked = useList({ name: ['sessions', 'my-requests'], filters: {}, page: requests });
    const done = useList({ name: ['completions', 'mine'], filters: { sort: '-completedOn' }, page: completions });
    const awaited = useList({ name: ['completions', 'awaited'], filters: {}, page: awaitedExams });
    const offered = useList({
        name: ['sessions', 'offered'],
        filters: { from: bankToday(), sort: 'startsOn' },
        page: sessions,
    });
    // Several lists share this page's address: none is sorted by a click on a head.
    const columns = useSessionColumns(() => ({}));
    const linked = (code: string, text: string) => <Link to={addressOfSession(code)}>{text}</Link>;
    return (
        <Flex vertical gap="large">
            <PageHead title={t('room.myLearning')} lead={t('learning.lead')} />
            <CheckIn />
            <Part title={t('learning.mySessions')}>
                {(id) => (
                    <ListTable<Enrolment>
                        list={own}
                        aria-labelledby={id}
                        rowKey="sessionCode"
                        empty={t('learning.noSessions')}
                        lines={3}
                        columns={[
                            {
                                title: t('sessions.session'),
                                dataIndex: 'course',
                                render: (course: string, one) => linked(one.sessionCode, course),
                            },
                            { title: t('enrolments.startsOn'), dataIndex: 'startsOn', render: date },
                            {
                                title: t('enrolments.state'),
                                dataIndex: 'state',
                                render: (state: string) => (
                                    <Badge status={POINTS[state]} text={t(`enrolments.states.${state}`)} />
                                ),
                            },
                        ]}
                    />
                )}
            </Part>
            <Part title={t('learning.myRequests')}>
                {(id) => (
                    <ListTable<SeatRequest>
                        list={asked}
                        aria-labelledby={id}
                        rowKey="id"
                        empty={t('learning.noRequests')}
                        lines={2}
                        columns={[
                            {
                                title: t('sessions.session'),
                                dataIndex: 'course',
                                render: (course: string, one) => linked(one.sessionCode, course),
                            },
                            {
                                title: t('learning.requestedAt'),
                                dataIndex: 'requestedAt',
                                className: 'number',
                                render: instant,
                            },
                            {
                                title: t('learning.state'),
                                dataIndex: 'state',
                                render: (state: string, one) => (
                                    <>
                                        <Badge status={REQUEST_POINTS[state]} text={t(`learning.states.${state}`)} />
                                        {one.reason && <div>{t('learning.because', { reason: one.reason })}</div>}
                                    </>
                                ),
                            },
                            {
                                title: t('sessions.toDo'),
                                key: 'do',
                                render: (_, one) =>
                                    one.state === 'open' ? <TakeBack id={one.id} of={one.sessionCode} /> : '—',
                            },
                        ]}
                    />
                )}
            </Part>
            <Part title={t('learning.awaited')}>
                {(id) => (
                    <ListTable<Awaited>
                        list={awaited}
                        aria-labelledby={id}
                        rowKey={(one) => `${one.courseCode} ${one.sessionCode}`}
                        empty={t('learning.noneAwaited')}
                        lines={1}
                        columns={[
                            {
                                title: t('courses.course'),
                                dataIndex: 'courseCode',
                                render: (code: string, one) => (
                                    <Link to={addressOfCourse(code)}>{titled(one.titleZh, one.titleEn)}</Link>
                                ),
                            },
                            { title: t('holders.lastDay'), dataIndex: 'lastDay', render: date },
                        ]}
                    />
                )}
            </Part>
            <Part title={t('learning.completed')}>
                {(id) => (
                    <ListTable<Completion>
                        list={done}
                        aria-labelledby={id}
                        rowKey={(one) => `${one.courseCode} ${one.sessionCode}`}
                        empty={t('learning.noneCompleted')}
                        lines={2}
                        columns={[
                            {
                                title: t('courses.course'),
                                dataIndex: 'courseCode',
                                render: (code: string, one) => (
                                    <Link to={addressOfCourse(code)}>{titled(one.titleZh, one.titleEn)}</Link>
                                ),
                            },
                            { title: t('learning.completedOn'), dataIndex: 'completedOn', render: date },
                            {
                                title: t('learning.validTo'),
                                dataIndex: 'validTo',
                                render: (day: string | null) => (day ? date(day) : t('courses.forGood')),
                            },
                        ]}
                    />
                )}
            </Part>
            <Part title={t('learning.offered')}>
                {(id) => (
                    <ListTable<Session>
                        list={offered}
                        aria-labelledby={id}
                        rowKey="code"
                        empty={t('learning.nothingOffered')}
                        lines={4}
                        columns={columns}
                    />
                )}
            </Part>
        </Flex>
    );
}

function Part({ title, children }: { title: string; children: (id: string) => ReactNode }) {
    const id = useId();
    return (
        <section aria-labelledby={id}>
            <Typography.Title level={2} id={id} style={{ fontSize: '1.25rem' }}>
                {title}
            </Typography.Title>
            {children(id)}
        </section>
    );
}
