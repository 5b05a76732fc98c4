import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { count } from '../../parts/format';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { addressOfCourse, allCourses } from '../courses/calls';
import { AskForSeat } from '../learning/AskForSeat';
import { Attendance } from './Attendance';
import { EnrolByAudience } from './EnrolByAudience';
import { EnrolForm } from './EnrolForm';
import { Participants } from './Participants';
import { RoomCode } from './RoomCode';
import { SessionEditor } from './SessionEditor';
import { type Session, confirmAttendance, session } from './calls';
import { whenOf } from './times';

/** A session: its plan, who takes part, and who was there. */
export default function SessionPage() {
    const { t } = useTranslation();
    const { code = '' } = useParams();
    const query = useQuery({ queryKey: ['sessions', 'one', code], queryFn: () => session(code) });
    return (
        <Flex vertical gap="middle">
            <Link to="/sessions">
                <ArrowLeftOutlined /> {t('room.sessions')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Shown of={query.data} /> : !query.error && <Skeleton active title paragraph={{ rows: 8 }} />}
        </Flex>
    );
}

function Shown({ of }: { of: Session }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const [isChanging, setChanging] = useState(false);
    const mayPlan = roles.includes('trainer');
    const mayEnrol = !of.confirmed && (mayPlan || roles.includes('branch-head'));
    const all = useQuery({ queryKey: ['courses', 'all'], queryFn: allCourses, enabled: mayPlan });
    const today = bankToday();
    return (
        <>
            <Flex gap="middle" wrap align="center">
                <Typography.Title level={1} style={{ margin: 0 }}>
                    {of.course}
                </Typography.Title>
                {mayPlan && !of.confirmed && (
                    <Button disabled={!all.data} onClick={() => setChanging(true)}>
                        {t('sessions.change')}
                    </Button>
                )}
                {mayPlan && !of.confirmed && of.endsOn <= today && (
                    <Acts
                        of={of.code}
                        form={`session-confirm.${of.code}`}
                        refresh={['sessions', 'completions']}
                        acts={[
                            {
                                name: 'confirm',
                                label: t('sessions.confirm'),
                                ask: t('sessions.confirmAsk'),
                                means: t('sessions.confirmMeans'),
                                isMain: true,
                                done: t('sessions.confirmed'),
                                run: (key) => confirmAttendance(of.code, key),
                            },
                        ]}
                    />
                )}
            </Flex>
            <Descriptions
                size="small"
                column={{ xs: 1, sm: 2, lg: 3 }}
                items={[
                    { key: 'code', label: t('sessions.field.code'), children: of.code },
                    {
                        key: 'course',
                        label: t('sessions.field.courseCode'),
                        children: of.courseCode ? (
                            <Link to={addressOfCourse(of.courseCode)}>{of.courseCode}</Link>
                        ) : (
                            '—'
                        ),
                    },
                    { key: 'when', label: t('sessions.when'), children: whenOf(t, of) },
                    { key: 'place', label: t('sessions.place'), children: of.place ?? '—' },
                    { key: 'teacher', label: t('sessions.teacher'), children: of.teacher ?? '—' },
                    {
                        key: 'branch',
                        label: t('sessions.field.branch'),
                        children: of.branch ?? t('sessions.headOffice'),
                    },
                    {
                        key: 'seats',
                        label: t('sessions.seats'),
                        children:
                            of.seats === null
                                ? t('sessions.noLimit', { taken: count(of.enrolled) })
                                : t('sessions.ofSeats', { taken: count(of.enrolled), all: count(of.seats) }),
                    },
                    {
                        key: 'waiting',
                        label: t('sessions.waitingList'),
                        children: of.waitingList
                            ? t('sessions.waitForSeat', { count: of.withoutSeat })
                            : t('sessions.noWaitingList'),
                    },
                    {
                        key: 'state',
                        label: t('sessions.attendance'),
                        children: of.confirmed ? (
                            <Badge status="success" text={t('sessions.confirmed')} />
                        ) : (
                            <Badge status="default" text={t('sessions.open')} />
                        ),
                    },
                ]}
            />
            {roles.includes('account-manager') && !of.confirmed && of.endsOn >= today && <AskForSeat session={of} />}
            {mayPlan && !of.confirmed && of.startsOn <= today && today <= of.endsOn && <RoomCode code={of.code} />}
            <section aria-labelledby="session-people">
                <Flex gap="middle" wrap align="end" style={{ marginBottom: '0.75rem' }}>
                    <Typography.Title level={2} id="session-people" style={{ fontSize: '1.25rem', margin: 0 }}>
                        {t('sessions.participants')}
                    </Typography.Title>
                    <ExportButton path="/training/enrolments" query={{ session: of.code }} />
                    {mayEnrol && of.courseCode && of.endsOn >= today && <EnrolByAudience session={of} />}
                </Flex>
                {mayEnrol && <EnrolForm session={of} />}
                <Participants session={of} mayWithdraw={mayEnrol} />
            </section>
            {of.startsOn <= today && <Attendance session={of} mayMark={mayPlan && !of.confirmed} />}
            {isChanging && all.data && (
                <SessionEditor session={of} courses={all.data} close={() => setChanging(false)} />
            )}
        </>
    );
}
