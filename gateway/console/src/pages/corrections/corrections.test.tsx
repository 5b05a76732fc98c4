import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import AdjustmentsPage from './AdjustmentsPage';
import HoldsPage from './HoldsPage';
import type { Adjustment, Hold } from './calls';

const adjustment: Adjustment = {
    number: 1,
    id: 'a1',
    proposal: 'a1',
    isOfFile: false,
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    orgName: 'East',
    period: '2026-07',
    amount: '-120.00',
    paid: '-20.00',
    state: 'proposed',
    reason: 'Counted twice',
    evidence: ['OA-17'],
    proposedBy: 'analyst',
    proposedAt: '2026-08-01T02:00:00Z',
    decidedBy: null,
    decidedAt: null,
    returnReason: null,
};
const hold: Hold = {
    number: 1,
    id: 'h1',
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    orgName: 'East',
    from: '2026-07',
    amount: '500.00',
    rule: null,
    held: '300.00',
    state: 'active',
    reason: 'To be examined',
    createdBy: 'analyst',
    createdAt: '2026-08-01T02:00:00Z',
    releasedBy: null,
    releasedAt: null,
    releaseReason: null,
    ruleName: null,
};

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-15T04:00:00Z') }));
afterEach(() => void vi.useRealTimers());

function service(items: object[]) {
    const sent: [path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'POST') {
            sent.push([path, init.body ? JSON.parse(String(init.body)) : undefined]);
            return Promise.resolve(Response.json(items[0] ?? {}));
        }
        if (path === '/incentive/adjustments/f1')
            return Promise.resolve(
                Response.json({ id: 'f1', adjustments: 12, managers: 9, given: '3000.00', taken: '-30.00' }),
            );
        if (path.startsWith('/incentive/plans/in-force'))
            return Promise.resolve(
                Response.json({ rules: [{ id: 'activation', name: { zh: '激活奖励', en: 'Activation bonus' } }] }),
            );
        return Promise.resolve(Response.json({ items, next: null, total: items.length }));
    });
    return sent;
}

const open = (page: 'adjustments' | 'holds', roles: Role[], org: string | null = null) =>
    openPage(<App>{page === 'adjustments' ? <AdjustmentsPage /> : <HoldsPage />}</App>, {
        roles,
        at: `/${page}`,
        org,
    });

it('shows an adjustment with its reason, what it is based on, and what is paid of it', async () => {
    service([adjustment]);
    await open('adjustments', ['auditor']);
    const table = await screen.findByRole('table', { name: 'Manual adjustments' });
    expect(await within(table).findByText('Counted twice')).toBeTruthy();
    for (const text of ['−¥120.00', 'Evidence: OA-17', 'To be approved'])
        expect(within(table).getByText(text)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    expect(screen.queryByText('Propose an adjustment')).toBeNull();
});

it('is approved by another person, and by nobody who is bound to a part of the bank', async () => {
    const sent = service([adjustment]);
    await open('adjustments', ['incentive-approver']);
    fireEvent.click(await screen.findByRole('button', { name: /^Approve: M1/ }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent).toEqual([['/incentive/adjustments/a1/approve', undefined]]));
});

it('offers no decision to who proposed it or has a part of the bank', async () => {
    service([{ ...adjustment, proposedBy: 'somebody' }]);
    await open('adjustments', ['incentive-approver'], 'B1');
    await screen.findByText('Counted twice');
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
});

it('is returned with a reason only', async () => {
    const sent = service([adjustment]);
    await open('adjustments', ['incentive-approver']);
    fireEvent.click(await screen.findByRole('button', { name: /^Return: M1/ }));
    const dialog = await screen.findByRole('dialog');
    const button = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Return' });
    expect(button.disabled).toBe(true);
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: ' no evidence ' } });
    fireEvent.click(button);
    await waitFor(() => expect(sent).toEqual([['/incentive/adjustments/a1/return', { reason: 'no evidence' }]]));
});

it('says what a file comes to before it is approved as a whole', async () => {
    const sent = service([{ ...adjustment, proposal: 'f1', isOfFile: true }]);
    await open('adjustments', ['incentive-approver']);
    fireEvent.click(await screen.findByRole('button', { name: /^Approve: M1/ }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/12 adjustments for 9 managers/)).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent).toEqual([['/incentive/adjustments/f1/approve', undefined]]));
});

it('proposes an amount below zero with its reason, and no other text as an amount', async () => {
    const sent = service([]);
    await open('adjustments', ['incentive-analyst']);
    fireEvent.click(await screen.findByText('Propose an adjustment'));
    fireEvent.change(await screen.findByLabelText('Manager'), { target: { value: 'M1' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Amount' }), { target: { value: '1,5' } });
    fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: 'Counted twice' } });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Propose' });
    expect(button.disabled).toBe(true);
    fireEvent.change(screen.getByRole('textbox', { name: 'Amount' }), { target: { value: '-120.00' } });
    fireEvent.click(button);
    await waitFor(() =>
        expect(sent).toEqual([
            [
                '/incentive/adjustments',
                { managerNo: 'M1', period: '2026-08', amount: '-120.00', reason: 'Counted twice', evidence: [] },
            ],
        ]),
    );
});

it('releases a hold with a reason, and shows how much it keeps back', async () => {
    const sent = service([hold]);
    await open('holds', ['incentive-approver']);
    const table = await screen.findByRole('table', { name: 'Holds' });
    for (const text of ['¥300.00', 'At most ¥500.00', 'To be examined', 'Active'])
        expect(await within(table).findByText(text)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Release: M1/ }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'examined' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Release' }));
    await waitFor(() => expect(sent).toEqual([['/incentive/holds/h1/release', { reason: 'examined' }]]));
});

it('holds the whole payable where neither an amount nor a rule is typed', async () => {
    const sent = service([]);
    await open('holds', ['incentive-analyst']);
    fireEvent.click(await screen.findByText('Hold pay'));
    fireEvent.change(await screen.findByLabelText('Manager'), { target: { value: 'M1' } });
    fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: 'To be examined' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hold' }));
    await waitFor(() =>
        expect(sent).toEqual([
            [
                '/incentive/holds',
                { managerNo: 'M1', from: '2026-08', amount: null, rule: null, reason: 'To be examined' },
            ],
        ]),
    );
});

it('holds the line of a rule of the month, picked by its name', async () => {
    const sent = service([]);
    await open('holds', ['incentive-analyst']);
    fireEvent.click(await screen.findByText('Hold pay'));
    fireEvent.change(await screen.findByLabelText('Manager'), { target: { value: 'M1' } });
    fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: 'To be examined' } });
    fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Only the line of a rule' }));
    fireEvent.click(await screen.findByText('Activation bonus'));
    fireEvent.click(screen.getByRole('button', { name: 'Hold' }));
    await waitFor(() => expect(sent[0]?.[1]).toMatchObject({ rule: 'activation' }));
});

it('lists what undecided complaints keep back, with nothing to release', async () => {
    service([
        {
            managerNo: 'M1',
            name: 'Li Lan',
            org: 'B1',
            orgName: 'East',
            complaint: 'P-17',
            from: '2026-07',
            held: '50.00',
        },
    ]);
    await openPage(
        <App>
            <HoldsPage />
        </App>,
        { roles: ['incentive-approver'], at: '/holds?kind=complaint' },
    );
    const table = await screen.findByRole('table', { name: 'Undecided complaints' });
    for (const text of ['P-17', 'July 2026', '¥50.00', 'East'])
        expect(await within(table).findByText(text)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Release/ })).toBeNull();
});
