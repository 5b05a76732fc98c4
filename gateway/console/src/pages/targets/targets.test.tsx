import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import TargetPlanPage from './TargetPlanPage';
import TargetsPage from './TargetsPage';
import type { TargetNode, TargetPlan, TargetPlanRow, TargetTree } from './calls';

const node = (code: string, name: string, rest: Partial<TargetNode>): TargetNode => ({
    code,
    name,
    kind: 'unit',
    parent: null,
    depth: 0,
    managers: 2,
    target: null,
    proposed: null,
    plan: null,
    childrenSum: null,
    childrenWithout: 0,
    gap: null,
    value: '0',
    progress: null,
    ...rest,
});

const tree: TargetTree = {
    period: '2026-08',
    kpi: 'activated',
    lowerIsBetter: false,
    step: '1',
    asOf: '2026-08-15',
    nodes: [
        node('B1', 'East', { target: '10', childrenSum: '4', gap: '6', value: '3', progress: '0.3' }),
        node('M1', 'Li Lan', { kind: 'manager', parent: 'B1', depth: 1, managers: 1, target: '4' }),
        node('M3', 'Sun', { kind: 'manager', parent: 'B1', depth: 1, managers: 1, proposed: '5', plan: 'p1' }),
    ],
};

const row: TargetPlanRow = {
    id: 'p1',
    number: 1,
    period: '2026-08',
    kpi: 'activated',
    org: 'B1',
    orgName: 'East',
    firstNode: 'M3',
    size: 1,
    reason: 'on leave',
    state: 'proposed',
    proposedBy: 'head',
    proposedAt: '2026-08-03T02:00:00Z',
    decidedBy: null,
    decidedAt: null,
    refusalReason: null,
    mayDecide: true,
};
const unusual = {
    code: 'smart.achievable',
    text: { zh: '前 4 期的中位数是 1', en: 'The median of the 4 periods before is 1' },
};
const plan: TargetPlan = {
    plan: row,
    nodes: [
        {
            code: 'M3',
            kind: 'manager',
            name: 'Sun',
            version: 1,
            before: '4',
            target: '5',
            state: 'proposed',
            findings: [unusual],
        },
        {
            code: 'B1',
            kind: 'unit',
            name: 'East',
            version: 1,
            before: null,
            target: '9',
            state: 'proposed',
            findings: [],
        },
    ],
};

function service(shown: TargetTree = tree, proposal: TargetPlan = plan) {
    const sent: [path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'POST') {
            sent.push([path, init.body ? JSON.parse(String(init.body)) : undefined]);
            return Promise.resolve(
                Response.json(
                    path.endsWith('/check')
                        ? { nodes: [{ code: 'M1', kind: 'manager', findings: [unusual] }] }
                        : path.endsWith('/spread')
                          ? {
                                by: 'evenly',
                                nodes: [
                                    { code: 'M1', kind: 'manager', name: 'Li Lan', basis: '1', target: '5' },
                                    { code: 'M3', kind: 'manager', name: 'Sun', basis: '1', target: '5' },
                                ],
                            }
                          : proposal,
                ),
            );
        }
        if (path.startsWith('/performance/target-tree')) return Promise.resolve(Response.json(shown));
        if (path.startsWith('/performance/target-plans/')) return Promise.resolve(Response.json(proposal));
        if (path.startsWith('/performance/target-versions'))
            return Promise.resolve(
                Response.json({
                    items: [
                        {
                            period: '2026-08',
                            kpi: 'activated',
                            node: 'M1',
                            kind: 'manager',
                            version: 1,
                            before: null,
                            target: '4',
                            state: 'approved',
                            reason: 'first plan',
                            proposedBy: 'head',
                            proposedAt: '2026-08-01T02:00:00Z',
                            decidedBy: 'hr',
                            decidedAt: '2026-08-02T02:00:00Z',
                            refusalReason: null,
                        },
                    ],
                    next: null,
                    total: 1,
                }),
            );
        if (path.startsWith('/performance/periods'))
            return Promise.resolve(
                Response.json({
                    items: [{ period: '2026-07', closeNumber: 1, closedAt: '2026-08-01T00:00:00Z', closedBy: 'hr' }],
                    next: null,
                }),
            );
        return Promise.resolve(Response.json({ items: [row], next: null, total: 1 }));
    });
    return sent;
}

const openAs = (roles: Role[], at = '/targets?period=2026-08&kpi=activated') =>
    openPage(
        <App>
            <Routes>
                <Route path="/targets" element={<TargetsPage />} />
                <Route path="/targets/:id" element={<TargetPlanPage />} />
            </Routes>
        </App>,
        { roles, at, org: 'B1' },
    );

const type = (label: string, value: string) =>
    fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } });

it('says in words whether the targets add up, and moves the sums as somebody types', async () => {
    service();
    await openAs(['branch-head']);
    expect(await screen.findByText('1 below the target')).toBeTruthy();
    type('New target of Li Lan', '5');
    expect(await screen.findByText('matches the target')).toBeTruthy();
    type('New target of Li Lan', '7');
    expect(await screen.findByText('2 above the target')).toBeTruthy();
    expect(screen.getByText('1 target is changed.')).toBeTruthy();
});

it('proposes what was typed, with a reason where a target in force is changed', async () => {
    const sent = service();
    await openAs(['branch-head']);
    await screen.findByText('1 below the target');
    const button = screen.getByRole<HTMLButtonElement>('button', { name: /^Propose/ });
    expect(button.disabled).toBe(true);
    type('New target of Li Lan', '5');
    expect(button.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: 'more customers' } });
    await waitFor(() => expect(button.disabled).toBe(false));
    fireEvent.click(button);
    await waitFor(() =>
        expect(sent).toEqual([
            [
                '/performance/target-plans',
                {
                    period: '2026-08',
                    kpi: 'activated',
                    reason: 'more customers',
                    nodes: [{ node: 'M1', kind: 'manager', target: '5' }],
                },
            ],
        ]),
    );
});

it('asks about an unusual target before it is proposed, and lets it be', async () => {
    const sent = service();
    await openAs(['branch-head']);
    await screen.findByText('1 below the target');
    type('New target of Li Lan', '5');
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText(/The median of the 4 periods before is 1/)).toBeTruthy();
    expect(screen.getByText(/asks about 1 of these targets/)).toBeTruthy();
    expect(sent[0]).toEqual([
        '/performance/target-plans/check',
        {
            period: '2026-08',
            kpi: 'activated',
            reason: null,
            nodes: [{ node: 'M1', kind: 'manager', target: '5' }],
        },
    ]);
    fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: 'more customers' } });
    await waitFor(() =>
        expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Propose/ }).disabled).toBe(false),
    );
});

it('refuses a text that is no target', async () => {
    service();
    await openAs(['hr']);
    await screen.findByText('1 below the target');
    type('New target of Sun', '-3');
    expect(await screen.findByText('A number above zero.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Propose/ }).disabled).toBe(true);
});

it('shows a spread before it is taken', async () => {
    const sent = service();
    await openAs(['branch-head']);
    fireEvent.click(await screen.findByRole('button', { name: 'Spread the target of East' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('Sun M3')).toBeTruthy();
    expect(sent[0]).toEqual([
        '/performance/target-plans/spread',
        { period: '2026-08', kpi: 'activated', node: 'B1', target: '10', by: 'last-period' },
    ]);
    expect(within(dialog).getByText(/spread evenly/)).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Use these targets' }));
    await waitFor(() =>
        expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'New target of Li Lan' }).value).toBe('5'),
    );
    expect(await screen.findByText('matches the target')).toBeTruthy();
});

it('closes and opens units by their buttons, and shows the history of a node', async () => {
    service();
    await openAs(['branch-head']);
    const unit = await screen.findByRole('button', { name: 'Show what is below East' });
    expect(unit.getAttribute('aria-expanded')).toBe('true');
    fireEvent.click(unit);
    await waitFor(() => expect(screen.queryByText('Li Lan')).toBeNull());
    fireEvent.click(unit);
    fireEvent.click(await screen.findByRole('button', { name: 'History of Li Lan' }));
    expect(await screen.findByText('first plan')).toBeTruthy();
});

it('is read by the auditor without a field', async () => {
    service();
    await openAs(['auditor']);
    expect(await screen.findByText('1 below the target')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: /New target/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Propose|Spread/ })).toBeNull();
});

it('begins with the first month that is not closed', async () => {
    service();
    await openAs(['hr'], '/targets');
    await waitFor(() =>
        expect(
            vi
                .mocked(fetch)
                .mock.calls.map(([input]) => String(input))
                .join(' '),
        ).toContain('target-tree?period=2026-08'),
    );
});

it('lists the proposals, and lets somebody else approve or refuse one', async () => {
    let sent = service();
    const { unmount } = await openAs(['hr'], '/targets?view=plans');
    expect(await screen.findByText('No. 1: Activated cards, August 2026')).toBeTruthy();
    unmount();
    const page = await openAs(['hr'], '/targets/p1');
    expect(await screen.findByText('Higher')).toBeTruthy();
    expect(screen.getByText('New')).toBeTruthy();
    expect(screen.getByText(/The median of the 4 periods before is 1/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Approve/ }));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent.at(-1)?.[0]).toBe('/performance/target-plans/p1/approve'));
    page.unmount();
    sent = service();
    await openAs(['hr'], '/targets/p1');
    fireEvent.click(await screen.findByRole('button', { name: /^Refuse/ }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'too much' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Refuse' }));
    await waitFor(() => expect(sent.at(-1)).toEqual(['/performance/target-plans/p1/refuse', { reason: 'too much' }]));
});

it('cannot be decided by who proposed it', async () => {
    service(tree, { ...plan, plan: { ...row, mayDecide: false } });
    await openAs(['branch-head'], '/targets/p1');
    expect(await screen.findByText('Higher')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
});
