import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import { DisputeButton } from './DisputeButton';
import DisputePage from './DisputePage';
import DisputesPage from './DisputesPage';
import type { Dispute, DisputeRow } from './calls';

const one: Dispute = {
    id: 'd1',
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    orgName: 'East',
    period: '2026-07',
    rule: 'activation',
    ruleName: { zh: '激活奖励', en: 'Activation bonus' },
    shown: '100.00',
    expected: '250.00',
    state: 'open',
    openedAt: '2026-08-03T02:00:00Z',
    dueOn: '2026-08-17',
    workingDays: 9,
    isOverdue: false,
    assignedTo: null,
    answeredAt: null,
    isReopened: false,
    mayReopen: false,
    adjustment: null,
    steps: [{ number: 1, kind: 'opened', text: 'A card is missing', by: 'M1', at: '2026-08-03T02:00:00Z' }],
};
const row = { ...one, number: 1 } as unknown as DisputeRow;
const figures = {
    open: 3,
    unassigned: 2,
    overdue: 1,
    ages: [
        { from: 0, to: 2, disputes: 1 },
        { from: 11, to: null, disputes: 2 },
    ],
    upheld: 4,
    rejected: 5,
};

function service(shown: Dispute) {
    const sent: [path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'POST') {
            sent.push([path, init.body ? JSON.parse(String(init.body)) : undefined]);
            return Promise.resolve(Response.json(shown));
        }
        if (path.startsWith('/incentive/disputes/figures')) return Promise.resolve(Response.json(figures));
        if (path.startsWith('/incentive/disputes/')) return Promise.resolve(Response.json(shown));
        return Promise.resolve(Response.json({ items: [row], next: null, total: 1 }));
    });
    return sent;
}

const open = (roles: Role[], at = '/disputes/d1', managerNo: string | null = null) =>
    openPage(
        <App>
            <Routes>
                <Route path="/disputes" element={<DisputesPage />} />
                <Route path="/disputes/:id" element={<DisputePage />} />
                <Route
                    path="/line"
                    element={
                        <DisputeButton managerNo="M1" month="2026-07" rule="activation" sentence="Activations: 2" />
                    }
                />
            </Routes>
        </App>,
        { roles, at, managerNo },
    );

it('is sent from the line with what the manager expected', async () => {
    const sent = service(one);
    await open(['account-manager'], '/line', 'M1');
    fireEvent.click(await screen.findByRole('button', { name: 'Dispute this: Activations: 2' }));
    const dialog = await screen.findByRole('dialog');
    const button = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Send' });
    expect(button.disabled).toBe(true);
    fireEvent.change(within(dialog).getByLabelText(/^What you expected/), { target: { value: '250.00' } });
    fireEvent.change(within(dialog).getByLabelText('Why'), { target: { value: 'A card is missing' } });
    fireEvent.click(button);
    await waitFor(() =>
        expect(sent).toEqual([
            [
                '/incentive/disputes',
                {
                    managerNo: 'M1',
                    period: '2026-07',
                    rule: 'activation',
                    expected: '250.00',
                    text: 'A card is missing',
                },
            ],
        ]),
    );
    expect(await screen.findByRole('heading', { name: /Dispute: July 2026/ })).toBeTruthy();
});

it('shows an analyst how many there are, by age', async () => {
    service(one);
    await open(['incentive-analyst'], '/disputes');
    expect(await screen.findByText('11 working days or more')).toBeTruthy();
    expect(await screen.findByRole('table', { name: 'Disputes' })).toBeTruthy();
});

it('shows a manager their own without the bank’s figures', async () => {
    service(one);
    await open(['account-manager'], '/disputes', 'M1');
    expect(await screen.findByText('Activation bonus')).toBeTruthy();
    expect(screen.queryByText('11 working days or more')).toBeNull();
});

it('is upheld with the difference that the manager expected, unless another amount is typed', async () => {
    const sent = service(one);
    await open(['incentive-analyst']);
    fireEvent.click(await screen.findByRole('radio', { name: 'Upheld' }));
    const amount = await screen.findByLabelText<HTMLInputElement>(/^Amount to give/);
    expect(amount.value).toBe('150.00');
    fireEvent.change(screen.getByLabelText(/^Answer/), { target: { value: 'It counts' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send the answer' }));
    await waitFor(() =>
        expect(sent).toEqual([
            ['/incentive/disputes/d1/answer', { outcome: 'upheld', text: 'It counts', amount: '150.00' }],
        ]),
    );
});

it('is taken, and rejected with reasons', async () => {
    const sent = service(one);
    await open(['incentive-analyst']);
    fireEvent.click(await screen.findByRole('button', { name: 'I take it' }));
    await waitFor(() => expect(sent).toEqual([['/incentive/disputes/d1/assign', { to: null }]]));
    fireEvent.change(screen.getByLabelText(/^Answer/), { target: { value: 'Counted before' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send the answer' }));
    await waitFor(() =>
        expect(sent[1]).toEqual([
            '/incentive/disputes/d1/answer',
            { outcome: 'rejected', text: 'Counted before', amount: null },
        ]),
    );
});

it('is reopened by its manager, who reads every step', async () => {
    const sent = service({
        ...one,
        state: 'rejected',
        workingDays: null,
        mayReopen: true,
        steps: [
            ...one.steps,
            { number: 2, kind: 'rejected', text: 'Counted before', by: 'analyst', at: '2026-08-05T02:00:00Z' },
        ],
    });
    await open(['account-manager'], '/disputes/d1', 'M1');
    expect(await screen.findByText('Counted before')).toBeTruthy();
    expect(screen.getByText('Answered: rejected')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Why'), { target: { value: 'Look again' } });
    fireEvent.click(screen.getByRole('button', { name: 'Reopen' }));
    await waitFor(() => expect(sent).toEqual([['/incentive/disputes/d1/reopen', { text: 'Look again' }]]));
});
