import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import { RecognitionPart } from '../home/RecognitionPart';
import ContestPage from './ContestPage';
import RecognitionsPage from './RecognitionsPage';
import { bodyOf, contestBody, contestDraft, draftOf } from './recognitionDraft';

const title = { zh: '月度之星', en: 'Star of the month' };
const award = {
    code: 'star',
    title,
    period: '2026-05',
    managerNo: 'M1',
    name: '张三',
    org: 'B1',
    value: '1.250000',
    rank: 1,
    awardedAt: '2026-06-01T01:00:00Z',
};
const rule = { type: 'rank', kpi: 'scorecard', top: 3, org: 'B1' };
const recognition = {
    code: 'star',
    title,
    from: '2026-04',
    to: null,
    rule,
    changedBy: 'analyst',
    changedAt: '2026-04-01T01:00:00Z',
};
const contest = {
    code: 'spring',
    title: { zh: '春季竞赛', en: 'Spring contest' },
    prize: { zh: '奖杯', en: 'A cup' },
    from: '2000-01',
    to: '2999-12',
    orgs: ['B1', 'B2'],
    kpi: 'activated',
    lowestFirst: false,
    decidedAtClose: null,
    changedBy: 'analyst',
    changedAt: '2026-04-01T01:00:00Z',
};

/** What is sent, and the answers by the beginning of the path. */
function answer(answers: Record<string, unknown>) {
    const sent: { method: string; path: string; body: unknown }[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
        const request = new Request(input instanceof Request ? input : new URL(String(input), 'http://bank'), init);
        const path = request.url.replace(/^http:\/\/[^/]+/, '');
        const text = request.method === 'GET' ? '' : await request.text();
        sent.push({ method: request.method, path, body: text && JSON.parse(text) });
        const found = Object.entries(answers).find(([start]) => path.startsWith(start));
        return Response.json(found ? found[1] : { items: [], next: null });
    });
    return sent;
}

it('lists what was given, and says that it is not pay', async () => {
    answer({ '/incentive/recognitions/awards': { items: [award], next: null } });
    await openPage(<RecognitionsPage />, { roles: ['hr'] });
    expect(await screen.findByText('Star of the month')).toBeTruthy();
    expect(screen.getByText('1.25')).toBeTruthy();
    expect(screen.getByText(/It is not pay/)).toBeTruthy();
});

it('shows what a recognition is given for, and saves a new one of another type', async () => {
    const sent = answer({ '/incentive/recognitions': { items: [recognition], next: null } });
    await openPage(<RecognitionsPage />, { roles: ['incentive-analyst'], at: '/recognitions?view=rules' });
    expect(await screen.findByText('Top 3 by Score (within B1)')).toBeTruthy();

    await userEvent.click(screen.getByRole('button', { name: 'Add recognition' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Code'), 'aml');
    await userEvent.type(dialog.getByLabelText('Title (Chinese)'), '反洗钱');
    await userEvent.type(dialog.getByLabelText('Title (English)'), 'AML');
    await userEvent.type(dialog.getByLabelText('From'), '2026-07');
    await userEvent.click(dialog.getByRole('combobox', { name: 'Type' }));
    await userEvent.click(await screen.findByTitle('Course'));
    await userEvent.type(await dialog.findByLabelText('Certificate'), 'AML-01');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.some((one) => one.method === 'PUT')).toBe(true));
    expect(sent.find((one) => one.method === 'PUT')).toMatchObject({
        path: '/incentive/recognitions/aml',
        body: {
            title: { zh: '反洗钱', en: 'AML' },
            from: '2026-07',
            to: null,
            rule: { type: 'course', certificate: 'AML-01', kpi: null },
        },
    });
});

it('lets only those set it who may', async () => {
    answer({ '/incentive/recognitions': { items: [recognition], next: null } });
    await openPage(<RecognitionsPage />, { roles: ['auditor'], at: '/recognitions?view=rules' });
    expect(await screen.findByText('Top 3 by Score (within B1)')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add recognition' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Change star' })).toBeNull();
});

it('lists contests with their prize, and changes one', async () => {
    const sent = answer({ '/incentive/contests': { items: [contest], next: null } });
    await openPage(<RecognitionsPage />, { roles: ['hr'], at: '/recognitions?view=contests' });
    const link = await screen.findByRole('link', { name: 'Spring contest' });
    expect(link.getAttribute('href')).toBe('/contests/spring');
    await userEvent.click(screen.getByRole('button', { name: 'Change spring' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.clear(dialog.getByLabelText('Prize (English)'));
    await userEvent.type(dialog.getByLabelText('Prize (English)'), 'A day off');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.some((one) => one.method === 'PUT')).toBe(true));
    expect(sent.find((one) => one.method === 'PUT')).toMatchObject({
        path: '/incentive/contests/spring',
        body: { prize: { zh: '奖杯', en: 'A day off' }, orgs: ['B1', 'B2'], kpi: 'activated', lowestFirst: false },
    });
});

it('ranks a contest, equal values sharing a rank', async () => {
    const place = (rank: number, managerNo: string, hasWon = false) => ({
        rank,
        managerNo,
        name: null,
        org: 'B1',
        value: '12',
        hasWon,
    });
    answer({
        '/incentive/contests/': {
            contest: { ...contest, decidedAtClose: 2 },
            months: ['2026-04'],
            managers: 3,
            items: [place(1, 'M1', true), place(1, 'M2'), place(3, 'M3')],
            next: null,
        },
    });
    await openPage(<ContestPage />, { roles: ['hr'], at: '/contests/spring' });
    expect(await screen.findByText('Spring contest')).toBeTruthy();
    expect(screen.getByText(/prize: A cup/)).toBeTruthy();
    expect(screen.getByText('Counted so far: April 2026; 3 managers.')).toBeTruthy();
    expect(
        screen
            .getAllByRole('row')
            .slice(1)
            .map((row) => row.querySelector('td')?.textContent),
    ).toEqual(['Won1', '1', '3']);
    expect(screen.getByText(/^Decided at the close/)).toBeTruthy();
});

it('is on the home of who was recognised, with the contests that are running', async () => {
    answer({
        '/incentive/recognitions/awards': { items: [award], next: null },
        '/incentive/contests': { items: [contest, { ...contest, code: 'old', to: '2000-02' }], next: null },
    });
    await openPage(<RecognitionPart />, { roles: ['account-manager'], managerNo: 'M1' });
    expect(await screen.findByText('May 2026: Star of the month')).toBeTruthy();
    expect(screen.getAllByRole('link', { name: /Running contest/ })).toHaveLength(1);
});

it('sends of a rule only what belongs to its type', () => {
    const draft = { ...draftOf(), code: 'x', top: '3', months: 'many', atLeast: ' 0.9 ', certificate: 'A' };
    expect(bodyOf({ ...draft, type: 'streak' }).rule).toEqual({
        type: 'streak',
        kpi: 'scorecard',
        atLeast: '0.9',
        atMost: null,
        org: null,
        top: null,
        lowestFirst: null,
        months: 0,
        certificate: null,
    });
    expect(bodyOf({ ...draft, type: 'rank', lowestFirst: 'yes' }).rule).toMatchObject({
        top: 3,
        lowestFirst: true,
        atLeast: null,
    });
    expect(contestBody({ ...contestDraft(), orgs: 'B1, B2、B3' }).orgs).toEqual(['B1', 'B2', 'B3']);
});
