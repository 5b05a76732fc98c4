import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import MonthScorecardsPage from './ScorecardsPage';
import { monthNow } from '../month/months';
import ScorecardPage from './ScorecardPage';
import type { CardFact } from './calls';
import { counts, figure } from './kpis';

const fact = (over: Partial<CardFact>): CardFact => ({
    factRef: 'F1',
    version: 1,
    managerNo: 'M1',
    name: null,
    kind: 'approved',
    cardRef: 'K1',
    occurredOn: '2026-05-02',
    product: null,
    amount: null,
    newCustomer: false,
    void: false,
    knownFrom: 1,
    knownUntil: null,
    ...over,
});

it('counts a fact for an indicator only in the version that holds', () => {
    expect(counts('approved', fact({}))).toBe(true);
    expect(counts('approved', fact({ void: true }))).toBe(false);
    expect(counts('approved', fact({ knownUntil: 3 }))).toBe(false);
    expect(counts('new-customers', fact({}))).toBe(false);
    expect(counts('new-customers', fact({ newCustomer: true }))).toBe(true);
    expect(counts('active-amount', fact({ kind: 'active-month' }))).toBe(true);
    expect(counts('attendance', fact({}))).toBe(false);
});

it('writes a value in its own unit', () => {
    expect(figure('instalment-amount', '120000')).toBe('¥120,000.00');
    expect(figure('active-rate', '0.512345')).toBe('51.23%');
    expect(figure('satisfaction', '4.50')).toBe('4.5');
    expect(figure('attendance', null)).toBe('—');
});

const kpi = {
    value: '15',
    target: '10',
    attainment: '1.5',
    weight: '0.60',
    score: '0.9',
    source: 'card-facts',
    leftOut: null,
};
const card = {
    managerNo: 'M1',
    period: '2026-05',
    org: 'B1',
    level: 'senior',
    version: 1,
    knownFrom: 1,
    total: '1.3',
    kpis: [
        { ...kpi, kpi: 'activated' },
        { ...kpi, kpi: 'approved', value: '8', attainment: '0.8', weight: '0.20', score: '0.16' },
        {
            ...kpi,
            kpi: 'attendance',
            value: null,
            attainment: null,
            weight: '0.20',
            score: null,
            source: 'imported',
            leftOut: 'no-value',
        },
    ],
};
const months = {
    items: [{ period: '2026-05', closeNumber: 1, closedAt: '', closedBy: 'hr', acceptedGaps: '' }],
    next: null,
};

it('tells how a score comes about, what is left out, and the facts behind an indicator', async () => {
    answerWith((path) =>
        path.includes('/periods')
            ? months
            : path.includes('/card-facts')
              ? {
                    items: [
                        fact({ factRef: 'F1' }),
                        fact({ factRef: 'F2', void: true }),
                        fact({ factRef: 'F3', kind: 'activated' }),
                    ],
                    next: null,
                }
              : path.includes('/leaderboards/')
                ? { level: 'senior', standings: [] }
                : card,
    );
    await openPage(
        <Routes>
            <Route path="/scorecards/:managerNo" element={<ScorecardPage />} />
        </Routes>,
        { roles: ['hr'], at: '/scorecards/M1' },
    );
    expect(await screen.findByText('2 indicators count: sum of points 106% ÷ sum of weights 80% = 130%.')).toBeTruthy();
    expect(screen.getByText('Left out: Attendance')).toBeTruthy();
    expect(screen.getByText('Value 8 ÷ target 10 = 80%.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Details of “Approved cards”/ }));
    expect(await screen.findByText('Counted for this indicator: 1 of 3 facts of the month.')).toBeTruthy();
    const facts = within(screen.getByRole('dialog'));
    expect(facts.getByText('F1')).toBeTruthy();
    expect(facts.queryByText('F2')).toBeNull();
});

it('lists a month with the unit of the address, each line leading to its scorecard', async () => {
    const asked = answerWith((path) =>
        path.includes('/periods')
            ? months
            : path.includes('org-units')
              ? { items: [], next: null }
              : { items: [card], next: null },
    );
    await openPage(<MonthScorecardsPage />, { roles: ['hr'], at: '/scorecards?org=B1' });
    expect((await screen.findByRole('link', { name: 'M1' })).getAttribute('href')).toBe(
        '/scorecards/M1?period=2026-05',
    );
    expect(asked).toContain('/performance/scorecards?limit=50&period=2026-05&org=B1&sort=managerNo&total=true');
    expect(screen.getByText('Approved cards 80%')).toBeTruthy();
});

it('ranks a month within the filters, and goes back to the cards', async () => {
    const place = { ranked: 2, org: 'B1', level: 'senior', total: '1.3' };
    const asked = answerWith((path) =>
        path.includes('/periods')
            ? months
            : path.includes('/leaderboards/')
              ? {
                    items: [
                        { ...place, rank: 1, managerNo: 'M2', name: '王芳' },
                        { ...place, rank: 1, managerNo: 'M3', name: null },
                    ],
                    next: null,
                }
              : {
                    items: path.includes('org-units')
                        ? [{ code: 'B1', name: '东城', parent: null, kind: 'branch' }]
                        : [card],
                    next: null,
                },
    );
    await openPage(<MonthScorecardsPage />, { roles: ['hr'], at: '/scorecards?org=B1&level=senior' });
    await userEvent.click(await screen.findByText('Leaderboard'));
    expect((await screen.findByRole('link', { name: '王芳 M2' })).getAttribute('href')).toBe(
        '/scorecards/M2?period=2026-05',
    );
    expect(screen.getByRole('link', { name: 'M3' })).toBeTruthy();
    expect(asked).toContain('/performance/leaderboards/2026-05?limit=50&org=B1&level=senior');
    expect(
        screen.getByText('2 people of this level are ranked by total score. Equal scores share a rank.'),
    ).toBeTruthy();
    await userEvent.click(screen.getByText('Scorecards', { selector: '.ant-segmented-item-label' }));
    expect(await screen.findByRole('link', { name: 'M1' })).toBeTruthy();
});

it('says where one stands, and nothing where nobody is ranked', async () => {
    let standings = [
        { org: 'B1-1', name: '东城一部', rank: 2, ranked: 9, quarter: 1 },
        { org: 'B1', name: null, rank: 1200, ranked: 1300, quarter: 4 },
    ];
    answerWith((path) =>
        path.includes('/periods') ? months : path.includes('/leaderboards/') ? { level: 'senior', standings } : card,
    );
    const page = (
        <Routes>
            <Route path="/scorecards/:managerNo" element={<ScorecardPage />} />
        </Routes>
    );
    const first = await openPage(page, { roles: ['hr'], at: '/scorecards/M1' });
    expect(await screen.findByText('2 of 9')).toBeTruthy();
    expect(screen.getByText('1,200 of 1,300')).toBeTruthy();
    expect(screen.getByText('In the bottom quarter')).toBeTruthy();
    first.unmount();

    standings = [];
    await openPage(page, { roles: ['hr'], at: '/scorecards/M1' });
    expect(await screen.findByText('Left out: Attendance')).toBeTruthy();
    expect(screen.queryByText('Standing among Senior managers')).toBeNull();
});

it('shows the open month as it stands, with each indicator against its target', async () => {
    const month = monthNow();
    const asked = answerWith((path) =>
        path.includes('/periods')
            ? { items: [], next: null }
            : { ...card, period: month, version: 0, asOf: '2026-06-15T04:00:00Z' },
    );
    await openPage(
        <Routes>
            <Route path="/scorecards/:managerNo" element={<ScorecardPage />} />
        </Routes>,
        { roles: ['account-manager'], managerNo: 'M1', at: '/scorecards/M1' },
    );
    expect(await screen.findByText(/is still open. This is how it stands at/)).toBeTruthy();
    expect(screen.getByText('Score so far')).toBeTruthy();
    expect(screen.getByText('Value 8 ÷ target 10 = 80%.')).toBeTruthy();
    expect(asked).toContain(`/performance/scorecards/M1/${month}?live=true`);
});

it('says of each version what it replaced and why', async () => {
    const version = {
        managerNo: 'M1',
        knownFrom: 1,
        closedAt: '2026-06-01T00:00:00Z',
        org: 'B1',
        level: 'senior',
        kpis: [],
        changes: [],
        changedBy: [],
        lateFacts: 0,
    };
    answerWith((path) =>
        path.includes('/periods')
            ? months
            : path.includes('/versions')
              ? [
                    {
                        ...version,
                        version: 2,
                        knownFrom: 2,
                        isCurrent: true,
                        total: '1.1',
                        lateFacts: 3,
                        changedBy: [{ kind: 'target', kpi: 'approved', by: 'hr' }],
                        changes: [
                            {
                                kpi: 'approved',
                                valueBefore: '8',
                                value: '9',
                                targetBefore: '10',
                                target: '10',
                                attainmentBefore: '0.8',
                                attainment: '0.9',
                            },
                        ],
                    },
                    { ...version, version: 1, isCurrent: false, total: '1' },
                ]
              : path.includes('/leaderboards/')
                ? { level: 'senior', standings: [] }
                : { ...card, version: 2 },
    );
    await openPage(
        <Routes>
            <Route path="/scorecards/:managerNo" element={<ScorecardPage />} />
        </Routes>,
        { roles: ['hr'], at: '/scorecards/M1' },
    );
    await userEvent.click(await screen.findByRole('button', { name: 'All versions' }));
    expect(await screen.findByText('Target of “Approved cards” changed by hr')).toBeTruthy();
    expect(screen.getByText('3 card facts came, were corrected or withdrawn after the version before')).toBeTruthy();
    expect(screen.getByText('Approved cards: 8 → 9, attainment 80% → 90%')).toBeTruthy();
});
