import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useLocation } from 'react-router';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { answerWith, openPage } from '../../test/page';
import type { DueRow } from '../deferred/calls';
import LedgerPage from './LedgerPage';

const row = (some: Partial<DueRow>): DueRow => ({
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    orgName: 'East',
    account: 'deferred',
    period: '2026-06',
    dueOn: '2027-06-30',
    amount: '400.00',
    ...some,
});

const Page = () => (
    <>
        <LedgerPage />
        <output>{useLocation().pathname + useLocation().search}</output>
    </>
);

async function open(role: Role, { at = '/ledger', rows = [row({})], org = null as string | null } = {}) {
    const asked = answerWith(() => ({ items: rows, next: null, total: rows.length }));
    await openPage(<Page />, { roles: [role], at, org });
    return asked;
}

it('lists what is still to be paid, the next due first, each with the way to its manager', async () => {
    const asked = await open('payroll', {
        rows: [row({}), row({ managerNo: 'M 2', name: null, account: 'reserve', amount: '-3.05' })],
    });
    const first = (await screen.findByText('Li Lan')).closest('tr') as HTMLElement;
    expect(first.textContent).toContain('East B1');
    expect(within(first).getByText('June 2026')).toBeTruthy();
    expect(within(first).getByText('¥400.00')).toBeTruthy();
    const second = screen.getByRole('link', { name: 'M 2' });
    expect(second.getAttribute('href')).toBe('/deferred/M%202');
    expect((second.closest('tr') as HTMLElement).textContent).toContain('−¥3.05');
    expect(asked).toEqual(['/incentive/ledger?limit=50&sort=dueOn&total=true']);
    // On a phone every value stands under the head of its column.
    expect([...first.querySelectorAll('td')].map((cell) => cell.getAttribute('data-label'))).toEqual([
        'Manager',
        'Unit',
        'Kind',
        'Month',
        'Due on',
        'Amount',
    ]);
});

it('is narrowed down by day, kind and manager, and exported as it is shown', async () => {
    const asked = await open('auditor', { at: '/ledger?account=reserve&search=Li&sort=-amount' });
    await screen.findByText('Li Lan');
    const day = screen.getByLabelText('Due before');
    // A year on its way to 2027 is asked for by nobody.
    fireEvent.change(day, { target: { value: '0202-07-01' } });
    fireEvent.change(day, { target: { value: '2027-07-01' } });
    const query = '?dueBefore=2027-07-01&account=reserve&search=Li&sort=-amount';
    await waitFor(() => expect(asked.some((path) => path.includes('dueBefore=2027-07-01'))).toBe(true));
    expect(asked.some((path) => path.includes('dueBefore=0202'))).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: /Export/ }));
    fireEvent.click(await screen.findByText('CSV'));
    await waitFor(() => expect(asked).toContain(`/incentive/ledger.csv${query}`));
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect((screen.getByLabelText('Due before') as HTMLInputElement).value).toBe(''));
});

it('takes the day of the filter away', async () => {
    const asked = await open('payroll', { at: '/ledger?dueBefore=2027-07-01', rows: [] });
    expect(await screen.findByText('No matches. Clear a filter.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Due before'), { target: { value: '' } });
    await waitFor(() => expect(asked.at(-1)).toBe('/incentive/ledger?limit=50&sort=dueOn&total=true'));
    expect(await screen.findByText(/Nothing is waiting to be paid/)).toBeTruthy();
});

it('leads an analyst of the whole bank to the proposal of a release, and nobody else', async () => {
    await open('incentive-analyst');
    fireEvent.click(await screen.findByRole('button', { name: 'Propose a release' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('/releases'));
});

it.each<[Role, string | null]>([
    ['branch-head', 'B1'],
    ['incentive-approver', null],
    ['payroll', null],
    ['auditor', null],
    ['incentive-analyst', 'B1'],
])('has no proposal for %s of %s', async (role, org) => {
    await open(role, { org });
    expect(await screen.findByText('Li Lan')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Propose a release' })).toBeNull();
});

it('says why the list is not there', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
        Promise.resolve(Response.json({ code: 'broken', title: 'No ledger today' }, { status: 500 })),
    );
    await openPage(<LedgerPage />, { roles: ['payroll'] });
    expect(await screen.findByText('No ledger today')).toBeTruthy();
});
