import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import en from '../../i18n/en.json';
import { answerWith, openPage } from '../../test/page';
import { RuleEditor } from './RuleEditor';
import type { Rule, RuleDraft } from './document';
import { documentOf, draftOfPlan, newRule, withType } from './draft';
import { TYPES, fieldsOfType } from './fields';
import { PAY_STEPS } from './grades';
import { boundOf, startsOf, withBound, withColumn, withStep, withoutStep } from './steps';

const title = { zh: '方案', en: 'A plan' };
const planOf = (rules: RuleDraft[]) => ({ code: 'P', effectiveFrom: '2026-07', title, rules });
const writtenOf = (rule: RuleDraft) => documentOf(planOf([rule])).rules[0];

const NUMBERS = ['1.30', '1.20', '1.10', '1.05', '1.00', '0.95', '0.90', '0.85', '0.80', '0.75'];
const byPayStep = Object.fromEntries(PAY_STEPS.map((step, index) => [step, NUMBERS[index] as string]));

/** A rule of every kind that the documentation names, as the service keeps it. */
const RULES: Rule[] = [
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
    { id: 'instalment', type: 'per-amount', fact: 'instalment', rate: '0.0015', least: '10.00', most: '500.00' },
    {
        id: 'tariff',
        type: 'per-amount',
        fact: 'instalment',
        tiering: 'per-item',
        tiers: [
            { from: '0', to: '1000', amount: '10.00' },
            { from: '1000', to: '5000', amount: '30.00' },
        ],
        levels: ['junior', 'senior'],
        employment: ['contract'],
        org: 'B1',
    },
    {
        id: 'attainment',
        name: { zh: '考核系数', en: 'Attainment' },
        type: 'factor',
        of: ['activation', 'instalment'],
        by: 'scorecard',
        bands: [{ upTo: '0.01', factor: '1' }, { upTo: '0.015', factor: '0.7' }, { factor: '0' }],
    },
    { id: 'step', type: 'factor', of: ['activation'], by: 'pay-step', values: byPayStep },
    {
        id: 'quarterly',
        type: 'factor',
        of: ['activation'],
        by: 'scorecard',
        rhythm: 'quarter',
        bands: [
            { from: '0', factor: '0.9' },
            { from: '1', factor: '1' },
        ],
    },
    {
        id: 'duty',
        type: 'factor',
        of: ['activation'],
        by: 'kpis',
        kpis: [
            { kpi: 'satisfaction', weight: '0.40' },
            { kpi: 'active-rate', weight: '0.60' },
        ],
        below: '0.60',
        belowFactor: '0',
    },
    {
        id: 'base',
        type: 'fixed',
        by: 'level',
        values: { trainee: '3000.00', junior: '4000.00', intermediate: '5000.00', senior: '6000.00' },
        prorate: 'calendar-days',
    },
    {
        id: 'years',
        type: 'seniority',
        employment: ['contract'],
        minYears: 3,
        mode: 'whole',
        bands: [{ upTo: '10', rate: '4.00' }, { upTo: '15', rate: '6.00' }, { rate: '8.00' }],
    },
    { id: 'teaching', type: 'split', of: ['activation'], to: 'mentor', share: '0.20', levels: ['trainee'] },
    { id: 'lead', type: 'override', of: ['activation'], to: 'supervisor', share: '0.05' },
    { id: 'pool', type: 'pool', amount: '200000.00', by: 'scorecard', org: 'B1' },
    { id: 'pool-2', type: 'pool', amount: '200000.00', by: 'earned', of: ['activation'] },
    { id: 'budget', type: 'budget', amount: '1500000.00' },
    { id: 'complaints', type: 'complaint', perUpheld: { minor: '50.00', major: '200.00', severe: '1000.00' } },
    { id: 'early', type: 'clawback', fact: 'cancelled', withinDays: 30, of: 'activation', method: 'recompute' },
    { id: 'limit', type: 'deduction-limit', share: '0.20', floor: '2690.00' },
    { id: 'least', type: 'minimum', amount: '1000.00', recover: true, levels: ['trainee'] },
    { id: 'cap', type: 'cap', amount: '20000.00' },
    {
        id: 'kept',
        type: 'reserve',
        tiers: [
            { from: '0', share: '0' },
            { from: '2000', share: '0.10' },
            { from: '5000', share: '0.20' },
        ],
        settle: '02',
    },
    { id: 'later', type: 'deferral', share: '0.40', years: 3, levels: ['senior'], above: '10000.00' },
];

it('keeps every rule of the documentation as it was when it is read and written again', () => {
    const document = { code: 'P', effectiveFrom: '2026-07', title, rules: RULES };
    expect(documentOf(draftOfPlan(document))).toEqual(document);
    expect([...new Set(RULES.map((rule) => rule.type))].sort()).toEqual([...TYPES].sort());
});

it('has a name for every field and choice of every type', () => {
    const texts = en.plans as Record<string, unknown>;
    for (const type of TYPES)
        for (const field of fieldsOfType(type)) {
            const names = [field.label, field.about, ...(field.kind === 'steps' ? [field.from] : [])];
            const columns = field.kind === 'steps' ? field.columns.map(({ label }) => label) : [];
            for (const name of [...names, ...columns])
                if (name) expect([type, name, typeof texts[name]]).toEqual([type, name, 'string']);
        }
    expect(Object.keys(en.plans.type).sort()).toEqual([...TYPES].sort());
});

/** What is done to a new rule of a type: texts typed by label, and choices clicked by name. */
type Step = [label: string, typed: string] | string;
const pick = (label: string, option: string): Step => [`>${label}`, option];

const EDITED: Record<string, { does: Step[]; makes: Rule }> = {
    'per-unit': {
        does: [
            'All at the tier reached',
            ['Tier 1: Each (CNY)', '50.00'],
            'Add tier',
            ['Tier 2: Number', '10'],
            ['Tier 2: Each (CNY)', '80.00'],
            ['Certificate code', 'CARD-SALES'],
            ['Days of grace', '30'],
        ],
        makes: {
            type: 'per-unit',
            fact: 'activated',
            tiering: 'whole',
            tiers: [
                { from: '0', rate: '50.00' },
                { from: '10', rate: '80.00' },
            ],
            gate: { certificate: 'CARD-SALES', cureDays: 30 },
        },
    },
    'per-amount': {
        does: [
            'Tier by tier, each item by itself',
            'Amount of the tier (CNY)',
            ['Tier 1: up to (exclusive)', '1000'],
            ['Tier 1: Amount of the tier (CNY)', '10.00'],
            ['Least per item (CNY)', '10'],
            ['Most per item (CNY)', '500.5'],
        ],
        makes: {
            type: 'per-amount',
            fact: 'activated',
            tiering: 'per-item',
            tiers: [{ from: '0', to: '1000', amount: '10.00' }],
            least: '10.00',
            most: '500.50',
        },
    },
    factor: {
        does: [
            pick('Applies to', 'activation'),
            'by end (included)',
            ['Tier 1: Score', '0.01'],
            ['Tier 1: Factor', '1'],
            ['Tier 2: Factor', '0.7'],
        ],
        makes: {
            type: 'factor',
            of: ['activation'],
            by: 'scorecard',
            bands: [{ upTo: '0.01', factor: '1' }, { factor: '0.7' }],
        },
    },
    fixed: {
        does: ['Level and step', 'Senior', 'Contract', 'By days in post', ['Senior A', '6000'], ['Senior C', '5000']],
        makes: {
            type: 'fixed',
            levels: ['senior'],
            employment: ['contract'],
            by: 'pay-step',
            prorate: 'calendar-days',
            values: { 'senior-A': '6000.00', 'senior-C': '5000.00' },
        },
    },
    seniority: {
        does: [
            ['Paid from (full years)', '3'],
            'Each year at its own tier',
            'by end (included)',
            ['Tier 1: Full years in post', '10'],
            ['Tier 1: Each year (CNY)', '4.00'],
            ['Tier 2: Each year (CNY)', '6.00'],
            'Add tier',
            ['Tier 2: Full years in post', '15'],
            ['Tier 3: Each year (CNY)', '8.00'],
        ],
        makes: {
            type: 'seniority',
            minYears: 3,
            mode: 'marginal',
            bands: [{ upTo: '10', rate: '4.00' }, { upTo: '15', rate: '6.00' }, { rate: '8.00' }],
        },
    },
    split: {
        does: [pick('Of the earnings of', 'activation'), 'Supervisor', ['Share', '0.20']],
        makes: { type: 'split', of: ['activation'], to: 'supervisor', share: '0.20' },
    },
    override: {
        does: [pick('Of the earnings of', 'activation'), ['Share', '0.05']],
        makes: { type: 'override', of: ['activation'], to: 'mentor', share: '0.05' },
    },
    pool: {
        does: [['Shared each month (CNY)', '200000'], 'What was earned', pick('Of the earnings of', 'activation')],
        makes: { type: 'pool', amount: '200000.00', by: 'earned', of: ['activation'] },
    },
    budget: {
        does: [['At most a month for all (CNY)', '1500000']],
        makes: { type: 'budget', amount: '1500000.00' },
    },
    complaint: {
        does: [
            ['Minor', '50'],
            ['Major', '200.00'],
            ['Severe', '1000.0'],
        ],
        makes: { type: 'complaint', perUpheld: { minor: '50.00', major: '200.00', severe: '1000.00' } },
    },
    clawback: {
        does: [
            ['Cancelled within (days)', '60'],
            pick('Claws back earnings of', 'activation'),
            'The difference it made to its month',
        ],
        makes: { type: 'clawback', fact: 'cancelled', withinDays: 60, of: 'activation', method: 'recompute' },
    },
    'deduction-limit': {
        does: [['Left at least (CNY)', '2690']],
        makes: { type: 'deduction-limit', share: '0.20', floor: '2690.00' },
    },
    minimum: {
        does: [['Minimum per manager and month (CNY)', '1000'], 'Later months pay it back', 'Trainee'],
        makes: { type: 'minimum', amount: '1000.00', recover: true, levels: ['trainee'] },
    },
    cap: {
        does: [['Maximum per manager and month (CNY)', '20000']],
        makes: { type: 'cap', amount: '20000.00' },
    },
    reserve: {
        does: [
            ['Tier 1: Share kept', '0'],
            'Add tier',
            ['Tier 2: Amount (CNY)', '2000'],
            ['Tier 2: Share kept', '0.10'],
            pick('Settled in, of the next year', 'March'),
        ],
        makes: {
            type: 'reserve',
            tiers: [
                { from: '0', share: '0' },
                { from: '2000', share: '0.10' },
            ],
            settle: '03',
        },
    },
    deferral: {
        does: [['Only above (CNY)', '10000'], ['Paid over (years)', '4'], 'Senior'],
        makes: { type: 'deferral', share: '0.40', years: 4, levels: ['senior'], above: '10000.00' },
    },
};

describe('the editor of a rule', () => {
    const other = draftOfPlan({ title, rules: RULES.slice(0, 1) }).rules;

    async function edit(start: RuleDraft, steps: readonly Step[]) {
        let rule = start;
        function Holder() {
            const [now, setNow] = useState(start);
            return (
                <RuleEditor
                    rule={now}
                    index={1}
                    all={[...other, now]}
                    faults={[]}
                    onChange={(changed) => {
                        rule = changed;
                        setNow(changed);
                    }}
                    onRemove={() => undefined}
                />
            );
        }
        await openPage(<Holder />, { roles: ['incentive-analyst'] });
        for (const step of steps)
            if (typeof step === 'string') {
                fireEvent.click(screen.queryByLabelText(step) ?? screen.getByText(step));
            } else if (step[0].startsWith('>')) {
                fireEvent.mouseDown(screen.getByLabelText(step[0].slice(1)));
                const list = document.querySelector<HTMLElement>(
                    '.ant-select-dropdown:not(.ant-select-dropdown-hidden)',
                );
                fireEvent.click(within(list as HTMLElement).getByTitle(step[1]));
            } else fireEvent.change(screen.getByLabelText(step[0]), { target: { value: step[1] } });
        return writtenOf(rule);
    }

    it('is tested with every type', () => expect(Object.keys(EDITED).sort()).toEqual([...TYPES].sort()));

    it.each(Object.entries(EDITED))('writes the document of %s', async (type, { does, makes }) => {
        const written = await edit(newRule(type, 'new'), [['Rule id', ' mine '], ...does]);
        expect(written).toEqual({ id: 'mine', ...makes });
    });

    it('asks for the grades of the chosen levels only, and writes no others', async () => {
        const start = draftOfPlan({ title, rules: [RULES[4] as Rule] }).rules[0] as RuleDraft;
        const written = await edit(start, ['Junior']);
        expect(screen.queryByLabelText('Senior A')).toBeNull();
        expect(Object.keys(written?.values as object)).toEqual(['junior-A', 'junior-B', 'junior-C']);
    });
});

it('keeps the fields that a new type of rule has too, and those only', () => {
    const [unit, amount, , factor] = draftOfPlan({ title, rules: RULES }).rules as [
        RuleDraft,
        RuleDraft,
        RuleDraft,
        RuleDraft,
    ];
    expect(writtenOf(withType(unit, 'per-amount'))).toEqual({ ...RULES[0], type: 'per-amount' });
    expect(writtenOf(withType({ ...amount, levels: ['junior'] }, 'cap'))).toEqual({
        id: 'instalment',
        type: 'cap',
        levels: ['junior'],
    });
    expect(writtenOf(withType(factor, 'clawback'))).toMatchObject({ fact: 'cancelled', withinDays: 30 });
    expect(writtenOf(withType(factor, 'clawback'))).not.toHaveProperty('of');
    expect(withType(unit, 'clawback').fact).toBe('cancelled');
});

describe('a table of steps', () => {
    const rows = [
        { from: '0', rate: '1' },
        { from: '10', rate: '2' },
        { from: '30', rate: '3' },
    ];
    const byEnd = [{ upTo: '10', rate: '1' }, { upTo: '30', rate: '2' }, { rate: '3' }];

    it('is written by starts or by ends, with the same numbers', () => {
        expect(withBound(rows, 'upTo', 'rate')).toEqual(byEnd);
        expect(withBound(byEnd, 'from', 'rate')).toEqual(rows);
        expect(withBound([{ from: '0', rate: '1' }], 'upTo', 'rate')).toEqual([{ upTo: '', rate: '1' }, { rate: '' }]);
        expect(startsOf(byEnd)).toEqual(['0', '10', '30']);
        expect(boundOf(byEnd)).toBe('upTo');
    });

    it('gets a step as far on as the last two are apart, and loses one', () => {
        expect(withStep(rows, 'rate').at(-1)).toEqual({ from: '50', rate: '' });
        expect(withStep([{ from: '0.8' }, { from: '1' }, { from: '1.2' }], 'factor').at(-1)?.from).toBe('1.4');
        expect(withStep([{ from: '0' }], 'rate').at(-1)?.from).toBe('');
        expect(withStep(byEnd, 'rate')).toEqual([...byEnd.slice(0, 2), { upTo: '50', rate: '3' }, { rate: '' }]);
        expect(withoutStep(byEnd, 2)).toEqual([{ upTo: '10', rate: '1' }, { rate: '2' }]);
    });

    it('gives each step a rate or an amount', () =>
        expect(withColumn(rows.slice(0, 1), 'rate', 'amount')).toEqual([{ from: '0', amount: '' }]));
});

it('offers the units of the bank by name, and writes the code of the one chosen', async () => {
    const person = userEvent.setup();
    function Edited() {
        const [rule, setRule] = useState<RuleDraft>({ ...newRule('cap', 'k'), id: 'cap' });
        return (
            <>
                <RuleEditor
                    rule={rule}
                    index={0}
                    all={[rule]}
                    faults={[]}
                    onChange={setRule}
                    onRemove={() => undefined}
                />
                <output>{String(writtenOf(rule)?.org)}</output>
            </>
        );
    }
    answerWith(() => ({ items: [{ code: 'B1', name: '南山支行', parent: null, kind: null }], next: null }));
    await openPage(<Edited />, { roles: ['incentive-analyst'] });

    const field = screen.getByRole('combobox', { name: en.plans.ruleOrg });
    await person.type(field, '南山');
    await person.click(await screen.findByText('南山支行 B1'));
    expect(screen.getByRole('status').textContent).toBe('B1');

    await person.clear(screen.getByRole('combobox', { name: en.plans.ruleOrg }));
    await person.tab();
    expect(screen.getByRole('status').textContent).toBe('undefined');
});
