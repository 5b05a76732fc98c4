import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Segmented, Skeleton, Tag, Typography } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday, dayFrom } from '../../parts/days';
import { useFilters } from '../../parts/filters';
import { date as dateName } from '../../parts/format';
import { usePerson } from '../../session/session';
import { CareDueToday } from './CareDueToday';
import { DayLog } from './DayLog';
import { MonthPlan } from './MonthPlan';
import { NewTaskForm } from './NewTaskForm';
import { TaskCard } from './TaskCard';
import { TeamWork } from './TeamWork';
import { caredFor, isOpen, logWith, tasksWith } from './asDone';
import { type Day, dayOf } from './calls';
import { discard, useWaiting, watch } from './outbox';

const VIEWS = ['day', 'month'] as const;
type View = (typeof VIEWS)[number];

/** The working day: a manager's own, or that of somebody of the unit; heads begin with everybody's tasks. */
export default function DayPage() {
    const { managerNo, roles } = usePerson();
    const { managerNo: asked } = useParams();
    const isOwn = managerNo !== null && roles.every((role) => role === 'account-manager');
    if (asked === undefined && !isOwn) return <TeamWork />;
    return <WorkOf managerNo={asked ?? managerNo ?? ''} />;
}

function WorkOf({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    const { id } = usePerson();
    const { filter, choose } = useFilters();
    const queries = useQueryClient();
    const view: View = VIEWS.find((one) => one === filter('view')) ?? 'day';
    const today = bankToday();
    const on = filter('date') ?? today;
    const waiting = useWaiting(id);
    useEffect(
        () =>
            watch(id, () =>
                Promise.all([
                    queries.invalidateQueries({ queryKey: ['work'] }),
                    queries.invalidateQueries({ queryKey: ['customers'] }),
                ]),
            ),
        [id, queries],
    );
    const query = useQuery({
        queryKey: ['work', 'day', managerNo, on],
        queryFn: () => dayOf(managerNo, on),
        // Without a connection the day stays as it was last seen.
        staleTime: 30_000,
    });
    const step = (days: number) => choose({ date: dayFrom(days, on) === today ? undefined : dayFrom(days, on) });
    const refused = waiting.filter((one) => one.refused !== undefined);
    return (
        <Flex vertical gap="middle" style={{ maxWidth: '52rem' }}>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {query.data && !query.data.mayWrite ? t('day.of', { name: query.data.name }) : t('room.day')}
            </Typography.Title>
            <Segmented<View>
                aria-label={t('day.view.label')}
                style={{ alignSelf: 'start' }}
                value={view}
                options={VIEWS.map((value) => ({ value, label: t(`day.view.${value}`) }))}
                onChange={(value) => choose({ view: value === 'day' ? undefined : value })}
            />
            {waiting.length > refused.length && (
                <Alert
                    type="info"
                    showIcon
                    role="status"
                    title={t('day.waiting', { count: waiting.length - refused.length })}
                />
            )}
            {refused.map((one) => (
                <Alert
                    key={one.key}
                    type="error"
                    showIcon
                    title={t('day.refused', { why: one.refused })}
                    action={
                        <Button size="small" onClick={() => discard(id, one.key)}>
                            {t('day.discard')}
                        </Button>
                    }
                />
            ))}
            {view === 'month' ? (
                <MonthPlan managerNo={managerNo} />
            ) : (
                <>
                    <Flex gap="small" align="center" wrap>
                        <Button aria-label={t('day.before')} onClick={() => step(-1)}>
                            ‹
                        </Button>
                        <strong>{dateName(on)}</strong>
                        <Button aria-label={t('day.after')} onClick={() => step(1)}>
                            ›
                        </Button>
                        {on !== today && <Button onClick={() => choose({ date: undefined })}>{t('day.today')}</Button>}
                    </Flex>
                    {query.error && !query.data && (
                        <ProblemNote problem={query.error} retry={() => void query.refetch()} />
                    )}
                    {query.data ? (
                        <Shown day={query.data} />
                    ) : (
                        !query.error && <Skeleton active paragraph={{ rows: 10 }} />
                    )}
                </>
            )}
        </Flex>
    );
}

function Shown({ day }: { day: Day }) {
    const { t } = useTranslation();
    const { id } = usePerson();
    const waiting = useWaiting(id);
    const tasks = tasksWith(day.tasks, waiting, day);
    const cared = caredFor(waiting);
    const care = day.care.filter((one) => !cared.has(one.customerRef));
    const done = tasks.filter((task) => task.state === 'done').length;
    return (
        <>
            <section aria-labelledby="day-tasks">
                <Flex gap="small" align="center" wrap>
                    <Typography.Title level={2} id="day-tasks" style={{ fontSize: '1.25rem', margin: 0 }}>
                        {t('day.tasks')}
                    </Typography.Title>
                    <Tag>{t('day.doneOf', { done, all: tasks.length })}</Tag>
                </Flex>
                {tasks.length === 0 ? (
                    <Typography.Text type="secondary">{t('day.noTasks')}</Typography.Text>
                ) : (
                    <Flex
                        component="ul"
                        vertical
                        gap="small"
                        style={{ listStyle: 'none', margin: '0.5rem 0 0', padding: 0 }}
                    >
                        {[...tasks.filter(isOpen), ...tasks.filter((task) => !isOpen(task))].map((task) => (
                            <li key={task.id}>
                                <TaskCard task={task} day={day} />
                            </li>
                        ))}
                    </Flex>
                )}
            </section>
            {day.mayWrite || day.mayComment ? <NewTaskForm managerNo={day.managerNo} on={day.date} /> : null}
            <CareDueToday care={care} mayWrite={day.mayWrite} />
            <DayLog key={`day ${day.date}`} log={logWith(day.log, waiting)} day={day} />
            <DayLog key={`week ${day.weekLog.on}`} log={logWith(day.weekLog, waiting)} day={day} />
        </>
    );
}
