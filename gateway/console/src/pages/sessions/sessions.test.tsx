import { fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import RequestsPage from '../enrolments/RequestsPage';
import MyLearningPage from '../learning/MyLearningPage';
import SessionPage from './SessionPage';
import SessionsPage from './SessionsPage';
import type { Session } from './calls';
import { bodyOf, draftOf, isWhole } from './sessionDraft';
import { daysOf } from './times';

const session: Session = {
    code: 'S1',
    course: 'Compliant sales',
    startsOn: '2026-08-14',
    seats: 20,
    enrolled: 1,
    waiting: 0,
    withoutSeat: 1,
    courseCode: 'SALES-1',
    endsOn: '2026-08-16',
    startTime: '09:00',
    endTime: '17:00',
    place: 'Room 301',
    teacher: 'Wang',
    branch: null,
    waitingList: true,
    confirmed: false,
};
const people = [
    { managerNo: 'M1', name: 'Li', enrolledAt: '2026-07-01T01:00:00Z', state: 'enrolled' },
    { managerNo: 'M2', name: 'Han', enrolledAt: '2026-07-02T01:00:00Z', state: 'without-seat' },
];
const request = {
    id: 'r1',
    managerNo: 'M3',
    name: 'Zhao',
    sessionCode: 'S1',
    course: 'Compliant sales',
    startsOn: '2026-08-14',
    state: 'open',
    note: 'please',
    requestedAt: '2026-07-02T01:00:00Z',
    decidedBy: null,
    decidedAt: null,
    reason: null,
};
const page = (items: object[]) => ({ items, next: null, total: items.length });

/** The writes to the service, as method, path and body. */
function service(shown: Session = session, more: Record<string, unknown> = {}) {
    const sent: [method: string, path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        const [at = ''] = path.split('?');
        if (init?.method !== 'GET') {
            sent.push([String(init?.method), at, init?.body ? JSON.parse(String(init.body)) : undefined]);
            if (at.endsWith('/attendance-code'))
                return Promise.resolve(Response.json({ code: '012345', validUntil: '2026-08-15T04:15:00Z' }));
            if (at.endsWith('/check-in'))
                return Promise.resolve(
                    Response.json({ sessionCode: 'S1', course: 'Compliant sales', day: '2026-08-15' }),
                );
            return Promise.resolve(Response.json({ ...shown, state: 'enrolled', managerNo: 'M9' }));
        }
        const answers: Record<string, unknown> = {
            '/training/sessions/S1': shown,
            '/training/sessions/S1/enrolments': page(people),
            '/training/sessions/S1/attendance': page([
                {
                    managerNo: 'M1',
                    name: 'Li',
                    days: [{ day: '2026-08-15', isPresent: true, by: 'code' }],
                    present: 1,
                    percent: 33,
                },
            ]),
            '/training/sessions': page([shown]),
            '/training/enrolment-requests': page([request]),
            ...more,
        };
        return Promise.resolve(Response.json(answers[at] ?? page([])));
    });
    return sent;
}

const openAs = (roles: Role[], at: string, managerNo: string | null = null) =>
    openPage(
        <App>
            <Routes>
                <Route path="/sessions" element={<SessionsPage />} />
                <Route path="/sessions/:code" element={<SessionPage />} />
                <Route path="/my-learning" element={<MyLearningPage />} />
                <Route path="/seat-requests" element={<RequestsPage />} />
            </Routes>
        </App>,
        { roles, at, managerNo },
    );

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-15T04:00:00Z') });
    return () => vi.useRealTimers();
});

it('lists sessions with days, times, place and seats, and lets the trainer plan a new one', async () => {
    const sent = service();
    await openAs(['trainer'], '/sessions');
    expect(await screen.findByText(/Aug 14, 2026 to Aug 16, 2026, 09:00–17:00/)).toBeTruthy();
    expect(screen.getByText('1 of 20')).toBeTruthy();
    expect(screen.getByText('1 waiting')).toBeTruthy();
    await waitFor(() =>
        expect(screen.getByRole<HTMLButtonElement>('button', { name: 'New session' }).disabled).toBe(false),
    );
    fireEvent.click(screen.getByRole('button', { name: 'New session' }));
    const save = await screen.findByRole<HTMLButtonElement>('button', { name: 'Save' });
    type('Session code', 'S9');
    type('Title (the course’s where left empty)', 'Phones');
    type('First day', '2026-09-01');
    type('Starts at, each day', '09:00');
    expect(save.disabled).toBe(true);
    type('Ends at, each day', '12:00');
    type('Seats (empty for no limit)', '12');
    fireEvent.click(save);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual([
        'PUT',
        '/training/sessions/S9',
        {
            course: 'Phones',
            courseCode: null,
            startsOn: '2026-09-01',
            endsOn: null,
            startTime: '09:00',
            endTime: '12:00',
            place: null,
            teacher: null,
            branch: null,
            seats: 12,
            waitingList: true,
        },
    ]);
});

it('shows a session to its trainer: people, a code for the room, attendance, one more to enrol', async () => {
    const sent = service();
    await openAs(['trainer'], '/sessions/S1');
    expect(await screen.findByRole('heading', { name: 'Compliant sales' })).toBeTruthy();
    expect(await screen.findByText('Han')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show a code' }));
    expect(await screen.findByText('012345')).toBeTruthy();
    type('Manager number', 'M9');
    fireEvent.click(screen.getByRole('button', { name: 'Enrol' }));
    const there = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Checked in' });
    expect(there.checked).toBe(true);
    fireEvent.click(there);
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent.slice(1)).toEqual([
        ['POST', '/training/sessions/S1/enrolments', { managerNo: 'M9', wait: true }],
        ['PUT', '/training/sessions/S1/attendance', { day: '2026-08-15', present: [], absent: ['M1'] }],
    ]);
    // It is not over yet.
    expect(screen.queryByRole('button', { name: /^Confirm attendance/ })).toBeNull();
});

it('lets the trainer confirm a session that is over, once', async () => {
    const sent = service({ ...session, endsOn: '2026-08-15' });
    await openAs(['trainer'], '/sessions/S1');
    fireEvent.click(await screen.findByRole('button', { name: /^Confirm attendance/ }));
    fireEvent.click(await screen.findByRole('button', { name: 'Confirm attendance' }));
    await waitFor(() => expect(sent.map(([, path]) => path)).toEqual(['/training/sessions/S1/confirm-attendance']));
});

it('changes nothing for those who only read', async () => {
    service({ ...session, confirmed: true });
    await openAs(['auditor'], '/sessions/S1');
    expect(await screen.findByText('Attendance confirmed')).toBeTruthy();
    expect(await screen.findByText('Han')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Withdraw|Enrol|Change|Show a code/ })).toBeNull();
});

it('lets a manager check in on their phone and ask for a seat', async () => {
    const sent = service();
    await openAs(['account-manager'], '/my-learning', 'M3');
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'I am here' });
    type('Six digits shown in the room', '01234');
    expect(button.disabled).toBe(true);
    type('Six digits shown in the room', '012 345');
    fireEvent.click(button);
    expect(await screen.findByText('Checked in: Compliant sales')).toBeTruthy();
    expect(sent).toEqual([['POST', '/training/attendance/check-in', { code: '012345' }]]);
    expect(screen.getByText('Waits for the head')).toBeTruthy();

    const asked = service(session, { '/training/enrolment-requests': page([]) });
    await openAs(['account-manager'], '/sessions/S1', 'M3');
    fireEvent.click(await screen.findByRole('button', { name: 'Ask for a seat' }));
    await waitFor(() => expect(asked).toEqual([['POST', '/training/sessions/S1/requests', { note: null }]]));
});

it('lets a head approve a request, or refuse it with a reason', async () => {
    const sent = service();
    await openAs(['branch-head'], '/seat-requests?state=open');
    expect(await screen.findByText('please')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Refuse/ }));
    fireEvent.change(
        await screen.findByRole('textbox', { name: 'Reason' }).catch(() => screen.findByLabelText(/reason/i)),
        {
            target: { value: 'next time' },
        },
    );
    fireEvent.click(screen.getByRole('button', { name: 'Refuse' }));
    await waitFor(() =>
        expect(sent).toEqual([['POST', '/training/enrolment-requests/r1/refuse', { reason: 'next time' }]]),
    );
});

it('knows the days of a session, and sends a plan back as it came', () => {
    expect(daysOf(session)).toEqual(['2026-08-14', '2026-08-15', '2026-08-16']);
    const draft = draftOf(session);
    expect(isWhole(draft)).toBe(true);
    expect(bodyOf(draft)).toMatchObject({ courseCode: 'SALES-1', endsOn: '2026-08-16', seats: 20, branch: null });
    expect(isWhole({ ...draft, endTime: '' })).toBe(false);
});
