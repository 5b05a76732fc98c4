import { fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import GoalPage from './GoalPage';
import GoalsPage from './GoalsPage';
import type { Goals, GoalRow, GoalsOf } from './calls';

const goals: Goals = {
    version: 2,
    marketing: 'The eastern district',
    kpi: 'activated',
    target: '30',
    workPlan: 'tbd',
    focus: 'First use',
    state: 'set',
    setBy: 'M1',
    setAt: '2026-08-03T02:00:00Z',
    decidedBy: null,
    decidedAt: null,
    reason: null,
};
const vague = { code: 'smart.specific', text: { zh: '内容太笼统', en: 'This says too little' } };
const whole: GoalsOf = {
    managerNo: 'M1',
    name: 'Li Lan',
    period: '2026-08',
    goals,
    findings: [{ item: 'workPlan', findings: [vague] }],
    versions: [
        goals,
        {
            ...goals,
            version: 1,
            marketing: 'More cards',
            state: 'returned',
            decidedBy: 'head',
            decidedAt: '2026-08-02T02:00:00Z',
            reason: 'say it by week',
        },
    ],
    maySet: false,
    mayDecide: true,
};
const none: GoalsOf = { ...whole, goals: null, findings: [], versions: [], maySet: true, mayDecide: false };
const row: GoalRow = { ...goals, managerNo: 'M1', name: 'Li Lan', period: '2026-08', org: 'B1' };

/** The writes to the service, as method, path and body. */
function service(shown: GoalsOf) {
    const sent: [method: string, path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'POST' || init?.method === 'PUT') {
            sent.push([init.method, path, JSON.parse(String(init.body))]);
            return Promise.resolve(
                Response.json(
                    path.endsWith('/check') ? { findings: [{ item: 'marketing', findings: [vague] }] } : shown,
                ),
            );
        }
        if (path.startsWith('/performance/own-goals/')) return Promise.resolve(Response.json(shown));
        if (path.startsWith('/performance/periods'))
            return Promise.resolve(Response.json({ items: [{ period: '2026-07' }], next: null }));
        return Promise.resolve(Response.json({ items: [row], next: null, total: 1 }));
    });
    return sent;
}

const openAs = (roles: Role[], at: string, managerNo: string | null = null) =>
    openPage(
        <App>
            <Routes>
                <Route path="/goals" element={<GoalsPage />} />
                <Route path="/goals/:managerNo/:period" element={<GoalPage />} />
            </Routes>
        </App>,
        { roles, at, managerNo, org: 'B1' },
    );

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it('lets a manager set exactly three items, and says as they type what is too vague', async () => {
    const sent = service(none);
    await openAs(['account-manager'], '/goals', 'M1');
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Send to the head' });
    expect(screen.getByText('Set goals for August 2026')).toBeTruthy();
    expect(button.disabled).toBe(true);
    type('Marketing target of the area', 'more');
    expect(await screen.findByText(/This says too little/)).toBeTruthy();
    expect(sent.map(([, path]) => path)).toEqual(['/performance/own-goals/M1/2026-08/check']);
    type('Plan of work', 'Visits on Tuesday');
    type('Focus of work', 'First use');
    type('Number to reach', '30');
    expect(button.disabled).toBe(true);
    type('Number to reach', '');
    await waitFor(() => expect(button.disabled).toBe(false));
    fireEvent.click(button);
    await waitFor(() =>
        expect(sent.find(([method]) => method === 'PUT')).toEqual([
            'PUT',
            '/performance/own-goals/M1/2026-08',
            { marketing: 'more', kpi: null, target: null, workPlan: 'Visits on Tuesday', focus: 'First use' },
        ]),
    );
});

it('shows a manager why goals were returned, and begins with what was set', async () => {
    service({ ...whole, maySet: true, mayDecide: false, goals: { ...goals, state: 'returned', reason: 'by week' } });
    await openAs(['account-manager'], '/goals?period=2026-08', 'M1');
    expect(await screen.findByText('by week')).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>('Focus of work').value).toBe('First use');
});

it('lists the goals of the unit for its head, narrowed down by state', async () => {
    service(whole);
    await openAs(['branch-head'], '/goals?state=set');
    expect((await screen.findByRole('link', { name: /Li Lan/ })).getAttribute('href')).toBe('/goals/M1/2026-08');
    expect(screen.getByText('Activated cards: 30')).toBeTruthy();
    const asked = vi.mocked(globalThis.fetch).mock.calls.map(([input]) => String(input));
    expect(asked.some((path) => path.includes('/performance/own-goals?') && path.includes('state=set'))).toBe(true);
});

it('lets a head confirm the version that is shown, or return it with a reason', async () => {
    const sent = service(whole);
    await openAs(['branch-head'], '/goals/M1/2026-08');
    expect(await screen.findByRole('heading', { name: 'Goals of Li Lan, August 2026' })).toBeTruthy();
    expect(screen.getByText(/This says too little/)).toBeTruthy();
    expect(screen.getByText('say it by week')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Return/ }));
    const reason = await screen.findByRole('textbox');
    fireEvent.change(reason, { target: { value: 'too vague' } });
    fireEvent.click(screen.getByRole('button', { name: 'Return' }));
    await waitFor(() =>
        expect(sent).toEqual([
            ['POST', '/performance/own-goals/M1/2026-08/return', { version: 2, reason: 'too vague' }],
        ]),
    );
});

it('offers no decision to those who may not decide', async () => {
    service({ ...whole, mayDecide: false });
    await openAs(['auditor'], '/goals/M1/2026-08');
    expect(await screen.findByText('The eastern district')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
});
