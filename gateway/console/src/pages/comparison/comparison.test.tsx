import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import FactSummaryPage from '../factSummary/FactSummaryPage';
import ComparisonPage from './ComparisonPage';

const group = {
    code: 'B1',
    name: '东城',
    managers: 3,
    sum: '12',
    mean: '4',
    least: '1',
    lowerQuartile: '2.25',
    median: '3.5',
    upperQuartile: '5',
    most: '7',
    rank: 1,
    meanBefore: '3.5',
    change: '0.5',
    contribution: '0.75',
};
const compared = {
    period: '2026-05',
    before: '2026-04',
    by: 'branch',
    kpi: 'activated',
    unit: 'count',
    lowerIsBetter: false,
    all: { ...group, code: '', name: null, rank: null },
    groups: [group, { ...group, code: '', name: null, rank: 2, change: '-1', sum: '4', contribution: '0.25' }],
};
const months = {
    items: [{ period: '2026-05', closeNumber: 1, closedAt: '', closedBy: 'hr', acceptedGaps: '' }],
    next: null,
};
const managers = {
    items: [{ managerNo: 'M0001', name: '赵', org: 'B1', level: 'senior', value: '7', rank: 1, ranked: 3 }],
    next: null,
    total: 1,
};

const counted = {
    from: '2026-05',
    until: '2026-06',
    kind: null,
    count: 5,
    amount: '1000.00',
    rows: [
        ['2026-05', 'gold', 2, '0.00'],
        ['2026-06', '', 3, '1000.00'],
    ].map(([month, product, count, amount]) => ({
        month,
        product,
        unit: null,
        unitName: null,
        level: null,
        kind: null,
        count,
        amount,
    })),
};

const bank = () =>
    answerWith((path) => {
        if (path.includes('/periods')) return months;
        if (path.includes('/comparison/managers')) return managers;
        if (path.includes('/comparison')) return compared;
        if (path.includes('/facts/summary')) return counted;
        return { items: [], next: null };
    }) as readonly string[];

it('shows groups with their figures and opens one to its managers, who lead to their scorecards', async () => {
    const asked = bank();
    await openPage(<ComparisonPage />, { roles: ['hr'], at: '/comparison?kpi=activated' });
    const table = await screen.findByRole('table', { name: 'Figures of the groups' });
    expect(within(table).getByText('75%')).toBeTruthy();
    expect(within(table).getByText('+0.5')).toBeTruthy();
    expect(within(table).getByText('In no branch')).toBeTruthy();
    await userEvent.click(within(table).getByRole('button', { name: '东城' }));
    const person = await screen.findByRole('link', { name: /赵/ });
    expect(person.getAttribute('href')).toBe('/scorecards/M0001?period=2026-05');
    expect(asked.some((one) => one.includes('/comparison/managers') && one.includes('group=B1'))).toBe(true);
});

it('goes down to the units below a branch', async () => {
    const asked = bank();
    await openPage(<ComparisonPage />, { roles: ['hr'], at: '/comparison' });
    await userEvent.click(await screen.findByRole('button', { name: /Units below 东城/ }));
    await vi.waitFor(() =>
        expect(asked.some((one) => one.includes('by=sub-branch') && one.includes('org=B1'))).toBe(true),
    );
});

it('counts card facts by what is ticked', async () => {
    const asked = bank();
    await openPage(<FactSummaryPage />, { roles: ['hr'], at: '/fact-summary' });
    const table = await screen.findByRole('table', { name: 'Business query' });
    expect(within(table).getByText('Gold card')).toBeTruthy();
    expect(within(table).getByText('Without a product')).toBeTruthy();
    expect(within(table).getByText('¥1,000.00')).toBeTruthy();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Level' }));
    await vi.waitFor(() => expect(asked.some((one) => one.includes('by=month%2Cproduct%2Clevel'))).toBe(true));
});
