import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ProposalsPage from './ProposalsPage';
import ScoreSheetEditorPage from './ScoreSheetEditorPage';
import ScoreSheetsPage from './ScoreSheetsPage';
import { sheetOf } from './calls';
import { balance, faultsOf, kpisOf, linesOf } from './draft';

const line = (kpi: string, weight: string) => ({ key: kpi + weight, kpi, weight });

it('takes weights of hundred to ratios and back, digit for digit', () => {
    const kpis = [
        { kpi: 'activated', weight: '0.333' },
        { kpi: 'overdue', weight: '0.667' },
    ];
    expect(linesOf(kpis).map((one) => one.weight)).toEqual(['33.3', '66.7']);
    expect(kpisOf(linesOf(kpis))).toEqual(kpis);
});

it.each([
    [['33.33', '33.33', '33.34'], 'whole', '0'],
    [['10', '20'], 'short', '70'],
    [['60', '40.05'], 'over', '0.05'],
    [['', 'x'], 'short', '100'],
])('weighs %s', (weights, state, difference) =>
    expect(balance(weights.map((weight) => line('a', weight)))).toMatchObject({ state, difference }),
);

it('finds codes that are none or stand twice, and weights that are none', () =>
    expect(
        faultsOf([line('activated', '0'), line('activated', '50'), line('Not a code', '-1'), line('b', '100')]),
    ).toEqual([['weight'], ['twice'], ['code', 'weight'], []]));

const inForce = {
    rhythm: 'month',
    status: 'approved',
    proposal: null,
    findings: [],
    acceptedFindings: null,
    approvedBy: null,
};

const sheets = [
    { ...inForce, level: 'senior', effectiveFrom: '2026-08', version: 1, kpis: [{ kpi: 'activated', weight: '1' }] },
    {
        ...inForce,
        level: 'senior',
        effectiveFrom: '2026-04',
        version: 2,
        kpis: [
            { kpi: 'overdue', weight: '0.6' },
            { kpi: 'attendance', weight: '0.4' },
        ],
    },
];

it('knows which sheet holds in a month', () => {
    expect(sheetOf(sheets, '2026-07')?.effectiveFrom).toBe('2026-04');
    expect(sheetOf(sheets, '2026-08')?.effectiveFrom).toBe('2026-08');
    expect(sheetOf(sheets, '2026-03')).toBeUndefined();
});

it('shows the sheets of the level in the address', async () => {
    const asked = answerWith(() => sheets);
    await openPage(<ScoreSheetsPage />, { roles: ['auditor'], at: '/score-sheets?level=senior' });
    expect(await screen.findByText('60%')).toBeTruthy();
    expect(asked).toEqual(['/performance/score-sheets/senior']);
    expect(screen.queryByRole('button', { name: 'Write score sheet' })).toBeNull();
});

it('saves a sheet only when its weights make a whole', async () => {
    answerWith((path) =>
        path.includes('/periods')
            ? {
                  items: [{ period: '2026-05', closeNumber: 1, closedAt: '', closedBy: 'hr', acceptedGaps: '' }],
                  next: null,
              }
            : path.includes('/check')
              ? { findings: [], families: [], volume: '0' }
              : path.includes('/templates')
                ? []
                : sheets,
    );
    await openPage(
        <App>
            <Routes>
                <Route path="/score-sheets/:level/edit" element={<ScoreSheetEditorPage />} />
                <Route path="/score-sheets" element={<p>saved</p>} />
            </Routes>
        </App>,
        { roles: ['hr'], at: '/score-sheets/senior/edit' },
    );
    const weight = await screen.findByLabelText('Weight of indicator 1, in percent');
    fireEvent.change(weight, { target: { value: '55.5' } });
    expect(screen.getByText('The weights add up to 95.5%: 4.5% is missing.')).toBeTruthy();
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
    expect(save.disabled).toBe(true);
    fireEvent.change(weight, { target: { value: '60' } });
    await waitFor(() => expect(save.disabled).toBe(false));
    fireEvent.click(save);
    await waitFor(() => expect(screen.getByText('saved')).toBeTruthy());
    const [, init] = vi.mocked(globalThis.fetch).mock.calls.find(([, options]) => options?.method === 'PUT') ?? [];
    expect(JSON.parse(String(init?.body))).toEqual({
        effectiveFrom: '2026-06',
        rhythm: 'month',
        kpis: sheets[1]?.kpis,
        acceptFindings: null,
    });
});

const finding = {
    code: 'regulation.volume-heaviest',
    text: { zh: '规模类权重过高', en: 'Measures of volume weigh 60% together.' },
    clause: { zh: '不得作为单一或主要考核指标', en: 'must not be the sole or main measure' },
    source: { zh: '《通知》（2022）', en: 'Notice (2022)' },
    kpis: ['activated'],
    weight: '0.6',
    against: 'satisfaction',
    againstWeight: '0.4',
    margin: null,
};

it('shows the findings beside the sheet, wants a reason for them and submits it for approval', async () => {
    answerWith((path) =>
        path.includes('/periods')
            ? { items: [], next: null }
            : path.includes('/check')
              ? { findings: [finding], families: [{ family: 'sales', weight: '1' }], volume: '1' }
              : path.includes('/templates')
                ? []
                : path.endsWith('/score-sheets/senior')
                  ? sheets
                  : { status: 'draft' },
    );
    await openPage(
        <App>
            <Routes>
                <Route path="/score-sheets/:level/edit" element={<ScoreSheetEditorPage />} />
                <Route path="/score-sheets" element={<p>saved</p>} />
            </Routes>
        </App>,
        { roles: ['hr'], at: '/score-sheets/senior/edit' },
    );
    expect(await screen.findByText('Measures of volume weigh 60% together.')).toBeTruthy();
    expect(screen.getByText(/must not be the sole or main measure/)).toBeTruthy();
    const submit = await screen.findByRole<HTMLButtonElement>('button', { name: 'Submit for approval' });
    expect(submit.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Reason for using it all the same'), { target: { value: 'a campaign' } });
    expect(submit.disabled).toBe(false);
});

const proposal = {
    id: 'p1',
    level: 'senior',
    effectiveFrom: '2026-08',
    kpis: [{ kpi: 'activated', weight: '1' }],
    findings: [finding],
    reason: 'a campaign',
    state: 'proposed',
    proposedBy: 'another',
    proposedAt: '2026-07-01T00:00:00Z',
    decidedBy: null,
    decidedAt: null,
    returnReason: null,
};

it('lets a second person approve or return a sheet, and its maker neither', async () => {
    answerWith((path) =>
        path.includes('/approve')
            ? proposal
            : { items: [proposal, { ...proposal, id: 'p2', proposedBy: 'somebody' }], next: null },
    );
    await openPage(
        <App>
            <ProposalsPage />
        </App>,
        { roles: ['incentive-approver'] },
    );
    expect(await screen.findAllByRole('button', { name: 'Approve' })).toHaveLength(1);
    expect(screen.getByText('For another person to decide')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Return' }));
    expect(await screen.findByLabelText('Reason for returning it')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Approve' }));
    await waitFor(() =>
        expect(
            vi
                .mocked(globalThis.fetch)
                .mock.calls.some(([input]) =>
                    (input instanceof Request ? input.url : String(input)).includes(
                        '/score-sheets/proposals/p1/approve',
                    ),
                ),
        ).toBe(true),
    );
});
