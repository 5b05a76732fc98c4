import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import WhatIfPage from './WhatIfPage';
import WhatIfsPage from './WhatIfsPage';
import type { WhatIf, WhatIfResult } from './calls';

const ID = '0198b7a0-0000-7000-8000-000000000000';
const side = (pay: string) => ({ pay, payable: pay, deferred: '0.00', reserved: '0.00' });
const fair = (mean: string, ratio: string | null) => ({ mean, median: mean, share: ratio, ratioOfMeans: ratio });

const result: WhatIfResult = {
    managers: 3,
    now: side('300.00'),
    then: side('450.00'),
    change: '150.00',
    months: [{ period: '2026-05', managers: 3, now: side('300.00'), then: side('450.00'), change: '150.00' }],
    winners: { managers: 2, change: '200.00' },
    losers: { managers: 1, change: '-50.00' },
    unchanged: 0,
    quartiles: {
        now: { first: '0.00', median: '100.00', third: '200.00' },
        then: { first: '50.00', median: '150.00', third: '250.00' },
    },
    groups: [{ by: 'pay-step', key: 'senior-A', months: 3, now: '300.00', then: '450.00', change: '150.00' }],
    fairness: [{ by: 'area', key: null, months: 3, now: fair('100.00', '1'), then: fair('150.00', null) }],
    earnings: { from: '2026-05', to: '2026-05', earned: '450.00', onVolume: '120.00' },
};
const whatIf = (some: Partial<WhatIf>): WhatIf => ({
    id: ID,
    status: 'calculated',
    planCode: 'CARD',
    planVersion: 2,
    title: { zh: '新方案', en: 'New card plan' },
    ruleHash: 'h',
    from: '2026-05',
    to: '2026-05',
    org: null,
    closeNumber: 2,
    createdBy: 'li',
    createdAt: '2026-07-02T02:00:00Z',
    finishedAt: null,
    done: 3,
    outOf: 3,
    error: null,
    result,
    ...some,
});

const openOne = (roles: Parameters<typeof openPage>[1]['roles'] = ['incentive-analyst']) =>
    openPage(
        <Routes>
            <Route path="/what-ifs/:id" element={<WhatIfPage />} />
        </Routes>,
        { roles, at: `/what-ifs/${ID}` },
    );

it('shows a result in sum, by month, by group, how fair it is, and whose it is', async () => {
    const asked = answerWith((path) =>
        path.includes('/managers')
            ? {
                  items: [
                      {
                          managerNo: 'M2',
                          name: 'Wang',
                          org: 'B2',
                          orgName: 'West',
                          level: 'senior',
                          step: 'A',
                          area: null,
                          employment: null,
                          months: 1,
                          now: '100.00',
                          then: '250.00',
                          change: '150.00',
                      },
                  ],
                  next: null,
                  total: 1,
              }
            : whatIf({}),
    );
    await openOne();
    expect(await screen.findByText('What-if: New card plan')).toBeTruthy();
    expect(
        screen.getByText(/3 managers: 2 would get more \(¥200.00 together\), 1 less \(¥50.00 together\), 0 the same/),
    ).toBeTruthy();
    expect(screen.getByText(/would pay ¥450.00 by the piece, of which ¥120.00 for the number/)).toBeTruthy();
    expect(screen.getByText('Level and step: Senior A')).toBeTruthy();
    const fairness = screen.getByText('Area: not recorded').closest('tr') as HTMLElement;
    expect(within(fairness).getAllByText('100%')).toHaveLength(2);
    expect(within(fairness).getAllByText('–')).toHaveLength(2);
    expect(screen.getByRole('img', { name: /May 2026: ¥300.00, this plan ¥450.00/ })).toBeTruthy();
    expect(((await screen.findByText('Wang')).closest('tr') as HTMLElement).textContent).toContain('+¥150.00');
    expect(asked).toContain(`/incentive/what-ifs/${ID}/managers?limit=50&sort=-change-size&total=true`);
});

it('shows the progress of one that is calculated, and cancels it', async () => {
    let now = whatIf({ status: 'running', done: 1, outOf: 4, result: null });
    const sent: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = input instanceof Request ? input.url : String(input);
        if (init?.method === 'POST') {
            sent.push(path);
            now = { ...now, status: 'cancelled' };
        }
        return Promise.resolve(Response.json(now));
    });
    await openOne();
    expect(await screen.findByText('1 of 4 managers')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('Cancelled')).toBeTruthy();
    expect(sent).toEqual([`/incentive/what-ifs/${ID}/cancel`]);
});

it('lets the auditor read and not cancel', async () => {
    answerWith(() => whatIf({ status: 'running', result: null }));
    await openOne(['auditor']);
    expect(await screen.findByText('3 of 3 managers')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
});

it('asks about a saved version over the newest months', async () => {
    const sent: unknown[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = input instanceof Request ? input.url : String(input);
        if (init?.method === 'POST') {
            sent.push(JSON.parse(String(init.body)));
            return Promise.resolve(Response.json(whatIf({ status: 'queued', result: null }), { status: 202 }));
        }
        if (path.includes('/periods'))
            return Promise.resolve(
                Response.json({ items: [{ period: '2026-04' }, { period: '2026-05' }], next: null }),
            );
        if (path.includes('/plans'))
            return Promise.resolve(
                Response.json({
                    items: [{ code: 'CARD', version: 2, document: { title: { zh: '', en: '' }, rules: [] } }],
                    next: null,
                }),
            );
        return Promise.resolve(Response.json({ items: [], next: null, total: 0 }));
    });
    await openPage(<WhatIfsPage />, { roles: ['incentive-approver'], at: '/what-ifs' });
    fireEvent.mouseDown(await screen.findByLabelText('Plan'));
    fireEvent.click(await screen.findByText('CARD, version 2'));
    fireEvent.click(screen.getByRole('button', { name: 'Calculate' }));
    expect((await screen.findByRole('link', { name: 'Open' })).getAttribute('href')).toBe(`/what-ifs/${ID}`);
    await waitFor(() =>
        expect(sent).toEqual([{ plan: { code: 'CARD', version: 2 }, from: '2026-04', to: '2026-05', org: null }]),
    );
});
