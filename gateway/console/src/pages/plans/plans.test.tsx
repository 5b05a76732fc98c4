import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { answerWith, openPage } from '../../test/page';
import PlanEditorPage from './PlanEditorPage';
import PlanPage from './PlanPage';
import { Trial } from './Trial';
import { type Plan, inForce } from './calls';
import { diffLines } from './diff';
import type { PlanDocument } from './document';

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

const textOf = (rate: string) => ({
    zh: `方案\n自 2026 年 7 月起执行。\n1. 激活：每笔激活按次序分档计酬：\n    第 11 至 30 笔：每笔 ${rate} 元`,
    en: `A plan\nIn force from July 2026.\n1. Activations: each is paid in order:\n    number 11 to 30: ¥${rate} each`,
    textHash: `sha256:${rate}`,
    ruleHash: 'sha256:1',
});

const openPlan = (roles: Role[]) =>
    openPage(
        <App>
            <Routes>
                <Route path="/plans/:code/:version" element={<PlanPage />} />
            </Routes>
        </App>,
        { roles, at: '/plans/P/2' },
    );

it('lets a plan with findings be approved only with a reason', async () => {
    answerWith((path) =>
        path.endsWith('/text') ? textOf('80.00') : path.endsWith('/versions/1') ? { ...plan, version: 1 } : plan,
    );
    await openPlan(['incentive-approver']);
    expect(await screen.findByText('Too little is deferred.')).toBeTruthy();
    const approve = screen.getByRole<HTMLButtonElement>('button', { name: 'Approve' });
    expect(approve.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Reason for accepting the findings (audited)'), {
        target: { value: 'small sums' },
    });
    expect(approve.disabled).toBe(false);
    expect(await screen.findByText(/The two texts are identical/)).toBeTruthy();
    // A draft is nobody's to sign.
    expect(screen.queryByRole('link', { name: 'Signatures' })).toBeNull();
});

it('shows the service’s text in both languages, and compares the versions by it', async () => {
    answerWith((path) =>
        path.endsWith('/text')
            ? textOf(path.includes('/versions/1/') ? '70.00' : '80.00')
            : { ...plan, version: path.endsWith('/versions/1') ? 1 : 2, status: 'approved', approvedBy: 'approver' },
    );
    await openPlan(['auditor']);
    expect(await screen.findByText('第 11 至 30 笔：每笔 80.00 元')).toBeTruthy();
    const differences = await screen.findByRole('table', { name: 'Line by line' });
    expect(within(differences).getByText('number 11 to 30: ¥70.00 each').textContent).toMatch(/^ {4}number/);
    expect(within(differences).getByText('number 11 to 30: ¥80.00 each')).toBeTruthy();
    expect(screen.getByText('number 11 to 30: ¥80.00 each', { selector: 'li' }).closest('[lang]')).toHaveProperty(
        'lang',
        'en',
    );
    expect(screen.getByRole('link', { name: 'Signatures' }).getAttribute('href')).toBe('/plans/P/2/signatures');
});

// One rule is enough, and drawn sooner.
const small = { ...document, rules: document.rules.slice(0, 1) };
const fault = (path: string, code: string, en: string) => ({ path, code, zh: '错误', en });

/** The service, with what it says of a plan; and every body that it was sent, by the end of the address. */
function serviceOf(says: (sent: PlanDocument) => object | undefined) {
    const sent: [string, PlanDocument][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
        if (!init?.body) return Promise.resolve(Response.json({ ...plan, document: small }));
        const body = JSON.parse(String(init.body)) as PlanDocument;
        sent.push([String(path).split('/').at(-1) ?? '', body]);
        if (!String(path).endsWith('/preview')) return Promise.resolve(Response.json({ ...plan, document: body }));
        const said = says(body) ?? { faults: [], findings: [], ...textOf('80.00') };
        return Promise.resolve(Response.json(said, { status: 'code' in said ? 400 : 200 }));
    });
    return sent;
}
const none = { findings: [], zh: null, en: null };

const openEditor = (at: string) =>
    openPage(
        <Routes>
            <Route path="/plans/new" element={<PlanEditorPage />} />
            <Route path="/plans/:code/:version/edit" element={<PlanEditorPage />} />
            <Route path="/plans/:code/:version" element={<p>saved</p>} />
        </Routes>,
        { roles: ['incentive-analyst'], at },
    );

it('shows the service’s faults at their fields, and saves nothing until they are corrected', async () => {
    const sent = serviceOf(({ rules: [rule] }) =>
        (rule?.tiers as { from: string }[] | undefined)?.[0]?.from === '5'
            ? { ...none, faults: [fault('rules[0].tiers[0].from', 'plan.hole', 'Nothing holds 0 to 5.')] }
            : undefined,
    );
    await openEditor('/plans/P/2/edit');
    const from = await screen.findByLabelText('Tier 1: Number');
    expect(await screen.findByText('number 11 to 30: ¥80.00 each')).toBeTruthy();
    fireEvent.change(from, { target: { value: '5' } });
    expect(await screen.findByText('Tier 1: Nothing holds 0 to 5.')).toBeTruthy();
    // The text as it last was, and said to be so.
    expect(screen.getByText('number 11 to 30: ¥80.00 each')).toBeTruthy();
    expect(screen.getByText(/Errors have to be fixed first/)).toBeTruthy();
    fireEvent.click(screen.getByText('Save as new version'));
    expect(await screen.findByText('1 error to fix')).toBeTruthy();
    expect(sent.filter(([to]) => to !== 'preview')).toEqual([]);
    fireEvent.change(from, { target: { value: '0' } });
    await waitFor(() => expect(screen.queryAllByText('Tier 1: Nothing holds 0 to 5.').length).toBe(0));
    // As it was before: there is nothing to save.
    expect(screen.getByText('Save as new version').closest('button')?.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Tier 2: Number'), { target: { value: '20' } });
    fireEvent.click(screen.getByText('Save as new version'));
    await waitFor(() => expect(screen.getByText('saved')).toBeTruthy());
    const tiers = [
        { from: '0', rate: '50.00' },
        { from: '20', rate: '80.00' },
        { from: '30', rate: '120.00' },
    ];
    expect(sent.at(-1)).toEqual(['P', { ...small, rules: [{ ...small.rules[0], tiers }] }]);
});

it('does not speak of empty fields before somebody tried to save, and of text that cannot be read at once', async () => {
    const required = ['code', 'title.zh', 'title.en', 'rules'].map((path) => fault(path, 'plan.required', 'Required.'));
    const sent = serviceOf(({ code }) =>
        code === 'bad'
            ? { code: 'plan.unreadable', title: 'The plan document cannot be read at $.code: no.', status: 400 }
            : { ...none, faults: required },
    );
    await openEditor('/plans/new');
    expect(await screen.findByText('The text appears once the plan has no errors.')).toBeTruthy();
    expect(screen.queryByText('Required.')).toBeNull();
    fireEvent.click(screen.getByText('Save as new version'));
    expect(await screen.findByText('4 errors to fix')).toBeTruthy();
    expect(screen.getAllByText('Required.', { exact: false }).length).toBeGreaterThan(4);
    fireEvent.change(screen.getByLabelText('Plan code'), { target: { value: 'bad' } });
    expect(await screen.findByText('1 error to fix')).toBeTruthy();
    expect(screen.getAllByText(/Cannot be read/).length).toBeGreaterThan(1);
    expect(sent.every(([to]) => to === 'preview')).toBe(true);
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
                  inForce: { payable: '100.00', deferred: '0.00', reserved: '0.00', lines: [line('100.00')] },
                  tried: { payable: '250.00', deferred: '0.00', reserved: '30.00', lines: [line('250.00')] },
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
    // Kept back by one of the two only.
    expect(screen.getAllByText('Risk reserve')).toHaveLength(1);
    expect(asked.at(-1)).toBe('/incentive/plans/trial/M0002/2026-04');
});
