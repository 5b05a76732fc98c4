import { fireEvent, screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Role } from '../../session/session';
import { answerWith, openPage } from '../../test/page';
import type { Line, Statement } from '../month/calls';
import { compared } from './known';
import StatementPage from './StatementPage';

const line = (some: Partial<Line>): Line => ({
    rule: 'activation',
    kind: 'earned',
    text: { zh: '激活', en: 'Activations' },
    quantity: '1',
    rate: '50.00',
    factor: null,
    exact: null,
    rounding: 'half-up',
    steps: null,
    amount: '50.00',
    basis: ['A'],
    ...some,
});

it('marks what is new, what has changed, even without another amount, and what is gone', () => {
    const paid = [line({}), line({ rule: 'cap', kind: 'cap' }), line({ rule: 'old', kind: 'complaint' })];
    const known = [line({ amount: '80.00' }), line({ rule: 'cap', kind: 'cap', basis: ['B'] }), line({ rule: 'late' })];
    expect(compared(known, paid).map(({ line: { rule }, mark, was }) => [rule, mark, was])).toEqual([
        ['activation', 'changed', '50.00'],
        ['cap', 'changed', '50.00'],
        ['late', 'new', undefined],
        ['old', 'gone', undefined],
    ]);
    expect(compared(paid, paid).filter(({ mark }) => mark)).toEqual([]);
});

const statement = (some: Partial<Statement>): Statement => ({
    managerNo: 'M1',
    name: 'Li',
    period: '2026-04',
    runId: '0198b7a0-0000-7000-8000-000000000000',
    status: 'approved',
    org: 'B1',
    orgName: 'East',
    payable: '50.00',
    deferred: '0.00',
    reserved: '0.00',
    held: '0.00',
    carried: '0.00',
    planCode: 'CARD',
    planVersion: 1,
    ruleHash: 'sha256:rules',
    signedAt: null,
    without: [],
    lines: [line({})],
    ...some,
});

it('shows a statement as it was known at a close beside the paid one, line by line', async () => {
    const asked = answerWith((path) => {
        if (path.startsWith('/performance/periods'))
            return {
                items: [1, 2].map((n) => ({ period: `2026-0${n + 3}`, closeNumber: n, status: 'closed' })),
                next: null,
            };
        return path.includes('asKnownAt')
            ? statement({
                  runId: null,
                  status: 'recalculated',
                  payable: '100.00',
                  asKnownAt: { close: 2, closedMonth: '2026-05' },
                  lines: [line({ amount: '100.00', text: { zh: '激活', en: 'Activations: 2 cards' } })],
              })
            : statement({});
    });
    await openPage(
        <Routes>
            <Route path="/statements/:managerNo/:period" element={<StatementPage />} />
        </Routes>,
        { roles: ['incentive-analyst'], at: '/statements/M1/2026-04' },
    );
    expect(await screen.findByText('Activations')).toBeTruthy();
    expect(screen.queryByText('Changed')).toBeNull();
    fireEvent.mouseDown(screen.getByLabelText('Show'));
    fireEvent.click(await screen.findByText('As known at close 2 (May 2026)'));
    const changed = (await screen.findByText('Changed')).closest('li') as HTMLElement;
    expect(within(changed).getByText('Paid: ¥50.00')).toBeTruthy();
    expect(screen.getByText(/nobody is paid by this/)).toBeTruthy();
    expect(screen.getByText(/Paid: ¥50.00\. Difference: \+¥50.00/)).toBeTruthy();
    expect(asked).toContain('/incentive/statements/M1/2026-04?asKnownAt=2');
});

it.each<[Role, string | null, string, string | null]>([
    ['account-manager', 'M1', 'approved', '/deferred'],
    ['branch-head', null, 'approved', '/deferred/M1'],
    // Not booked before the approval.
    ['incentive-approver', null, 'calculated', null],
])('leads %s from a deferred part to all of them', async (role, managerNo, status, to) => {
    answerWith((path) =>
        path.startsWith('/performance/periods')
            ? { items: [], next: null }
            : statement({ status, lines: [line({ kind: 'reserve' })] }),
    );
    await openPage(
        <Routes>
            <Route path="/statements/:managerNo/:period" element={<StatementPage />} />
        </Routes>,
        { roles: [role], at: '/statements/M1/2026-04', managerNo },
    );
    expect(await screen.findByText('Activations')).toBeTruthy();
    const link = screen.queryByRole('link', { name: 'All deferred pay and due days' });
    expect(link?.getAttribute('href') ?? null).toBe(to);
});
