import type { Day, Log, Task } from './calls';
import type { Waiting } from './outbox';

/** The tasks as they will be once the bank has taken what waits. */
export function tasksWith(tasks: readonly Task[], waiting: readonly Waiting[], day: Pick<Day, 'managerNo' | 'date'>) {
    const all = new Map(tasks.map((task) => [task.id, task]));
    for (const work of waiting) {
        if (work.refused !== undefined) continue;
        if (work.what === 'task' && !all.has(work.id) && work.body.managerNo === day.managerNo)
            all.set(work.id, {
                id: work.id,
                managerNo: work.body.managerNo,
                name: null,
                plannedOn: work.body.on,
                on: work.body.on,
                kind: work.body.kind,
                title: work.body.title,
                customerRef: work.body.customerRef,
                priority: 3,
                dueOn: work.body.dueOn,
                state: 'planned',
                doneOn: null,
                result: null,
                nextStep: null,
                createdBy: '',
                createdAt: '',
            });
        const task = work.what === 'status' ? all.get(work.id) : undefined;
        if (task && work.what === 'status')
            all.set(task.id, {
                ...task,
                state: work.body.state,
                on: work.body.on ?? task.on,
                result: work.body.result ?? task.result,
                nextStep: work.body.nextStep ?? task.nextStep,
            });
    }
    return [...all.values()].filter((task) => task.on === day.date || (task.on < day.date && isOpen(task)));
}

export const isOpen = (task: Pick<Task, 'state'>) => task.state === 'planned' || task.state === 'started';

/** The log as it will be once the bank has taken what waits. */
export function logWith(log: Log, waiting: readonly Waiting[]): Log {
    const mine = waiting.findLast(
        (work) => work.what === 'log' && work.refused === undefined && work.kind === log.kind && work.date === log.on,
    );
    return mine?.what === 'log'
        ? {
              ...log,
              dayType: mine.body.dayType ?? null,
              done: mine.body.done ?? [],
              text: mine.body.text ?? null,
          }
        : log;
}

/** The customers whose care waits to be sent: they are not due here any more. */
export const caredFor = (waiting: readonly Waiting[]) =>
    new Set(waiting.flatMap((work) => (work.what === 'care' && work.refused === undefined ? [work.customerRef] : [])));
