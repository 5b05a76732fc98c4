import { expect, it } from 'vitest';
import type { Line } from '../month/calls';
import { plain } from '../../parts/decimal';
import en from '../../i18n/en.json';
import { GROUPS, type Group, calculation, linesOf } from './lines';

const line = (some: Partial<Line>): Line => ({
    rule: 'activation',
    kind: 'earned',
    text: { zh: '', en: '' },
    quantity: null,
    rate: null,
    factor: null,
    exact: null,
    rounding: 'half-up',
    steps: null,
    amount: '0.00',
    basis: [],
    ...some,
});
const tier = (quantity: string, rate: string) => ({ subject: '0', quantity, rate, amount: '0' });

it.each<[Partial<Line>, string | undefined]>([
    [{ quantity: '10', rate: '20.00', factor: '1.2' }, '10 × 20 × 1.2'],
    [{ quantity: '7365.92', rate: '0.0015', factor: '1' }, '7365.92 × 0.0015'],
    [{ quantity: '15', factor: '1.2', steps: [tier('10', '50.00'), tier('5', '80.00')] }, '(10 × 50 + 5 × 80) × 1.2'],
    [{ quantity: '3', factor: '0.8', steps: [tier('3', '50.00')] }, '3 × 50 × 0.8'],
    [{ quantity: '7365.92', rate: '0.0015', factor: '1.2', unit: 'CNY' }, '¥7,365.92 × 0.15% × 1.2'],
    [
        { quantity: '15', factor: '1', unit: 'card', steps: [tier('10', '50.00'), tier('5', '80.00')] },
        '10 × ¥50.00 + 5 × ¥80.00',
    ],
    [{ kind: 'factor', quantity: '1.2357', factor: '1.2' }, undefined],
    [{ kind: 'seniority', quantity: '12', rate: '6.00', unit: 'year' }, '12 × ¥6.00'],
    [
        { kind: 'seniority', quantity: '12', unit: 'year', steps: [tier('10', '4.00'), tier('2', '6.00')] },
        '10 × ¥4.00 + 2 × ¥6.00',
    ],
    [
        { kind: 'reserve', quantity: '6000', unit: 'CNY', steps: [tier('2000', '0'), tier('3000', '0.1')] },
        '¥2,000.00 × 0% + ¥3,000.00 × 10%',
    ],
    [{ kind: 'split-in', quantity: '1000', rate: '0.2', unit: 'CNY' }, '¥1,000.00 × 20%'],
    [{ kind: 'fixed', quantity: '20', rate: '4000.00', unit: 'day' }, undefined],
    [{ kind: 'deduction-limit', quantity: '5000', rate: '0.2', unit: 'CNY' }, undefined],
    [{ kind: 'deferral', quantity: '2070.27', rate: '0.40' }, '2070.27 × 0.4'],
])('shows how %j came about', (some, shown) => expect(calculation(line(some))).toBe(shown));

it('keeps every kind of line in one group, in words of its own', () => {
    const lines = Object.keys(en.run.kinds).map((kind) => line({ kind }));
    const kindsOf = (group: Group) => linesOf(lines, group).map((one) => one.kind);
    expect(kindsOf('earned')).toEqual(['earned', 'factor', 'fixed', 'seniority', 'split-in', 'override', 'pool']);
    expect(kindsOf('deferred')).toEqual(['deferral', 'reserve']);
    expect(kindsOf('whyNot')).toEqual(['why-not']);
    expect(GROUPS.flatMap(kindsOf).sort()).toEqual(
        [
            'earned',
            'factor',
            'complaint',
            'clawback',
            'carried',
            'cap',
            'deferral',
            'adjustment',
            'why-not',
            'fixed',
            'seniority',
            'deduction-limit',
            'draw',
            'draw-recovered',
            'reserve',
            'manual',
            'held',
            'released-hold',
            'split-in',
            'override',
            'pool',
            'split-out',
            'budget',
            'recovery',
        ].sort(),
    );
});

it('keeps the zeros of whole numbers', () =>
    expect(['100', '20.00', '0.40', '1.0'].map(plain)).toEqual(['100', '20', '0.4', '1']));
