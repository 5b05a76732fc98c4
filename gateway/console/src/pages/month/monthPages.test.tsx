import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import type { ComponentType } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { changeLanguage, startLanguage } from '../../i18n';
import MonthEndPage from '../monthEnd/MonthEndPage';
import PayrollPage from '../payroll/PayrollPage';
import StatementPage from '../statements/StatementPage';

type Reply = { status?: number; body: unknown };
const sent: { method: string; path: string; body: unknown; key: string | null }[] = [];

/** The services, at the network's boundary. */
function answerWith(role: string, replies: Record<string, Reply>) {
    sent.length = 0;
    const session = {
        user: { id: role, name: role, roles: [role], org: null, managerNo: null },
        endsAt: null,
        antiforgery: 'a',
        signIn: 'password',
        demonstrators: [],
    };
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input);
        const method = init?.method ?? 'GET';
        if (method !== 'GET')
            sent.push({
                method,
                path,
                body: JSON.parse(String(init?.body ?? 'null')),
                key: new Headers(init?.headers).get('Idempotency-Key'),
            });
        const reply: Reply =
            path === '/session'
                ? { body: session }
                : (replies[`${method} ${path}`] ?? { status: 404, body: { code: 'none' } });
        return Promise.resolve(new Response(JSON.stringify(reply.body), { status: reply.status ?? 200 }));
    });
    return session;
}

function open(Page: ComponentType, path: string, address: string, session: unknown) {
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    queries.setQueryData(['session'], session);
    render(
        <QueryClientProvider client={queries}>
            <App>
                <MemoryRouter initialEntries={[address]}>
                    <Routes>
                        <Route path={path} element={<Page />} />
                    </Routes>
                </MemoryRouter>
            </App>
        </QueryClientProvider>,
    );
}

// Dialogs take their time to appear on a busy machine.
configure({ asyncUtilTimeout: 8000 });

beforeAll(async () => {
    await startLanguage();
    await changeLanguage('en');
    vi.stubGlobal(
        'ResizeObserver',
        class {
            observe = () => undefined;
            unobserve = () => undefined;
            disconnect = () => undefined;
        },
    );
});
beforeEach(() => localStorage.setItem('cardteam.language', 'en'));

it('shows a statement with its calculation, and what did not count in a section of its own', async () => {
    const line = { rule: 'x', quantity: null, rate: null, factor: null, exact: null, amount: '0.00', basis: [] };
    const session = answerWith('auditor', {
        'GET /incentive/statements/M1/2026-05': {
            body: {
                managerNo: 'M1',
                period: '2026-05',
                status: 'approved',
                org: 'B1',
                payable: '240.00',
                deferred: '0.00',
                reserved: '60.00',
                held: '0.00',
                carried: '0.00',
                planCode: 'P',
                planVersion: 1,
                signedAt: null,
                without: [],
                lines: [
                    {
                        ...line,
                        kind: 'earned',
                        text: { zh: '', en: 'Ten counted' },
                        quantity: '10',
                        rate: '20.00',
                        factor: '1.2',
                        amount: '240.00',
                    },
                    { ...line, kind: 'why-not', text: { zh: '', en: 'Two without a certificate' }, quantity: '2' },
                ],
            },
        },
    });
    open(StatementPage, '/statements/:managerNo/:period', '/statements/M1/2026-05', session);
    expect(await screen.findByText('10 × 20 × 1.2 = ¥240.00')).toBeTruthy();
    expect(screen.getByText('Risk reserve').closest('tr')?.textContent).toContain('¥60.00');
    expect(screen.getByText('Plan signed').closest('tr')?.textContent).toContain('Not signed');
    expect(screen.getByRole('heading', { name: 'Not counted, and why' })).toBeTruthy();
    expect(screen.queryByText('¥0.00', { selector: 'strong' })).toBeNull();
});

it('lists what a close lacks, and closes with it only when that is confirmed', async () => {
    const session = answerWith('hr', {
        'GET /performance/periods?limit=500': {
            body: {
                items: [
                    {
                        period: '2026-05',
                        closeNumber: 1,
                        closedAt: '2026-06-02T00:00:00Z',
                        closedBy: 'hr',
                        acceptedGaps: '',
                    },
                ],
                next: null,
            },
        },
        'POST /performance/periods/2026-06/close': {
            status: 409,
            body: { code: 'period.gaps', title: 'missing', details: [{ what: 'no-target', subject: 'M1 activated' }] },
        },
    });
    open(MonthEndPage, '/', '/', session);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Close the month' }));
    await screen.findAllByText('Close June 2026?');
    await user.click(screen.getAllByRole('button', { name: 'Close the month' }).at(-1) as HTMLElement);
    await user.click(await screen.findByText('Indicator without a target (1)'));
    expect((await screen.findByRole('link', { name: 'Imports' })).getAttribute('href')).toBe('/imports?kind=targets');
    expect(sent.map((one) => one.body)).toEqual([{ acceptGaps: false }]);
    await user.click(screen.getByRole('button', { name: 'Close anyway' }));
    expect(sent).toHaveLength(1);
    await screen.findAllByText('Close with 1 item missing?');
    await user.click(screen.getAllByRole('button', { name: 'Close anyway' }).at(-1) as HTMLElement);
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.body).toEqual({ acceptGaps: true });
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
}, 40_000);

it('acknowledges the selected entries, and only those', async () => {
    const item = (eventId: string, sequence: number) => ({
        eventId,
        sequence,
        managerNo: `M${sequence}`,
        amount: '1.00',
        status: 'outstanding',
        reason: null,
    });
    const session = answerWith('payroll', {
        'GET /incentive/payroll/reconciliation/2026-05': {
            body: {
                period: '2026-05',
                entries: 2,
                amount: '2.00',
                acknowledged: 0,
                rejected: 0,
                outstanding: 2,
                difference: '2.00',
                acknowledgedAmount: '0.00',
                rejectedAmount: '0.00',
                outstandingAmount: '2.00',
                approvedAmount: '2.00',
                items: [item('e1', 1), item('e2', 2)],
            },
        },
        'GET /incentive/payroll/bonuses?after=0&limit=50': { body: { items: [], last: 0 } },
        'POST /incentive/payroll/acknowledgements': { body: { acknowledged: 1 } },
    });
    open(PayrollPage, '/payroll', '/payroll?period=2026-05', session);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: 'Select the bonus of M2' }));
    await user.click(screen.getByRole('button', { name: 'Record as failed' }));
    await user.type(await screen.findByLabelText('Reason'), 'account closed');
    await user.click(screen.getByRole('button', { name: 'Confirm 1' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({
        items: [{ eventId: 'e2', status: 'rejected', reason: 'account closed', paidOn: null }],
    });
    expect(sent[0]?.key).toBeTruthy();
}, 40_000);
