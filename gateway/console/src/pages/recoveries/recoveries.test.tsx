import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import RecoveriesPage from './RecoveriesPage';
import RecoveryPage from './RecoveryPage';
import type { Recovery, RecoveryRow } from './calls';

const open: Recovery = {
    id: 'c1',
    number: 1,
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    orgName: 'East',
    leftOn: null,
    ground: {
        code: 'false-results',
        text: { zh: '绩效考核结果存在弄虚作假', en: 'Results of the appraisal were falsified' },
        isMust: false,
    },
    periods: ['2026-05', '2026-06'],
    amount: '240.00',
    evidence: ['OA-1'],
    text: 'Twelve cards were made up',
    state: 'to-decide',
    proposedBy: 'analyst',
    proposedAt: '2026-08-03T02:00:00Z',
    sideUntil: '2026-08-13',
    side: 'It was not me',
    sideAt: '2026-08-04T02:00:00Z',
    mayStateSide: false,
    decidedBy: null,
    decidedAt: null,
    refusalReason: null,
    from: '2026-08',
    balance: { demanded: '0.00', forfeited: '0.00', taken: '0.00', claimed: '0.00', left: '0.00', parts: [] },
    wouldForfeit: [{ period: '2026-05', account: 'deferred', dueOn: '2027-05-31', amount: '40.00' }],
    demand: null,
    mayDemand: false,
};
const taking: Recovery = {
    ...open,
    state: 'taking',
    decidedBy: 'approver',
    decidedAt: '2026-08-05T02:00:00Z',
    wouldForfeit: [],
    balance: {
        demanded: '240.00',
        forfeited: '40.00',
        taken: '50.00',
        claimed: '0.00',
        left: '150.00',
        parts: [
            { period: '2026-05', account: 'deferred', dueOn: '2027-05-31', amount: '40.00' },
            { period: '2026-08', account: 'pay', dueOn: null, amount: '50.00' },
        ],
    },
};
const row: RecoveryRow = {
    number: 1,
    id: 'c1',
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    orgName: 'East',
    ground: 'false-results',
    periods: ['2026-05'],
    amount: '240.00',
    forfeited: '40.00',
    taken: '50.00',
    claimed: '0.00',
    left: '150.00',
    state: 'taking',
    sideUntil: '2026-08-13',
    hasSide: true,
    demandProposedBy: null,
    proposedBy: 'analyst',
    proposedAt: '2026-08-03T02:00:00Z',
    decidedBy: 'approver',
    decidedAt: '2026-08-05T02:00:00Z',
};

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-15T04:00:00Z') }));
afterEach(() => void vi.useRealTimers());

function service(shown: Recovery) {
    const sent: [path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'POST') {
            sent.push([path, init.body ? JSON.parse(String(init.body)) : undefined]);
            return Promise.resolve(Response.json(shown));
        }
        if (path === '/incentive/recovery-grounds') return Promise.resolve(Response.json([open.ground]));
        if (path.startsWith('/incentive/recoveries/')) return Promise.resolve(Response.json(shown));
        return Promise.resolve(Response.json({ items: [row], next: null, total: 1 }));
    });
    return sent;
}

const openAs = (roles: Role[], at = '/recoveries/c1', managerNo: string | null = null) =>
    openPage(
        <App>
            <Routes>
                <Route path="/recoveries" element={<RecoveriesPage />} />
                <Route path="/recoveries/:id" element={<RecoveryPage />} />
            </Routes>
        </App>,
        { roles, at, managerNo },
    );

async function choose(label: string, option: string) {
    const select = screen.getByLabelText(label);
    fireEvent.mouseDown(select);
    fireEvent.click(await screen.findByTitle(option));
}

async function decide(button: string, reason?: string) {
    fireEvent.click(await screen.findByRole('button', { name: new RegExp(`^${button}: No. 1`) }));
    const dialog = await screen.findByRole('dialog');
    if (reason) fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: reason } });
    fireEvent.click(within(dialog).getByRole('button', { name: button }));
}

it('is opened by an analyst with its ground, months, amount and what happened', async () => {
    const sent = service(taking);
    await openAs(['incentive-analyst'], '/recoveries');
    fireEvent.click(await screen.findByText('Open a recovery'));
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Open' });
    expect(button.disabled).toBe(true);
    fireEvent.change(screen.getByRole('textbox', { name: 'Manager' }), { target: { value: 'M1' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Amount' }), { target: { value: '240.00' } });
    fireEvent.change(screen.getByLabelText(/^What happened/), { target: { value: 'Made up' } });
    await choose('Months', 'July 2026');
    await choose('Ground', 'May be recovered: Results of the appraisal were falsified');
    fireEvent.click(button);
    await waitFor(() =>
        expect(sent).toEqual([
            [
                '/incentive/recoveries',
                {
                    managerNo: 'M1',
                    ground: 'false-results',
                    periods: ['2026-07'],
                    amount: '240.00',
                    evidence: [],
                    text: 'Made up',
                },
            ],
        ]),
    );
    expect(await screen.findByRole('heading', { name: 'Recovery no. 1: ¥240.00' })).toBeTruthy();
});

it('shows the approver the side, what it would take and from where, and is approved', async () => {
    const sent = service(open);
    await openAs(['incentive-approver']);
    expect(await screen.findByText('It was not me')).toBeTruthy();
    expect(screen.getByText('May be recovered: Results of the appraisal were falsified')).toBeTruthy();
    const parts = screen.getByRole('table', { name: 'What an approval would take' });
    expect(within(parts).getByText('Deferred pay')).toBeTruthy();
    expect(within(parts).getByText('¥40.00')).toBeTruthy();
    await decide('Approve');
    await waitFor(() => expect(sent).toEqual([['/incentive/recoveries/c1/approve', undefined]]));
});

it('is refused with a reason', async () => {
    const sent = service(open);
    await openAs(['incentive-approver']);
    await decide('Refuse', 'Not proven');
    await waitFor(() => expect(sent).toEqual([['/incentive/recoveries/c1/refuse', { reason: 'Not proven' }]]));
});

it('is not decided by who opened it, nor before the manager could state their side', async () => {
    service({ ...open, proposedBy: 'somebody' });
    const { unmount } = await openAs(['incentive-analyst', 'incentive-approver']);
    await screen.findByText('It was not me');
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    unmount();
    service({ ...open, state: 'awaiting-side', side: null, sideAt: null });
    await openAs(['incentive-approver']);
    expect(await screen.findByText('Not stated yet.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
});

it('is stated upon by its manager, once', async () => {
    const sent = service({ ...open, state: 'awaiting-side', side: null, sideAt: null, mayStateSide: true });
    await openAs(['account-manager'], '/recoveries/c1', 'M1');
    const text = await screen.findByRole('textbox', { name: 'The manager’s side' });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });
    expect(button.disabled).toBe(true);
    fireEvent.change(text, { target: { value: 'It was not me' } });
    fireEvent.click(button);
    await waitFor(() => expect(sent).toEqual([['/incentive/recoveries/c1/side', { text: 'It was not me' }]]));
});

it('says what was taken in which month and what is left', async () => {
    service(taking);
    await openAs(['account-manager'], '/recoveries/c1', 'M1');
    expect(await screen.findByText('¥150.00')).toBeTruthy();
    const parts = screen.getByRole('table', { name: 'Balance' });
    expect(within(parts).getByText('Pay')).toBeTruthy();
    expect(within(parts).getByText('August 2026')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
});

it('lists a manager’s own cases without a form', async () => {
    service(taking);
    await openAs(['account-manager'], '/recoveries', 'M1');
    expect(await screen.findByText('No. 1')).toBeTruthy();
    expect(screen.queryByText('Open a recovery')).toBeNull();
});

it('has the rest of a leaver claimed by payroll: asked for by one, approved by another', async () => {
    let sent = service({ ...taking, leftOn: '2026-07-10', mayDemand: true });
    const { unmount } = await openAs(['incentive-analyst']);
    await decide('Have payroll claim the rest');
    await waitFor(() => expect(sent).toEqual([['/incentive/recoveries/c1/demand', undefined]]));
    unmount();
    const demand = {
        state: 'proposed',
        amount: '150.00',
        proposedBy: 'analyst',
        proposedAt: '2026-08-20T02:00:00Z',
        decidedBy: null,
        decidedAt: null,
        refusalReason: null,
    };
    sent = service({ ...taking, demand });
    await openAs(['incentive-approver']);
    expect(await screen.findByText(/¥150.00, asked for by analyst/)).toBeTruthy();
    await decide('Approve the claim');
    await waitFor(() => expect(sent).toEqual([['/incentive/recoveries/c1/demand/approve', undefined]]));
});
