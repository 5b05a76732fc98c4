import { fireEvent, screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changeLanguage } from '../../i18n';
import { mayOpen } from '../../session/access';
import { ROLES, type Role } from '../../session/session';
import { answerWith, openPage } from '../../test/page';
import DeferredPage from './DeferredPage';
import type { LedgerEntry, OwnLedger } from './calls';

const entry = (id: number, some: Partial<LedgerEntry>): LedgerEntry => ({
    id,
    kind: 'deferred',
    account: 'deferred',
    period: '2026-06',
    dueOn: '2027-06-30',
    amount: '400.00',
    balance: '400.00',
    because: { zh: '2026-06 奖金按方案延期支付', en: 'Deferred from the bonus of 2026-06' },
    bookedAt: '2026-07-03T02:00:00Z',
    ...some,
});

const own: OwnLedger = {
    managerNo: 'M1',
    name: 'Li Lan',
    deferred: '800.00',
    released: '120.00',
    forfeited: '0.00',
    recovered: '0.00',
    reserve: '60.00',
    draw: '0.00',
    toRecover: '0.00',
    due: [
        { dueOn: '2027-02-28', amount: '60.00' },
        { dueOn: '2027-06-30', amount: '400.00' },
        { dueOn: '2028-06-30', amount: '400.00' },
    ],
    entries: [
        entry(1, {}),
        entry(2, { dueOn: '2028-06-30', balance: '800.00' }),
        entry(3, {
            kind: 'reserve',
            account: 'reserve',
            dueOn: '2027-02-28',
            amount: '60.00',
            balance: '60.00',
            because: { zh: '2026-06 留存风险金', en: 'Kept as a reserve from 2026-06' },
        }),
    ],
};
const nothing: OwnLedger = {
    ...own,
    deferred: '0.00',
    released: '0.00',
    reserve: '0.00',
    due: [],
    entries: [],
};

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-15T04:00:00Z') }));
afterEach(() => void vi.useRealTimers());

async function open(ledger: OwnLedger, role: Role = 'account-manager', at = '/deferred') {
    const asked = answerWith(() => ledger);
    await openPage(
        <Routes>
            <Route path="/deferred" element={<DeferredPage />} />
            <Route path="/deferred/:managerNo" element={<DeferredPage />} />
        </Routes>,
        { roles: [role], at, managerNo: role === 'account-manager' ? 'M1' : null },
    );
    return asked;
}

const figure = (label: string) => screen.getByText(label).closest('tr, td, .ant-descriptions-item')?.textContent;

it('shows managers what is still to come, when, and what was paid', async () => {
    const asked = await open(own);
    expect(await screen.findByRole('heading', { name: 'Deferred pay' })).toBeTruthy();
    expect(await screen.findByText('¥860.00')).toBeTruthy();
    expect(screen.getByText('Next: ¥60.00 due on Feb 28, 2027')).toBeTruthy();
    expect(figure('Deferred so far')).toContain('¥800.00');
    expect(figure('Paid')).toContain('¥120.00');
    expect(figure('Lost')).toContain('¥0.00');
    expect(figure('Risk reserve now')).toContain('¥60.00');
    expect(screen.queryByText('Advances to be paid back')).toBeNull();
    expect(asked).toEqual(['/incentive/ledger/M1']);
    expect(screen.queryByRole('link', { name: /ledger/ })).toBeNull();
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
        'Amount by due day. Feb 28, 2027: ¥60.00; Jun 30, 2027: ¥400.00; Jun 30, 2028: ¥400.00',
    );
    const years = [...document.querySelectorAll('details')];
    expect(years.map((one) => [one.open, one.querySelector('summary')?.textContent])).toEqual([
        [true, '2027: ¥460.00'],
        [false, '2028: ¥400.00'],
    ]);
});

it('shows entries by their reason in the language of the reader, with day, amount and balance', async () => {
    await open(own);
    const entries = await screen.findByRole('list', { name: 'Entries' });
    const deferral = within(entries)
        .getByText(/Deferred from the bonus of 2026-06/)
        .closest('li') as HTMLElement;
    expect(deferral.textContent).toContain('+¥800.00');
    expect(within(deferral).getByText('¥400.00 due on Jun 30, 2027')).toBeTruthy();
    expect(within(deferral).getByText('¥400.00 due on Jun 30, 2028')).toBeTruthy();
    expect(within(deferral).getByText(/balance ¥800.00/)).toBeTruthy();
    await changeLanguage('zh-CN');
    expect(await screen.findByText(/2026-06 奖金按方案延期支付/)).toBeTruthy();
    expect(screen.getByText('下一次：2027年2月28日 到期 ¥60.00')).toBeTruthy();
    await changeLanguage('en');
});

it('says what advances are to be paid back, what waits for a release, and what is taken off', async () => {
    await open({
        ...own,
        draw: '35.00',
        due: [
            { dueOn: '2026-06-30', amount: '10.00' },
            { dueOn: '2027-06-30', amount: '-3.00' },
        ],
        entries: [entry(9, { kind: 'draw', account: 'draw', dueOn: null, amount: '35.00', balance: '35.00' })],
    });
    expect(await screen.findByText('Advances to be paid back')).toBeTruthy();
    expect(figure('Advances to be paid back')).toContain('¥35.00');
    expect(screen.getByText('¥10.00 has fallen due and is waiting for its release.')).toBeTruthy();
    expect(screen.getByText(/Amounts below zero/)).toBeTruthy();
    expect(screen.getByText('No further due day.')).toBeTruthy();
    expect(screen.getByText(/advances then ¥35.00/)).toBeTruthy();
});

it('shows two years of months at a time', async () => {
    const months = Array.from({ length: 30 }, (_, index) =>
        entry(index + 1, { period: `20${10 + index}-01`, because: { zh: '', en: `Reason ${index + 1}` } }),
    );
    await open({ ...own, entries: months });
    expect(await screen.findByText('Reason 30')).toBeTruthy();
    expect(screen.queryByText('Reason 6')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(screen.getByText('Reason 1')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
});

it('says what deferral is where nothing is deferred', async () => {
    await open(nothing);
    expect(await screen.findByText('Nothing is deferred yet.')).toBeTruthy();
    expect(screen.getByText(/A plan can have part of a bonus paid in later years/)).toBeTruthy();
    expect(screen.queryByRole('img', { name: /Amount by due day/ })).toBeNull();
});

it('says what went wrong, with the way to try again', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
        Promise.resolve(
            Response.json({ code: 'manager.not-found', title: 'There is no such manager.' }, { status: 404 }),
        ),
    );
    await openPage(<DeferredPage />, { roles: ['account-manager'], managerNo: 'M9' });
    expect(await screen.findByText('There is no such manager.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

it.each<Role>(['branch-head', 'incentive-analyst', 'incentive-approver', 'payroll', 'auditor'])(
    'shows %s a manager by name, with the way back to the ledger',
    async (role) => {
        const asked = await open(own, role, '/deferred/M1');
        expect(await screen.findByRole('heading', { name: 'Deferred pay of Li Lan M1' })).toBeTruthy();
        expect(screen.getByRole('link', { name: /Deferred pay ledger/ }).getAttribute('href')).toBe('/ledger');
        expect(asked).toEqual(['/incentive/ledger/M1']);
    },
);

it('is for exactly the roles that the service answers', () => {
    const having = (room: 'deferred' | 'deferredOf' | 'ledger' | 'releases' | 'release') =>
        ROLES.filter((role) => mayOpen(room, [role])).join(' ');
    expect(having('deferred')).toBe('account-manager');
    expect(having('deferredOf')).toBe('branch-head incentive-analyst incentive-approver payroll auditor');
    expect(having('ledger')).toBe('branch-head incentive-analyst incentive-approver payroll auditor');
    expect(having('releases')).toBe('incentive-analyst incentive-approver payroll auditor');
    expect(having('release')).toBe('incentive-analyst incentive-approver payroll auditor');
});
