import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import CarePlansPage from './CarePlansPage';
import CustomerPage from './CustomerPage';
import CustomersPage from './CustomersPage';
import type { CustomerDetail, CustomerRow } from './calls';

const row: CustomerRow = {
    customerRef: 'K-1',
    managerNo: 'M1',
    name: 'Li Lan',
    heldFrom: '2026-01-05',
    segment: 'high',
    stage: 'growing',
    since: '2026-01-05',
    birthdayMonth: 8,
    consent: true,
    activeOn: null,
    careKind: 'call-back',
    careDueOn: '2026-08-10',
    isOverdue: true,
};
const detail: CustomerDetail = {
    customer: row,
    holdings: [
        {
            managerNo: 'M1',
            name: 'Li Lan',
            from: '2026-01-05',
            until: null,
            by: 'hr',
            at: '2026-01-05T02:00:00Z',
            reason: null,
        },
    ],
    care: [
        {
            id: 'e1',
            customerRef: 'K-1',
            managerNo: 'M1',
            kind: 'birthday',
            dueOn: '2026-07-31',
            doneOn: '2026-07-20',
            outcome: 'reached',
            note: 'Sent a card',
            by: 'M1',
            at: '2026-07-20T02:00:00Z',
        },
    ],
};
const plans = {
    items: [
        { segment: 'high', rules: [{ kind: 'call-back', days: 30 }] },
        { segment: 'middle', rules: [] },
        { segment: 'general', rules: [] },
    ],
};

/** The writes to the service, as method, path and body. */
function service() {
    const sent: [method: string, path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'POST' || init?.method === 'PUT') {
            sent.push([init.method, path, JSON.parse(String(init.body))]);
            return Promise.resolve(Response.json(path.includes('care-plans') ? plans.items[0] : detail));
        }
        if (path.startsWith('/performance/care-plans')) return Promise.resolve(Response.json(plans));
        if (path.startsWith('/performance/customers/')) return Promise.resolve(Response.json(detail));
        return Promise.resolve(Response.json({ items: [row], next: null, total: 1 }));
    });
    return sent;
}

const openAs = (roles: Role[], at: string) =>
    openPage(
        <App>
            <Routes>
                <Route path="/customers" element={<CustomersPage />} />
                <Route path="/customers/care-plans" element={<CarePlansPage />} />
                <Route path="/customers/:customerRef" element={<CustomerPage />} />
            </Routes>
        </App>,
        { roles, at, org: 'B1', managerNo: 'M1' },
    );

it('lists customers with what is overdue, narrowed down as the address says', async () => {
    service();
    await openAs(['branch-head'], '/customers?due=overdue&without=true');
    expect((await screen.findByRole('link', { name: 'K-1' })).getAttribute('href')).toBe('/customers/K-1');
    expect(screen.getByText(/Call-back until Aug 10, 2026, overdue/)).toBeTruthy();
    const asked = vi.mocked(globalThis.fetch).mock.calls.map(([input]) => String(input));
    expect(asked.some((path) => path.includes('due=overdue') && path.includes('without=true'))).toBe(true);
});

it('shows a manager their own customers without the files and the managers of others', async () => {
    service();
    await openAs(['account-manager'], '/customers');
    expect(await screen.findByRole('link', { name: 'K-1' })).toBeTruthy();
    expect(screen.queryByText('Import customers')).toBeNull();
    expect(screen.queryByText('Li Lan')).toBeNull();
});

it('records care with its outcome and a note', async () => {
    const sent = service();
    await openAs(['account-manager'], '/customers/K-1');
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Record' });
    expect(button.disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Hand over' })).toBeNull();
    fireEvent.click(screen.getByRole('radio', { name: 'Reached' }));
    fireEvent.change(screen.getByLabelText('Note'), { target: { value: 'wants an instalment' } });
    fireEvent.click(button);
    await waitFor(() =>
        expect(sent).toEqual([
            [
                'POST',
                '/performance/customers/K-1/care',
                { kind: null, doneOn: null, outcome: 'reached', note: 'wants an instalment' },
            ],
        ]),
    );
});

it('lets a head hand a customer over from a day on', async () => {
    const sent = service();
    await openAs(['branch-head'], '/customers/K-1');
    fireEvent.change(await screen.findByLabelText('New manager (number)'), { target: { value: 'M3' } });
    const form = screen.getByRole('button', { name: 'Hand over' }).closest<HTMLElement>('.ant-card');
    fireEvent.change(within(form as HTMLElement).getByLabelText('From'), { target: { value: '2026-09-01' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hand over' }));
    await waitFor(() =>
        expect(sent).toEqual([
            ['POST', '/performance/customers/K-1/hand-over', { managerNo: 'M3', from: '2026-09-01', reason: null }],
        ]),
    );
});

it('lets HR say which care a segment gets, and nobody else', async () => {
    const sent = service();
    const { unmount } = await openAs(['hr'], '/customers/care-plans');
    const high = (await screen.findByRole('heading', { name: 'High net worth' })).closest<HTMLElement>('.ant-card');
    fireEvent.click(within(high as HTMLElement).getByRole('checkbox', { name: 'Birthday' }));
    fireEvent.click(within(high as HTMLElement).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
        expect(sent).toEqual([
            [
                'PUT',
                '/performance/care-plans/high',
                {
                    rules: [
                        { kind: 'call-back', days: 30 },
                        { kind: 'birthday', days: null },
                    ],
                },
            ],
        ]),
    );
    unmount();
    await openAs(['branch-head'], '/customers/care-plans');
    expect(await screen.findByRole('heading', { name: 'High net worth' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
});
