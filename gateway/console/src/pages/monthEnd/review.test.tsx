import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Role } from '../../session/session';
import { answerWith, openPage } from '../../test/page';
import type { Distribution, Run, RunChange, RunSheet } from '../month/calls';
import { RunFigures } from './RunFigures';
import RunPage from './RunPage';

const run = {
    id: 'r1',
    period: '2026-05',
    status: 'calculated',
    closeNumber: 2,
    without: [],
    counts: { managers: 3, paid: 3, facts: 9, lines: 9 },
    total: '900.00',
    deferred: '0.00',
    reserved: '0.00',
    signed: 2,
    resultHash: 'abc',
    planCode: 'P',
    planVersion: 1,
    createdBy: 'li',
    createdAt: '2026-06-02T00:00:00Z',
    calculatedAt: '2026-06-02T00:00:01Z',
    decidedBy: null,
    decidedAt: null,
    reason: null,
    error: null,
    progress: null,
};

const sheet = (over: Partial<RunSheet>): RunSheet => ({
    managerNo: 'M1',
    name: null,
    org: 'B1',
    payable: '500.00',
    deferred: '0.00',
    reserved: '0.00',
    carried: '0.00',
    adjustment: '0.00',
    before: '200.00',
    change: '300.00',
    hasStatement: true,
    isOutlier: false,
    ...over,
});

const figures = {
    managers: 3,
    total: '900.00',
    firstQuartile: '100.00',
    median: '300.00',
    thirdQuartile: '500.00',
    outliers: 1,
};
const distribution: Distribution = {
    now: { period: '2026-05', ...figures },
    before: { period: '2026-04', ...figures, managers: 2, total: '400.00', outliers: 0 },
    buckets: [
        { from: '0.00', to: '500.00', managers: 2, before: 2 },
        { from: '500.00', to: '1000.00', managers: 1, before: 0 },
    ],
};

const line = {
    rule: 'x',
    kind: 'earned',
    text: { zh: '', en: 'One counted' },
    quantity: null,
    rate: null,
    factor: null,
    exact: null,
    amount: '1.00',
    basis: ['F1'],
    managerNo: 'M1',
    period: '2026-05',
};

/** The run's page, and what it asked for. */
async function openRun(
    sheets: RunSheet[],
    {
        roles = ['incentive-approver'] as Role[],
        at = '',
        given = distribution,
        late = [] as RunChange[],
        status = 'calculated',
        progress = null as Run['progress'],
    } = {},
) {
    const asked = answerWith((path) => {
        if (path.startsWith('/incentive/runs/r1/sheets'))
            return path.includes('after=')
                ? { items: [sheet({ managerNo: 'M9' })], next: null }
                : { items: sheets, next: 'c1' };
        if (path.startsWith('/incentive/runs/r1/changes')) {
            const by = new URLSearchParams(path.split('?')[1]).get('by');
            return { items: late.filter((one) => by === null || one.changedBy === by), next: null };
        }
        if (path.startsWith('/incentive/runs/r1/repeated-cards')) return { items: [], next: null };
        if (path.startsWith('/incentive/runs/r1/distribution')) return given;
        if (path.startsWith('/incentive/runs/r1/lines')) return { items: [line], next: null };
        if (path.startsWith('/performance/org-units'))
            return { items: [{ code: 'B1', name: 'East branch' }], next: null };
        if (path.startsWith('/performance/card-facts'))
            return {
                items: ['F1', 'F2'].map((factRef) => ({
                    factRef,
                    version: 1,
                    cardRef: `K-${factRef}`,
                    occurredOn: '2026-05-02',
                    product: null,
                    amount: null,
                })),
                next: null,
            };
        return { ...run, status, progress, resultHash: status === 'running' ? null : run.resultHash };
    });
    await openPage(
        <App>
            <Routes>
                <Route path="/runs/:id" element={<RunPage />} />
            </Routes>
        </App>,
        { roles, at: `/runs/r1${at}` },
    );
    return asked;
}

const rowOf = (cell: HTMLElement) => cell.closest('tr') as HTMLElement;
const changes = () => screen.findByRole('table', { name: 'Managers against the previous month' });

it('says of every manager how the month differs from the one before, in words and by sign', async () => {
    await openRun([
        sheet({}),
        sheet({ managerNo: 'M2', payable: '0.00', before: '300.00', change: '-300.00', hasStatement: false }),
        sheet({ managerNo: 'M3', payable: '9000.00', before: null, change: '9000.00', isOutlier: true }),
        sheet({ managerNo: 'M4', before: '500.00', change: '0.00' }),
    ]);
    const row = async (no: string) => within(rowOf(await screen.findByLabelText(`${no}: show lines`)));
    expect((await row('M1')).getByText('+¥300.00')).toBeTruthy();
    expect((await row('M1')).getByText(/more$/)).toBeTruthy();
    expect((await row('M2')).getByText('−¥300.00')).toBeTruthy();
    expect((await row('M2')).getByText(/no statement this month/)).toBeTruthy();
    expect((await row('M2')).queryByLabelText('Open the statement of M2')).toBeNull();
    expect((await row('M3')).getByText(/no statement last month/)).toBeTruthy();
    expect((await row('M3')).getByText('Outlier')).toBeTruthy();
    expect((await row('M3')).getByLabelText('Open the statement of M3').getAttribute('href')).toBe(
        '/statements/M3/2026-05',
    );
    expect((await row('M4')).getByText(/unchanged/)).toBeTruthy();
});

it('tells how far a run is, and lets an analyst stop it', async () => {
    const asked = await openRun([], {
        roles: ['incentive-analyst'],
        status: 'running',
        progress: { done: 500, of: 2000 },
    });
    const status = await screen.findByRole('status');
    expect(within(status).getByText('500 of 2,000 managers')).toBeTruthy();
    expect(within(status).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Cancel the run' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel the run' }));
    await waitFor(() => expect(asked).toContain('/incentive/runs/r1/cancel'));
});

it('tells the distribution in words, both months', async () => {
    await openRun([sheet({})], { at: '?view=distribution' });
    const drawing = await screen.findByRole('img', { name: /Managers by payable/ });
    expect(drawing.getAttribute('aria-label')).toBe(
        'Managers by payable, May 2026 and previous month April 2026. ¥0 to below ¥500: 2, before 2; ¥500 to below ¥1,000: 1, before 0',
    );
    const table = within(screen.getByRole('table', { name: 'Figures of the months' }));
    expect(table.getByText('Median')).toBeTruthy();
    expect(table.getByText('¥400.00')).toBeTruthy();
});

it('asks the service to sort, page and filter, the biggest change first', async () => {
    const asked = await openRun([sheet({})]);
    const user = userEvent.setup();
    const table = await changes();
    expect(asked).toContain('/incentive/runs/r1/sheets?limit=20&total=true');
    await user.click(within(table).getByRole('columnheader', { name: 'Payable' }));
    await waitFor(() => expect(asked).toContain('/incentive/runs/r1/sheets?limit=20&sort=-payable&total=true'));
    await user.click(within(await changes()).getByRole('columnheader', { name: 'Payable' }));
    await waitFor(() => expect(asked).toContain('/incentive/runs/r1/sheets?limit=20&sort=payable&total=true'));
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    await waitFor(() => expect(asked).toContain('/incentive/runs/r1/sheets?limit=20&sort=payable&after=c1'));
    await user.click(screen.getByRole('checkbox', { name: 'Outliers only' }));
    await waitFor(() =>
        expect(asked).toContain('/incentive/runs/r1/sheets?limit=20&only=outliers&sort=payable&total=true'),
    );
    await user.click(await screen.findByRole('button', { name: 'Reset sorting' }));
    expect(within(await changes()).getByText('+¥300.00')).toBeTruthy();
});

it('filters by unit for who may read units, by manager number for the others', async () => {
    const asked = await openRun([sheet({})], { roles: ['auditor'], at: '?org=B1' });
    expect(await screen.findByText('East branch')).toBeTruthy();
    expect(asked).toContain('/incentive/runs/r1/sheets?limit=20&org=B1&total=true');
    expect(screen.queryByLabelText('Manager no. in the review')).toBeNull();
});

it('narrows by manager number for who may not read units, and asks for none', async () => {
    const asked = await openRun([sheet({})]);
    await userEvent.type(await screen.findByLabelText('Manager no. in the review'), 'M7{Enter}');
    await waitFor(() => expect(asked).toContain('/incentive/runs/r1/sheets?limit=20&manager=M7&total=true'));
    expect(asked.some((path) => path.startsWith('/performance/'))).toBe(false);
});

it('leads from a manager to their lines', async () => {
    const asked = await openRun([sheet({})]);
    await userEvent.click(await screen.findByLabelText('M1: show lines'));
    await waitFor(() => expect(asked).toContain('/incentive/runs/r1/lines?limit=20&search=M1&total=true'));
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Lines' }));
});

it('says what to do without a month before', async () => {
    await openRun([sheet({ before: null, change: '500.00' })], {
        given: {
            ...distribution,
            before: null,
            buckets: distribution.buckets.map((bucket) => ({ ...bucket, before: null })),
        },
    });
    expect(
        await screen.findByText('No run of April 2026 is approved, so there is nothing to compare with.'),
    ).toBeTruthy();
    expect(within(await changes()).queryByText(/no statement last month/)).toBeNull();
    await userEvent.click(screen.getByRole('tab', { name: 'Distribution' }));
    expect(
        await screen.findByRole('img', {
            name: 'Managers by payable, May 2026. ¥0 to below ¥500: 2; ¥500 to below ¥1,000: 1',
        }),
    ).toBeTruthy();
});

it('says what to do when no manager matches', async () => {
    await openRun([], { at: '?only=outliers' });
    expect(await screen.findByText('No matches. Clear a filter.')).toBeTruthy();
});

it('shows the facts behind a line to who may read them, and asks for them only then', async () => {
    const asked = await openRun([sheet({})], { roles: ['auditor'], at: '?view=lines' });
    const summary = await screen.findByText('Based on 1 record');
    expect(asked.some((path) => path.startsWith('/performance/card-facts'))).toBe(false);
    await userEvent.click(summary);
    const facts = within(await screen.findByRole('table', { name: 'Card facts' }));
    expect(facts.getByText('K-F1')).toBeTruthy();
    expect(facts.queryByText('K-F2')).toBeNull();
});

it('shows references alone to who may not read facts', async () => {
    const asked = await openRun([sheet({})], { at: '?view=lines' });
    await userEvent.click(await screen.findByText('Based on 1 record'));
    expect(screen.getByText('F1')).toBeTruthy();
    expect(asked.some((path) => path.startsWith('/performance/'))).toBe(false);
});

const change = (over: Partial<RunChange>): RunChange => ({
    managerNo: 'M1',
    name: null,
    period: '2026-04',
    lastPeriod: '2026-04',
    kind: 'target',
    reference: 'activated',
    changedBy: 'head',
    difference: '120.00',
    ...over,
});

it('names who changed what of closed months, and what it makes of the pay', async () => {
    const asked = await openRun([sheet({})], {
        late: [
            change({ name: 'Wang Fang' }),
            change({ managerNo: 'M2', kind: 'complaint', reference: 'K-7', changedBy: 'desk', difference: '-50.00' }),
            change({
                managerNo: 'M3',
                kind: 'certificate',
                reference: 'CARD',
                lastPeriod: '2026-05',
                difference: null,
            }),
            change({ managerNo: 'M4', kind: 'something-new', reference: null }),
        ],
    });
    const table = within(await screen.findByRole('table', { name: 'Changes to closed months' }));
    const row = (text: string) => within(rowOf(table.getByText(text)));
    expect(row('Wang Fang').getByText('head')).toBeTruthy();
    expect(row('Wang Fang').getByText('April 2026')).toBeTruthy();
    expect(row('Wang Fang').getByText('+¥120.00')).toBeTruthy();
    expect(row('Wang Fang').getByText(/^Target/)).toBeTruthy();
    expect(row('M2').getByText('K-7')).toBeTruthy();
    expect(row('M2').getByText('desk')).toBeTruthy();
    expect(row('M2').getByText('−¥50.00')).toBeTruthy();
    expect(row('M3').getByText('April 2026 to May 2026')).toBeTruthy();
    expect(row('M3').getByText('–')).toBeTruthy();
    expect(row('M4').getByText(/something-new/)).toBeTruthy();
    await userEvent.click(table.getByRole('columnheader', { name: 'Changed by' }));
    await waitFor(() => expect(asked).toContain('/incentive/runs/r1/changes?limit=20&sort=changedBy&total=true'));
});

it('shows no panel where nobody changed a closed month, and offers the approval', async () => {
    await openRun([sheet({})]);
    await changes();
    expect(screen.queryByText('Changes to closed months')).toBeNull();
    await waitFor(() =>
        expect((screen.getByRole('button', { name: 'Approve' }) as HTMLButtonElement).disabled).toBe(false),
    );
});

it('tells an approver who changed a closed month why they cannot approve, and offers the rest', async () => {
    const asked = await openRun([sheet({})], { late: [change({ changedBy: 'somebody' })] });
    expect(await screen.findByText(/You changed a closed month that this run takes into account/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Return' })).toBeTruthy();
    expect(asked).toContain('/incentive/runs/r1/changes?by=somebody&limit=1');
});

it('asks nobody about their own changes who does not approve, nor after the decision', async () => {
    for (const given of [{ roles: ['auditor'] as Role[] }, { status: 'approved' }]) {
        const asked = await openRun([sheet({})], { ...given, late: [change({})] });
        await screen.findAllByText('Changes to closed months');
        expect(asked.filter((path) => path.includes('by='))).toEqual([]);
        cleanup();
    }
});

it('says of a run how many of its managers had signed the plan, and what is kept only where something is', async () => {
    const figures = (over: Partial<Run>) =>
        openPage(<RunFigures run={{ ...(run as unknown as Run), ...over }} />, { roles: ['auditor'] });
    const { unmount } = await figures({ reserved: '70.00' });
    expect(screen.getByText('2 of 3')).toBeTruthy();
    expect(screen.getByText('¥70.00')).toBeTruthy();
    unmount();
    await figures({ signed: null });
    expect(screen.queryByText('Had signed the plan')).toBeNull();
    expect(screen.queryByText('Risk reserve')).toBeNull();
});
