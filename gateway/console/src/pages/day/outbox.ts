import { useSyncExternalStore } from 'react';
import { Problem } from '../../api/problem';
import { type NewCare, recordCare } from '../customers/calls';
import { type NewLog, type NewTask, type TaskChange, changeTask, planTask, writeLog } from './calls';

/** Something that was done on the page and is not at the bank yet. */
export type Work =
    | { what: 'task'; id: string; body: NewTask }
    | { what: 'status'; id: string; body: TaskChange }
    | { what: 'log'; managerNo: string; kind: string; date: string; body: NewLog }
    | { what: 'care'; customerRef: string; body: NewCare };

/** Work with the key under which it is sent once, and why the bank refused it. */
export type Waiting = Work & { key: string; refused?: string };

const PREFIX = 'cardteam.work.';
const PAUSE = 15_000;

/** The longest that a piece which was taken still counts as waiting, until the page has read it from the bank. */
const READING = 3_000;
const keyOf = (person: string) => `${PREFIX}${encodeURIComponent(person)}`;
const listeners = new Set<() => void>();

/** Called when the bank has taken something; each promise lasts until the page shows it. */
const readers = new Set<() => Promise<unknown>>();
const known = new Map<string, readonly Waiting[]>();

function read(person: string): readonly Waiting[] {
    const at = known.get(person);
    if (at) return at;
    let stored: readonly Waiting[] = [];
    try {
        stored = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]') as Waiting[];
    } catch {
        // What cannot be read is not work.
    }
    known.set(person, stored);
    return stored;
}

function write(person: string, waiting: readonly Waiting[]) {
    known.set(person, waiting);
    try {
        if (waiting.length === 0) localStorage.removeItem(keyOf(person));
        else localStorage.setItem(keyOf(person), JSON.stringify(waiting));
    } catch {
        // A browser without room keeps it until the page is left.
    }
    for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
};

/** What this person has done in this browser and the bank has not taken yet, in the order it was done. */
export const useWaiting = (person: string) => useSyncExternalStore(subscribe, () => read(person));

/** Forgets what is known only here, as a new page does. */
export const forgetKnown = () => known.clear();

function send(work: Waiting): Promise<unknown> {
    switch (work.what) {
        case 'task':
            return planTask(work.id, work.body);
        case 'status':
            return changeTask(work.id, work.body, work.key);
        case 'log':
            return writeLog(work.managerNo, work.kind, work.date, work.body);
        case 'care':
            return recordCare(work.customerRef, work.body, work.key);
    }
}

const sending = new Map<string, Promise<boolean>>();

/**
 * Sends what waits, in order, until nobody answers. Each piece is sent under its own key: one that was taken without its
 * answer arriving is not done again. True when something was taken.
 */
export function flush(person: string): Promise<boolean> {
    const running = sending.get(person);
    if (running) return running;
    const run = sendAll(person).finally(() => sending.delete(person));
    sending.set(person, run);
    return run;
}

async function sendAll(person: string) {
    let isTaken = false;
    for (;;) {
        const next = read(person).find((one) => one.refused === undefined);
        if (!next) return isTaken;
        try {
            await send(next);
            isTaken = true;
            // What is shown does not fall back to how it was in between.
            await Promise.race([
                Promise.all([...readers].map((tell) => tell())),
                new Promise((resolve) => setTimeout(resolve, READING)),
            ]);
            write(
                person,
                read(person).filter((one) => one.key !== next.key),
            );
        } catch (error) {
            // Nobody answered, or nobody is signed in: it waits. Everything else is an answer, which the person reads.
            if (!(error instanceof Problem) || error.isPassing || error.status === 401) return isTaken;
            write(
                person,
                read(person).map((one) => (one.key === next.key ? { ...one, refused: error.message } : one)),
            );
        }
    }
}

/** Keeps a piece of work and sends it, now or when somebody answers again. A log takes the place of one that waits. */
export function keep(person: string, work: Work) {
    const before = read(person).filter(
        (one) => !(work.what === 'log' && one.what === 'log' && one.kind === work.kind && one.date === work.date),
    );
    write(person, [...before, { ...work, key: crypto.randomUUID() }]);
    return flush(person);
}

/** Gives up a piece of work that the bank refused. */
export const discard = (person: string, key: string) =>
    write(
        person,
        read(person).filter((one) => one.key !== key),
    );

/** Sends what waits whenever the connection is back, and now and then. */
export function watch(person: string, whenTaken: () => Promise<unknown>) {
    const attempt = () => void flush(person);
    readers.add(whenTaken);
    attempt();
    const timer = setInterval(attempt, PAUSE);
    window.addEventListener('online', attempt);
    return () => {
        readers.delete(whenTaken);
        clearInterval(timer);
        window.removeEventListener('online', attempt);
    };
}
