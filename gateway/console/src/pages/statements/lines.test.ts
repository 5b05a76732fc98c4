import { expect, it } from 'vitest';
import type { Line } from '../month/calls';
import { plain } from '../../parts/decimal';
import { calculation, linesOf } from './lines';

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
    [{ kind: 'deferral', quantity: '2070.27', rate: '0.40' }, '2070.27 × 0.4'],
])('shows how %j came about', (some, shown) => expect(calculation(line(some))).toBe(shown));

it('keeps every kind of line in one group', () => {
    const lines = (['earned', 'factor', 'cap', 'carried', 'deferral', 'why-not'] as const).map((kind) =>
        line({ kind }),
    );
    expect(linesOf(lines, 'earned').map((one) => one.kind)).toEqual(['earned', 'factor']);
    expect(linesOf(lines, 'changed').map((one) => one.kind)).toEqual(['cap', 'carried']);
    expect(linesOf(lines, 'deferred')).toHaveLength(1);
    expect(linesOf(lines, 'whyNot')).toHaveLength(1);
});

it('keeps the zeros of whole numbers', () =>
    expect(['100', '20.00', '0.40', '1.0'].map(plain)).toEqual(['100', '20', '0.4', '1']));
