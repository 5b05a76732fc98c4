import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ComplaintsPage from './ComplaintsPage';

const complaint = (complaintRef: string, dueOn: string | null) => ({
    complaintRef,
    managerNo: 'M1',
    receivedOn: '2026-01-01',
    channel: 'regulator',
    category: 'Fees',
    severity: 'severe',
    outcome: dueOn ? null : 'upheld',
    resolvedOn: dueOn ? null : '2026-01-09',
    dueOn,
    version: 1,
});

it('asks for the open ones in the order of their clocks, and searches by manager', async () => {
    const asked = answerWith(() => ({
        items: [complaint('B', '2020-01-16'), complaint('A', '2999-01-16')],
        next: null,
    }));
    await openPage(<ComplaintsPage />, { roles: ['complaint-desk'], at: '/complaints?status=open' });
    expect(await screen.findByText(/^Overdue by/)).toBeTruthy();
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Manager number'), 'M7{Enter}');
    await screen.findByDisplayValue('M7');
    expect(asked.filter((path) => path.includes('/complaints?'))).toEqual([
        '/feedback/complaints?limit=50&status=open&sort=dueOn&total=true',
        '/feedback/complaints?limit=50&search=M7&status=open&sort=dueOn&total=true',
    ]);
});

it('gives an account manager nobody to choose', async () => {
    answerWith(() => ({ items: [complaint('A', null)], next: null }));
    await openPage(<ComplaintsPage />, { roles: ['account-manager'], at: '/complaints' });
    expect(await screen.findByText('Upheld, Jan 9, 2026')).toBeTruthy();
    expect(screen.queryByLabelText('Manager number')).toBeNull();
});
