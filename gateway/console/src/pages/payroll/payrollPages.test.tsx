import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import CalendarPage from './CalendarPage';
import DifferencesPage from './DifferencesPage';
import GroupsPage from './GroupsPage';
import { emptyYear, faultsOf } from './payCalendar';
import RejectionsPage from './RejectionsPage';

const rejected = {
    eventId: 'e1',
    sequence: 7,
    kind: 'approved',
    period: '2026-05',
    managerNo: 'M0001',
    name: 'Wang',
    org: 'B1',
    amount: '120.00',
    state: 'rejected',
    reason: 'account closed',
    rejectedBy: 'payroll',
    rejectedAt: '2026-06-16T02:00:00Z',
    proposedBy: null as string | null,
    proposedAt: null as string | null,
    proposalReason: null as string | null,
    decidedBy: null,
    decidedAt: null,
    returnReason: null,
    resentAs: null,
};
const proposed = {
    ...rejected,
    state: 'resend-proposed',
    proposedBy: 'analyst',
    proposedAt: '2026-06-17T02:00:00Z',
    proposalReason: 'new account',
};

/** The service: it answers reads by path, writes by what is given, and keeps what was sent. */
function service(answers: (path: string) => unknown, written: () => Response = () => Response.json({})) {
    const sent: [string, string, unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
        const method = init?.method ?? 'GET';
        if (method === 'GET') return Promise.resolve(Response.json(answers(String(path))));
        sent.push([method, String(path), init?.body ? JSON.parse(String(init.body)) : undefined]);
        return Promise.resolve(written());
    });
    return sent;
}

const open = (page: ReactNode, role: Role, at?: string) => openPage(<App>{page}</App>, { roles: [role], at });
const listOf = (...items: object[]) => ({ items, next: null, total: items.length });

it('lets an analyst propose what becomes of a rejected entry, with a reason', async () => {
    const sent = service(
        () => listOf(rejected),
        () => Response.json({ eventId: 'e1', state: 'resend-proposed' }),
    );
    await open(<RejectionsPage />, 'incentive-analyst');
    expect(await screen.findByText('account closed')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Propose sending again: M0001' }));
    const ask = await screen.findByRole('dialog');
    expect(ask.textContent).toContain('¥120.00');
    const confirm = within(ask).getByRole<HTMLButtonElement>('button', { name: 'Propose sending again' });
    expect(confirm.disabled).toBe(true);
    fireEvent.change(within(ask).getByLabelText('Reason'), { target: { value: ' new account ' } });
    fireEvent.click(confirm);
    await waitFor(() =>
        expect(sent).toEqual([
            ['POST', '/incentive/payroll/rejections/e1/proposal', { decision: 'resend', reason: 'new account' }],
        ]),
    );
});

it('lets an approver decide a proposal, and tells what it means', async () => {
    const sent = service(
        () => listOf(proposed),
        () => Response.json({ eventId: 'e1', state: 'resent', resentAs: 'e2' }),
    );
    await open(<RejectionsPage />, 'incentive-approver');
    expect(await screen.findByText(/Proposed by analyst on .*: new account/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Approve: M0001' }));
    const ask = await screen.findByRole('dialog');
    expect(ask.textContent).toContain('Approval writes a new entry of the same amount');
    fireEvent.click(within(ask).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent.map(([, path]) => path)).toEqual(['/incentive/payroll/rejections/e1/approve']));
});

it('offers nobody to check what they proposed, and payroll nothing to decide', async () => {
    service(() => listOf({ ...proposed, proposedBy: 'somebody' }));
    for (const role of ['incentive-approver', 'payroll', 'auditor'] as const) {
        const { unmount } = await open(<RejectionsPage />, role);
        expect(await screen.findByText('account closed')).toBeTruthy();
        expect(screen.queryByRole('button', { name: /: M0001$/ })).toBeNull();
        unmount();
    }
});

it('shows the calendar to everybody, and lets payroll set the year', async () => {
    const months = emptyYear(2026);
    const sent = service(
        () => ({ year: 2026, months }),
        () => Response.json({ year: 2026, months }),
    );
    const { unmount } = await open(<CalendarPage />, 'account-manager', '/?year=2026');
    expect(await screen.findByText('Feb 15, 2026')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save the year' })).toBeNull();
    unmount();

    await open(<CalendarPage />, 'payroll', '/?year=2026');
    fireEvent.change(await screen.findByLabelText('March 2026 Pay day'), { target: { value: '2026-04-16' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the year' }));
    await waitFor(() => expect(sent.length).toBe(1));
    const [method, path, body] = sent[0] as [string, string, { months: typeof months }];
    expect([method, path]).toEqual(['PUT', '/incentive/payroll/calendar/2026']);
    expect(body.months[2]).toEqual({ period: '2026-03', cutOff: '2026-04-08', payDay: '2026-04-16' });
    expect(body.months).toHaveLength(12);
});

it('puts each fault of the calendar beside its day', async () => {
    service(
        () => ({ year: 2026, months: [] }),
        () =>
            Response.json(
                {
                    code: 'payroll-calendar.not-valid',
                    title: 'The payroll calendar has 1 fault',
                    details: [{ period: '2026-03', field: 'cutOff', text: { zh: 'x', en: 'March is too early.' } }],
                },
                { status: 400 },
            ),
    );
    await open(<CalendarPage />, 'incentive-analyst', '/?year=2026');
    fireEvent.click(await screen.findByRole('button', { name: 'Save the year' }));
    const fault = await screen.findByText('March is too early.');
    expect(fault.closest('td')?.querySelector('input')?.getAttribute('aria-label')).toBe('March 2026 Cut-off');
});

it('begins a year with days in order, each after its month', () => {
    const year = emptyYear(2026);
    expect(year.map((one) => one.period)).toEqual(year.map((one) => one.period).sort());
    expect(year.every((one) => one.period < one.cutOff.slice(0, 7) && one.cutOff < one.payDay)).toBe(true);
    expect(year.at(-1)).toEqual({ period: '2026-12', cutOff: '2027-01-08', payDay: '2027-01-15' });
    expect(faultsOf({ details: ['no fault', null, 3] })).toEqual([]);
});

it('lets payroll set up a group of units', async () => {
    const group = {
        code: 'B1',
        orgs: ['B1', 'B3'],
        queue: 'payroll.bonuses.B1',
        entries: 4,
        changedBy: 'payroll',
        changedAt: '2026-06-16T02:00:00Z',
    };
    const sent = service(
        () => listOf(group),
        () => Response.json(group),
    );
    await open(<GroupsPage />, 'payroll');
    expect(await screen.findByText('B1 B3')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Change payroll group B1' }));
    const form = await screen.findByRole('dialog');
    expect(within(form).getByLabelText<HTMLInputElement>('Group code').disabled).toBe(true);
    expect(within(form).getByLabelText<HTMLInputElement>('Queue').disabled).toBe(true);
    fireEvent.change(within(form).getByLabelText('Units'), { target: { value: ' B1, B4 ' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
        expect(sent).toEqual([
            ['PUT', '/incentive/payroll/groups/B1', { orgs: ['B1', 'B4'], queue: 'payroll.bonuses.B1' }],
        ]),
    );
});

it('tells analysts of the groups without letting them change any', async () => {
    service(() => listOf());
    await open(<GroupsPage />, 'incentive-analyst');
    expect(await screen.findByText(/There is no payroll group/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add a payroll group' })).toBeNull();
});

it('reports each difference with what to do, and keeps what was found', async () => {
    const item = {
        kind: 'amount-differs',
        eventId: 'e1',
        sequence: 7,
        period: '2026-05',
        managerNo: 'M0001',
        name: null,
        org: 'B1',
        amount: '120.00',
        paidAmount: '100.00',
        paidOn: '2026-06-15',
        since: '2026-06-16T02:00:00Z',
        times: 1,
        by: 'payroll',
        whatToDo: { zh: 'x', en: 'Have payroll check it.' },
    };
    const unanswered = { ...item, kind: 'unanswered', eventId: 'e2', paidAmount: null };
    const sent = service(() => ({
        asOf: '2026-06-20',
        days: 7,
        counts: { paidAfterDecision: 0, amountDiffers: 1, unknownEvent: 0, unanswered: 1 },
        items: [item, unanswered],
        next: null,
    }));
    await open(<DifferencesPage />, 'payroll');
    expect(await screen.findByText('2 differences')).toBeTruthy();
    expect(screen.getAllByText('Have payroll check it.').length).toBe(2);
    // An entry without an answer is settled by payroll's answer alone.
    const [settle, ...others] = screen.getAllByRole('button', { name: 'Mark as settled' });
    expect(others).toEqual([]);
    fireEvent.click(settle as HTMLElement);
    const ask = await screen.findByRole('dialog');
    fireEvent.change(within(ask).getByLabelText('What was found'), { target: { value: 'rest paid by hand' } });
    fireEvent.click(within(ask).getByRole('button', { name: 'Mark as settled' }));
    await waitFor(() =>
        expect(sent).toEqual([
            [
                'POST',
                '/incentive/payroll/differences/settle',
                { kind: 'amount-differs', eventId: 'e1', note: 'rest paid by hand' },
            ],
        ]),
    );
});

it('says so where there is no difference', async () => {
    service(() => ({
        asOf: '2026-06-20',
        days: 7,
        counts: { paidAfterDecision: 0, amountDiffers: 0, unknownEvent: 0, unanswered: 0 },
        items: [],
        next: null,
    }));
    await open(<DifferencesPage />, 'auditor');
    expect(await screen.findByText('There are no differences.')).toBeTruthy();
});
