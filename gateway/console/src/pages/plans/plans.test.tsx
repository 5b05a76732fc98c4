import { fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import PlanEditorPage from './PlanEditorPage';
import PlanPage from './PlanPage';
import { Trial } from './Trial';
import { type Plan, inForce } from './calls';
import { check, checkSteps } from './check';
import { diffLines } from './diff';
import { type PlanDocument, documentOf, draftOfPlan } from './document';
import { stepAfter } from './steps';

const document: PlanDocument = {
    code: 'P',
    effectiveFrom: '2026-07',
    title: { zh: 'zh', en: 'A plan' },
    rules: [
        {
            id: 'activation',
            type: 'per-unit',
            fact: 'activated',
            products: ['*'],
            tiering: 'cumulative',
            tiers: [
                { from: '0', rate: '50.00' },
                { from: '10', rate: '80.00' },
                { from: '30', rate: '120.00' },
            ],
            gate: { certificate: 'CARD-SALES', cureDays: 30 },
        },
        { id: 'instalment', type: 'per-amount', fact: 'instalment', rate: '0.0015' },
        {
            id: 'score',
            type: 'factor',
            by: 'scorecard',
            bands: [
                { from: '0', factor: '0.6' },
                { from: '1', factor: '1' },
            ],
            of: ['activation', 'instalment'],
        },
        { id: 'complaints', type: 'complaint', perUpheld: { minor: '50.00', major: '200.00', severe: '1000.00' } },
        { id: 'early', type: 'clawback', fact: 'cancelled', withinDays: 30, of: 'activation' },
        { id: 'cap', type: 'cap', amount: '6000.00' },
        { id: 'deferral', type: 'deferral', share: '0.40', years: 3, levels: ['senior'], above: '1500.00' },
    ],
};

const plan: Plan = {
    code: 'P',
    version: 2,
    status: 'draft',
    effectiveFrom: '2026-07',
    ruleHash: 'sha256:1',
    findings: [{ code: 'regulation.deferral-too-light', zh: 'zh', en: 'Too little is deferred.', clause: 'clause' }],
    createdBy: 'analyst',
    createdAt: '2026-06-01T00:00:00Z',
    approvedBy: null,
    approvedAt: null,
    acceptedFindings: null,
    returnedBy: null,
    returnedAt: null,
    returnReason: null,
    document,
};

it('keeps a plan of every rule type as it was when it is read and written again', () => {
    expect(documentOf(draftOfPlan(document))).toEqual(document);
    expect(check(draftOfPlan(document))).toEqual([]);
});

const step = (from: string, to = '', value = '1') => ({ from, to, value });

it.each([
    [[step('5')], 'holeAtStart', 'x[0].from'],
    [[step('0'), step('10'), step('10')], 'overlapBefore', 'x[2].from'],
    [[step('0', '5'), step('10')], 'hole', 'x[0].to'],
    [[step('0', '15'), step('10')], 'overlap', 'x[0].to'],
    [[step('0', '5')], 'holeAfterLast', 'x[0].to'],
    [[step('0'), step('1.5')], 'whole', 'x[1].from'],
    [[step('0', '', '-1')], 'number', 'x[0].rate'],
    [[step('0'), step('')], 'required', 'x[1].from'],
])('names what is wrong with steps', (steps, code, path) =>
    expect(checkSteps(steps, 'x', 'rate', true)).toMatchObject([{ code, path }]),
);

it('finds rules that name what is not there, twice the same, and more than one cap', () => {
    const draft = draftOfPlan(document);
    const rules = draft.rules.map((rule) => (rule.id === 'activation' ? { ...rule, id: 'instalment' } : rule));
    const cap = draft.rules.filter((rule) => rule.type === 'cap');
    expect(check({ ...draft, rules: [...rules, ...cap] }).map((fault) => fault.code)).toEqual(
        expect.arrayContaining(['twice', 'notEarning', 'notPerUnit', 'moreThanOne.cap']),
    );
});

it('puts a new step as far on as the last two are apart', () => {
    expect(stepAfter([step('0'), step('10'), step('30')]).from).toBe('50');
    expect(stepAfter([step('0.8'), step('1'), step('1.2')]).from).toBe('1.4');
    expect(stepAfter([step('0')]).from).toBe('');
});

it('compares line by line', () =>
    expect(diffLines(['a', 'b', 'c'], ['a', 'x', 'c', 'd']).map((line) => `${line.what} ${line.text}`)).toEqual([
        'same a',
        'removed b',
        'added x',
        'same c',
        'added d',
    ]));

it('knows which version is in force', () => {
    const approved = (version: number, effectiveFrom: string, approvedAt: string): Plan => ({
        ...plan,
        version,
        status: 'approved',
        effectiveFrom,
        approvedAt,
    });
    const all = [
        approved(1, '2026-04', '1'),
        approved(2, '2026-05', '3'),
        approved(3, '2026-05', '2'),
        approved(4, '2026-09', '4'),
        plan,
    ];
    expect(inForce(all, '2026-06')?.version).toBe(2);
    expect(inForce(all, '2026-03')).toBeUndefined();
});

it('lets a plan with findings be approved only with a reason', async () => {
    answerWith((path) => (path.endsWith('/versions/1') ? { ...plan, version: 1 } : plan));
    await openPage(
        <App>
            <Routes>
                <Route path="/plans/:code/:version" element={<PlanPage />} />
            </Routes>
        </App>,
        { roles: ['incentive-approver'], at: '/plans/P/2' },
    );
    expect(await screen.findByText('Too little is deferred.')).toBeTruthy();
    expect(screen.getByText('number 11 to 30: ¥80.00 each')).toBeTruthy();
    const approve = screen.getByRole<HTMLButtonElement>('button', { name: 'Approve' });
    expect(approve.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Reason for accepting the findings (audited)'), {
        target: { value: 'small sums' },
    });
    expect(approve.disabled).toBe(false);
    expect(await screen.findByText('The two versions are identical.')).toBeTruthy();
});

it('names a hole while it is written, and sends nothing until it is corrected', async () => {
    // One rule is enough, and drawn sooner.
    const small = { ...document, rules: document.rules.slice(0, 1) };
    const asked = answerWith(() => ({ ...plan, document: small }));
    await openPage(
        <Routes>
            <Route path="/plans/:code/:version/edit" element={<PlanEditorPage />} />
            <Route path="/plans/:code/:version" element={<p>saved</p>} />
        </Routes>,
        { roles: ['incentive-analyst'], at: '/plans/P/2/edit' },
    );
    const from = await screen.findByLabelText('Tier 1: Number');
    const before = asked.length;
    fireEvent.change(from, { target: { value: '5' } });
    expect(screen.getByText('Tier 1: The first tier must start at 0: there is a gap from 0 to 5.')).toBeTruthy();
    fireEvent.click(screen.getByText('Save as new version'));
    expect(screen.getByText('1 error to fix')).toBeTruthy();
    expect(asked).toHaveLength(before);
    fireEvent.change(from, { target: { value: '0' } });
    // As it was before: there is nothing to save.
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save as new version' }).disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Tier 2: Number'), { target: { value: '20' } });
    fireEvent.click(screen.getByText('Save as new version'));
    await waitFor(() => expect(screen.getByText('saved')).toBeTruthy());
    const [, init] = vi.mocked(globalThis.fetch).mock.calls.find(([path]) => path === '/incentive/plans/P') ?? [];
    expect(JSON.parse(String(init?.body))).toEqual({
        ...small,
        rules: small.rules.map((rule) => ({
            ...rule,
            tiers: rule.tiers?.map((tier) => (tier.from === '10' ? { ...tier, from: '20' } : tier)),
        })),
    });
});

it('tries a plan on one manager, and shows both outcomes line by line', async () => {
    const line = (amount: string) => ({
        rule: 'activation',
        kind: 'earned',
        text: { zh: 'zh', en: `Two cards: ${amount}` },
        quantity: '2',
        rate: null,
        factor: null,
        exact: amount,
        amount,
        basis: [],
    });
    const asked = answerWith((path) =>
        path.startsWith('/performance/periods')
            ? {
                  items: [
                      {
                          period: '2026-04',
                          closeNumber: 1,
                          closedAt: '2026-05-02T00:00:00Z',
                          closedBy: 'hr',
                          acceptedGaps: '',
                      },
                  ],
                  next: null,
              }
            : {
                  managerNo: 'M0002',
                  period: '2026-04',
                  planCode: 'P',
                  planVersion: 1,
                  inForce: { payable: '100.00', deferred: '0.00', lines: [line('100.00')] },
                  tried: { payable: '250.00', deferred: '0.00', lines: [line('250.00')] },
                  difference: '150.00',
              },
    );
    await openPage(<Trial plan={document} />, { roles: ['incentive-analyst'] });
    const button = await screen.findByRole('button', { name: 'Calculate' });
    fireEvent.change(screen.getByLabelText('Manager'), { target: { value: 'M0002' } });
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
    fireEvent.click(button);
    expect(await screen.findByText('Two cards: 100.00')).toBeTruthy();
    expect(screen.getByText('Two cards: 250.00')).toBeTruthy();
    expect(screen.getByText('¥150.00')).toBeTruthy();
    expect(asked.at(-1)).toBe('/incentive/plans/trial/M0002/2026-04');
});
