import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import ReleasePage from './ReleasePage';
import ReleasesPage from './ReleasesPage';
import type { Release, ReleaseLine } from './calls';
import { monthEndOf } from './state';

const proposed: Release = {
    id: 'r1',
    dueUntil: '2026-08-31',
    status: 'proposed',
    managers: 2,
    total: '1234.50',
    forfeited: '0.00',
    createdBy: 'analyst',
    createdAt: '2026-08-14T02:00:00Z',
    decidedBy: null,
    decidedAt: null,
    reason: null,
};
const line: ReleaseLine = {
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    orgName: 'East',
    period: '2025-08',
    account: 'deferred',
    dueOn: '2026-08-31',
    amount: '1000.00',
    paid: '990.00',
    forfeited: '0.00',
};

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-15T04:00:00Z') }));
afterEach(() => void vi.useRealTimers());

interface Refusal {
    code: string;
    title: string;
    status?: number;
    errors?: Record<string, string[]>;
}

/** The service with one release or none; a write is refused, or done. */
function service(first: Release | undefined, refusal?: Refusal) {
    let now = first;
    const asked: string[] = [];
    const sent: [path: string, body: unknown][] = [];
    const decisions: Record<string, string> = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' };
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'POST') {
            sent.push([path, init.body ? JSON.parse(String(init.body)) : undefined]);
            if (refusal) return Promise.resolve(Response.json(refusal, { status: refusal.status ?? 409 }));
            const decision = decisions[path.split('/').at(-1) ?? ''];
            now =
                decision && now
                    ? { ...now, status: decision, decidedBy: 'approver', decidedAt: '2026-08-15T04:00:00Z' }
                    : { ...proposed, createdBy: 'somebody' };
            return Promise.resolve(Response.json(now));
        }
        asked.push(path);
        if (path.includes('/lines')) return Promise.resolve(Response.json({ items: [line], next: null, total: 1 }));
        if (path.startsWith('/incentive/releases/')) return Promise.resolve(Response.json(now));
        const status = new URLSearchParams(path.split('?')[1]).get('status');
        const items = now && (status === null || status === now.status) ? [now] : [];
        return Promise.resolve(Response.json({ items, next: null, total: items.length }));
    });
    return { asked, sent };
}

const open = (roles: Role[], { at = '/releases', org = null as string | null } = {}) =>
    openPage(
        <App>
            <Routes>
                <Route path="/releases" element={<ReleasesPage />} />
                <Route path="/releases/:id" element={<ReleasePage />} />
            </Routes>
        </App>,
        { roles, at, org },
    );

const day = () => screen.findByLabelText<HTMLInputElement>('Due until', { selector: 'input' });
const propose = async () => {
    const button = await screen.findByRole('button', { name: 'Propose a release' });
    await waitFor(() => expect((button as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(button);
};

it('proposes until the end of the month, or another day, and then shows what waits', async () => {
    const { sent } = service(undefined);
    await open(['incentive-analyst']);
    expect((await day()).value).toBe('2026-08-31');
    expect(await screen.findByText('Nothing has been released yet.')).toBeTruthy();
    fireEvent.change(await day(), { target: { value: '2026-09-15' } });
    await propose();
    expect(
        await screen.findByText(/A release is waiting for approval: due until Aug 31, 2026, ¥1,234.50/),
    ).toBeTruthy();
    expect(sent).toEqual([['/incentive/releases', { dueUntil: '2026-09-15' }]]);
    expect(screen.queryByRole('button', { name: 'Propose a release' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Open' }).getAttribute('href')).toBe('/releases/r1');
});

it('sends no day that is too far ahead, and says until when', async () => {
    const { sent } = service(undefined);
    await open(['incentive-analyst']);
    fireEvent.change(await day(), { target: { value: '2026-09-16' } });
    expect((await screen.findByRole('alert')).textContent).toContain('Choose a day until Sep 15, 2026');
    expect((screen.getByRole('button', { name: 'Propose a release' }) as HTMLButtonElement).disabled).toBe(true);
    expect(sent).toEqual([]);
});

it.each<[Refusal, string]>([
    [{ code: 'release.nothing-due', title: 'Nothing falls due until that day.' }, 'Nothing falls due until that day.'],
    [{ code: 'release.already-proposed', title: 'One waits already.' }, 'One waits already.'],
    [
        { code: 'release.day-out-of-range', title: 'The due day lies between.', status: 400 },
        'The due day lies between.',
    ],
    [
        { code: 'request.invalid', title: 'Invalid', status: 400, errors: { dueUntil: ['Write a day.'] } },
        'Write a day.',
    ],
])('says beside the field why a day was refused: %j', async (refusal, words) => {
    service(undefined, refusal);
    await open(['incentive-analyst']);
    await propose();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe(words);
    expect(alert.closest('.ant-form-item')?.querySelector('input[type=date]')).toBeTruthy();
    // Another day is another question.
    fireEvent.change(await day(), { target: { value: '2026-09-01' } });
    await waitFor(() => expect(screen.queryByText(words)).toBeNull());
});

it('shows a fault that is not of the day as every other', async () => {
    service(undefined, { code: 'http.500', title: 'The service is broken.', status: 500 });
    await open(['incentive-analyst']);
    await propose();
    expect((await screen.findByText('The service is broken.')).closest('.ant-alert')).toBeTruthy();
});

it('gives back the day that was chosen after a sign-in', async () => {
    service(undefined);
    const first = await open(['incentive-analyst']);
    fireEvent.change(await day(), { target: { value: '2026-09-10' } });
    first.unmount();
    await open(['incentive-analyst']);
    expect((await day()).value).toBe('2026-09-10');
    expect(screen.getByText('Your unsaved entries have been restored.')).toBeTruthy();
});

it.each<[Role, string | null]>([
    ['incentive-approver', null],
    ['payroll', null],
    ['auditor', null],
    ['incentive-analyst', 'B1'],
])('lists releases to %s of %s, who proposes none', async (role, org) => {
    service({ ...proposed, status: 'approved', decidedBy: 'approver', decidedAt: '2026-08-14T03:00:00Z' });
    await open([role], { org });
    const row = (await screen.findByRole('link', { name: 'Aug 31, 2026' })).closest('tr') as HTMLElement;
    expect(row.textContent).toContain('¥1,234.50');
    expect(within(row).getByText('Approved')).toBeTruthy();
    expect(within(row).getByText(/^analyst, /)).toBeTruthy();
    expect(within(row).getByText(/^approver, /)).toBeTruthy();
    expect([...row.querySelectorAll('td')].every((cell) => cell.getAttribute('data-label'))).toBe(true);
    expect(screen.queryByLabelText('Due until', { selector: 'input' })).toBeNull();
});

it('is narrowed down by status and exported alike', async () => {
    const { asked } = service(proposed);
    await open(['auditor'], { at: '/releases?status=approved' });
    expect(await screen.findByText('No matches. Clear a filter.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /Export/ }));
    fireEvent.click(await screen.findByText('CSV'));
    await waitFor(() => expect(asked).toContain('/incentive/releases.csv?status=approved&sort=-number'));
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByRole('link', { name: 'Aug 31, 2026' })).toBeTruthy();
});

const at = '/releases/r1';

it('shows what each manager gets, searched and exported', async () => {
    const { asked } = service({ ...proposed, forfeited: '12.00' });
    await open(['payroll'], { at: `${at}?search=Li&sort=-paid` });
    const row = (await screen.findByRole('link', { name: 'Li Lan M1' })).closest('tr') as HTMLElement;
    expect(within(row).getByText('¥1,000.00')).toBeTruthy();
    expect(within(row).getByText('¥990.00')).toBeTruthy();
    expect([...row.querySelectorAll('td')].every((cell) => cell.getAttribute('data-label'))).toBe(true);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Release of what falls due until Aug 31, 2026');
    expect(screen.getByText('¥12.00')).toBeTruthy();
    expect(screen.getByText('Proposed by analyst; waiting for approval.')).toBeTruthy();
    for (const name of ['Approve', 'Return', 'Withdraw']) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(asked).toContain('/incentive/releases/r1/lines?limit=50&search=Li&sort=-paid&total=true');
    fireEvent.click(screen.getByRole('button', { name: /Export/ }));
    fireEvent.click(await screen.findByText('CSV'));
    await waitFor(() => expect(asked).toContain('/incentive/releases/r1/lines.csv?search=Li&sort=-paid'));
});

it('is approved by somebody else, who reads the sum and the number of managers before', async () => {
    const { sent } = service(proposed);
    await open(['incentive-approver'], { at });
    fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
    const ask = await screen.findByRole('dialog');
    expect(ask.textContent).toContain('¥1,234.50 for 2 managers: payroll is told and pays it.');
    expect(sent).toEqual([]);
    fireEvent.click(within(ask).getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText(/^approver, /)).toBeTruthy();
    expect(sent).toEqual([['/incentive/releases/r1/approve', undefined]]);
    expect(screen.queryByRole('button', { name: 'Return' })).toBeNull();
});

it('is returned with a reason, which survives a visit to another page', async () => {
    const { sent } = service(proposed);
    const first = await open(['incentive-approver'], { at });
    fireEvent.click(await screen.findByRole('button', { name: 'Return' }));
    const reasonOf = async () =>
        within(await screen.findByRole('dialog')).getByLabelText<HTMLTextAreaElement>('Reason (shown to the proposer)');
    const reason = await reasonOf();
    const send = () => within(screen.getByRole('dialog')).getByRole<HTMLButtonElement>('button', { name: 'Return' });
    fireEvent.change(reason, { target: { value: '  ' } });
    expect(send().disabled).toBe(true);
    fireEvent.change(reason, { target: { value: 'M1 left. ' } });
    first.unmount();
    await open(['incentive-approver'], { at });
    expect((await reasonOf()).value).toBe('M1 left. ');
    fireEvent.click(send());
    await waitFor(() => expect(sent).toEqual([['/incentive/releases/r1/reject', { reason: 'M1 left.' }]]));
    expect(await screen.findByText('Returned')).toBeTruthy();
});

it('says to who proposed it why they cannot approve it', async () => {
    const { sent } = service({ ...proposed, createdBy: 'somebody' });
    await open(['incentive-analyst', 'incentive-approver'], { at });
    expect(await screen.findByText('You proposed this release; somebody else has to approve it.')).toBeTruthy();
    for (const name of ['Approve', 'Return'])
        expect((screen.getByRole('button', { name }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Withdraw' }));
    await waitFor(() => expect(sent).toEqual([['/incentive/releases/r1/withdraw', undefined]]));
    expect(await screen.findByText('Withdrawn')).toBeTruthy();
});

it.each<[Refusal, RegExp]>([
    [{ code: 'release.stale', title: 'What falls due has changed.' }, /can also return it/],
    [{ code: 'release.wrong-state', title: 'This release is decided.' }, /now shows what was decided/],
    [{ code: 'release.maker-cannot-check', title: 'Who proposed a release cannot check it.' }, /cannot check/],
])('says why an approval was refused: %j', async (refusal, advice) => {
    service(proposed, refusal);
    await open(['incentive-approver'], { at });
    fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Approve' }));
    const alert = (await screen.findByText(refusal.title)).closest('[role=alert]');
    expect(alert?.textContent).toMatch(advice);
});

it('offers no decision to an approver of one part of the bank', async () => {
    service(proposed);
    await open(['incentive-approver'], { at, org: 'B1' });
    expect(await screen.findByText('Li Lan')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

it('shows the reason of a return', async () => {
    service({
        ...proposed,
        status: 'rejected',
        decidedBy: 'approver',
        decidedAt: '2026-08-15T01:00:00Z',
        reason: 'M1 left.',
    });
    await open(['incentive-analyst'], { at });
    expect(await screen.findByText('Reason: M1 left.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull();
});

it.each([
    ['2026-01-01', '2026-01-31'],
    ['2028-02-29', '2028-02-29'],
    ['2027-02-01', '2027-02-28'],
    ['2026-12-31', '2026-12-31'],
])('knows that the month of %s ends on %s', (of, end) => expect(monthEndOf(of)).toBe(end));
