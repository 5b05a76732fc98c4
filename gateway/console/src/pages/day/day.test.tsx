import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import DayPage from './DayPage';
import DayTypesPage from './DayTypesPage';
import type { Day, Month, Task } from './calls';
import { discard, flush, forgetKnown, keep } from './outbox';

const TODAY = '2026-08-15';

const task = (id: string, rest: Partial<Task>): Task => ({
    id,
    managerNo: 'M1',
    name: 'Li Lan',
    plannedOn: TODAY,
    on: TODAY,
    kind: 'visit',
    title: id,
    customerRef: null,
    priority: 3,
    dueOn: null,
    state: 'planned',
    doneOn: null,
    result: null,
    nextStep: null,
    createdBy: 'M1',
    createdAt: '2026-08-14T02:00:00Z',
    ...rest,
});
const empty = {
    dayType: null,
    done: [],
    text: null,
    writtenAt: null,
    comment: null,
    commentedBy: null,
    commentedAt: null,
};
const day: Day = {
    managerNo: 'M1',
    name: 'Li Lan',
    date: TODAY,
    tasks: [task('see them', { customerRef: 'K-1' }), task('forms', { kind: 'paper' })],
    care: [{ customerRef: 'K-2', segment: 'high', careKind: 'call-back', careDueOn: '2026-08-14' }],
    log: { kind: 'day', on: TODAY, ...empty },
    weekLog: { kind: 'week', on: '2026-08-10', ...empty },
    dayTypes: [
        {
            code: 'visit',
            name: { zh: '拜访日', en: 'Visit day' },
            checklist: [
                { zh: '排序', en: 'Order the visits' },
                { zh: '登记', en: 'Record results' },
            ],
            ended: false,
        },
    ],
    mayWrite: true,
    mayComment: false,
};
const month: Month = {
    managerNo: 'M1',
    name: 'Li Lan',
    period: '2026-08',
    weeks: [{ monday: '2026-08-03', first: '2026-08-03', last: '2026-08-09', workingDays: 5, planned: 4, done: 3 }],
    targets: [{ kpi: 'activated', target: '21', reached: '2', byWeek: [{ monday: '2026-08-03', target: '5' }] }],
};

/** The network, which can be away: then nobody answers. The writes that arrived come back as method, path and body. */
function bank(shown: Day = day) {
    const state = { isAway: false, loses: false, refuses: false };
    const taken: [method: string, path: string, body: unknown, key: string | null][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (state.isAway) return Promise.reject(new TypeError('away'));
        if (init?.method === 'PUT' || init?.method === 'POST') {
            taken.push([
                init.method,
                path.replace(/[0-9a-f-]{36}/, 'ID'),
                JSON.parse(String(init.body)),
                new Headers(init.headers).get('Idempotency-Key'),
            ]);
            if (state.loses) return Promise.reject(new TypeError('the answer was lost'));
            if (state.refuses)
                return Promise.resolve(
                    Response.json(
                        { status: 409, code: 'work-task.wrong-state', detail: 'done already' },
                        { status: 409 },
                    ),
                );
            return Promise.resolve(Response.json({}));
        }
        if (path.includes('/months/')) return Promise.resolve(Response.json(month));
        if (path.includes('/days/')) return Promise.resolve(Response.json(shown));
        if (path.includes('/day-types')) return Promise.resolve(Response.json({ items: day.dayTypes }));
        return Promise.resolve(Response.json({ items: [task('see them', {})], next: null, total: 1 }));
    });
    return { state, taken };
}

const openAs = (roles: Role[], at = '/day', managerNo: string | null = 'M1') =>
    openPage(
        <App>
            <Routes>
                <Route path="/day" element={<DayPage />} />
                <Route path="/day/:managerNo" element={<DayPage />} />
                <Route path="/day-types" element={<DayTypesPage />} />
            </Routes>
        </App>,
        { roles, at, managerNo, org: 'B1' },
    );

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${TODAY}T04:00:00Z`) }));
afterEach(() => {
    vi.useRealTimers();
    cleanup();
    localStorage.clear();
    forgetKnown();
});

it('finishes a task with result and next step, and the bank takes it under its key', async () => {
    const { taken } = bank();
    await openAs(['account-manager']);
    expect(await screen.findByText('0 of 2 done')).toBeTruthy();
    fireEvent.click(screen.getAllByRole('button', { name: 'Result' })[0] as HTMLElement);
    fireEvent.change(screen.getByLabelText('Result'), { target: { value: 'agreed' } });
    fireEvent.change(screen.getByLabelText('Next step'), { target: { value: 'send the form' } });
    fireEvent.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(taken).toHaveLength(1));
    expect(taken[0]?.slice(0, 3)).toEqual([
        'POST',
        '/performance/work-tasks/see%20them/status',
        { on: null, doneOn: null, result: 'agreed', nextStep: 'send the form', state: 'done' },
    ]);
    expect(taken[0]?.[3]).toBeTruthy();
});

it('keeps what was done without a connection, shows it as done, and sends it once when it is back', async () => {
    const { state, taken } = bank();
    await openAs(['account-manager']);
    await screen.findByText('0 of 2 done');
    state.isAway = true;
    fireEvent.change(screen.getByLabelText('Task'), { target: { value: 'ring them' } });
    fireEvent.click(screen.getByRole('button', { name: 'Plan' }));
    fireEvent.click(screen.getByRole('button', { name: 'K-2: Reached' }));
    expect(await screen.findByText('ring them')).toBeTruthy();
    expect(screen.getByText('0 of 3 done')).toBeTruthy();
    expect(screen.queryByText('K-2')).toBeNull();
    expect(screen.getByText(/2 entries are kept on this device/)).toBeTruthy();
    expect(taken).toEqual([]);
    // The browser was closed in between.
    forgetKnown();
    state.isAway = false;
    await act(async () => void (await flush('somebody')));
    await waitFor(() =>
        expect(taken.map(([method, path]) => `${method} ${path}`)).toEqual([
            'PUT /performance/work-tasks/ID',
            'POST /performance/customers/K-2/care',
        ]),
    );
    expect(screen.queryByText(/kept on this device/)).toBeNull();
});

it('sends work whose answer was lost again under the same key', async () => {
    const { state, taken } = bank();
    state.loses = true;
    await keep('somebody', {
        what: 'care',
        customerRef: 'K-2',
        body: { kind: null, doneOn: null, outcome: 'reached', note: null },
    });
    state.loses = false;
    await flush('somebody');
    await flush('somebody');
    expect(taken).toHaveLength(2);
    expect(taken[0]).toEqual(taken[1]);
});

it('shows what the bank refuses, goes on with the rest, and lets the person discard it', async () => {
    const { state, taken } = bank();
    await openAs(['account-manager']);
    await screen.findByText('0 of 2 done');
    state.refuses = true;
    fireEvent.click(screen.getAllByRole('button', { name: 'Start' })[0] as HTMLElement);
    expect(await screen.findByText(/One entry was not accepted: done already/)).toBeTruthy();
    state.refuses = false;
    fireEvent.click(screen.getAllByRole('button', { name: 'Start' })[1] as HTMLElement);
    await waitFor(() => expect(taken).toHaveLength(2));
    fireEvent.click(screen.getByRole('button', { name: 'Discard it' }));
    await waitFor(() => expect(screen.queryByText(/not accepted/)).toBeNull());
    discard('somebody', 'nothing');
});

it('keeps one log a day, with what was ticked off', async () => {
    const { taken } = bank({
        ...day,
        log: { ...day.log, dayType: 'visit', done: [0], writtenAt: '2026-08-15T01:00:00Z' },
    });
    await openAs(['account-manager']);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Record results' }));
    fireEvent.click(screen.getAllByRole('button', { name: 'Save the log' })[0] as HTMLElement);
    await waitFor(() => expect(taken).toHaveLength(1));
    expect(taken[0]?.slice(0, 3)).toEqual([
        'PUT',
        `/performance/work/M1/logs/day/${TODAY}`,
        { dayType: 'visit', done: [0, 1], text: null },
    ]);
});

it('shows the month by weeks', async () => {
    bank();
    await openAs(['account-manager'], '/day?view=month');
    expect(await screen.findByText('Activated cards')).toBeTruthy();
    expect(screen.getByText('Aug 3, 2026 to Aug 9, 2026')).toBeTruthy();
});

it('shows a head everybody’s tasks, and a manager’s day to comment on', async () => {
    const { taken } = bank({
        ...day,
        mayWrite: false,
        mayComment: true,
        log: { ...day.log, text: 'two visits', writtenAt: '2026-08-15T01:00:00Z' },
    });
    const { unmount } = await openAs(['branch-head'], '/day', null);
    expect((await screen.findByRole('link', { name: /Li Lan/ })).getAttribute('href')).toBe(`/day/M1?date=${TODAY}`);
    unmount();
    await openAs(['branch-head'], '/day/M1', null);
    expect(await screen.findByText('two visits')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Result' })).toBeNull();
    fireEvent.change(screen.getByLabelText('Comment'), { target: { value: 'well done' } });
    fireEvent.click(screen.getByRole('button', { name: 'Comment' }));
    await waitFor(() =>
        expect(taken.map(([method, path, body]) => [method, path, body])).toEqual([
            ['POST', `/performance/work/M1/logs/day/${TODAY}/comment`, { comment: 'well done' }],
        ]),
    );
});

it('lets HR write the types of day, each item in both languages', async () => {
    const { taken } = bank();
    await openAs(['hr'], '/day-types', null);
    const items = (await screen.findAllByLabelText('Checklist in English, line by line'))[0];
    fireEvent.change(items as HTMLElement, { target: { value: 'Order the visits' } });
    const save = screen.getAllByRole<HTMLButtonElement>('button', { name: 'Save' })[0];
    expect(save?.disabled).toBe(true);
    fireEvent.change(items as HTMLElement, { target: { value: 'Order the visits\nRecord' } });
    fireEvent.click(save as HTMLElement);
    await waitFor(() => expect(taken).toHaveLength(1));
    expect(taken[0]?.[2]).toEqual({
        name: { zh: '拜访日', en: 'Visit day' },
        checklist: [
            { zh: '排序', en: 'Order the visits' },
            { zh: '登记', en: 'Record' },
        ],
        ended: false,
    });
});
