import { describe, expect, it } from 'vitest';
import {
    add,
    compare,
    fixed,
    fromPercent,
    isDecimal,
    plain,
    quotient,
    round,
    subtract,
    sum,
    toPercent,
} from './decimal';

describe('decimal numbers', () => {
    it.each([
        ['0.1', '0.2', '0.3'],
        ['99999999999999999.99', '0.01', '100000000000000000'],
        ['-1.5', '1.50', '0'],
        ['-0.05', '0.01', '-0.04'],
    ])('adds %s and %s exactly', (a, b, total) => expect(add(a, b)).toBe(total));

    it('subtracts', () => expect(subtract('1', '0.95')).toBe('0.05'));

    it('sums weights to exactly one', () =>
        expect(sum(['0.30', '0.20', '0.15', '0.05', '0.10', '0.05', '0.05', '0.10'])).toBe('1'));

    it.each([
        ['0.10', '0.1', 0],
        ['9', '10', -1],
        ['-2', '-10', 1],
        ['9007199254740993', '9007199254740992', 1],
    ])('compares %s with %s', (a, b, order) => expect(compare(a, b)).toBe(order));

    it.each([
        ['25', '0.25'],
        ['0.15', '0.0015'],
        ['100', '1'],
        ['12.5', '0.125'],
    ])('takes %s percent as %s and back', (percent, ratio) => {
        expect(fromPercent(percent)).toBe(ratio);
        expect(toPercent(ratio)).toBe(percent);
    });

    it('drops zeros that say nothing', () =>
        expect(['0.4000', '10', '1.0', '-0.0', '007.50'].map(plain)).toEqual(['0.4', '10', '1', '0', '7.5']));

    it('knows a decimal number', () =>
        expect(['1', '-1.5', '1.', '.5', '1e3', '', '1,000'].map(isDecimal)).toEqual([
            true,
            true,
            false,
            false,
            false,
            false,
            false,
        ]));

    it.each([
        ['0.125', 2, '0.13'],
        ['-0.125', 2, '-0.13'],
        ['0.1249999999999999999999999999', 2, '0.12'],
        ['1.10', 2, '1.1'],
        ['99999999999999999.995', 2, '100000000000000000'],
        ['-0.004', 2, '0'],
    ])('rounds %s to %i places half up', (text, places, rounded) => expect(round(text, places)).toBe(rounded));

    it('writes an amount with two places', () =>
        expect(['0.1', '-0.05', '90071992547410.42', '12'].map((one) => fixed(one, 2))).toEqual([
            '0.10',
            '-0.05',
            '90071992547410.42',
            '12.00',
        ]));

    it.each([
        ['1', '3', '0.333333'],
        ['2', '3', '0.666667'],
        ['15', '11', '1.363636'],
        // Rounded once: twice, over more places, would make 0.000001 of it.
        ['4999999999999999999999999', '10000000000000000000000000000000', '0.000000'],
        ['99999999999999999.99', '1', '99999999999999999.990000'],
    ])('divides %s by %s to six places', (part, all, ratio) => expect(quotient(part, all, 6)).toBe(ratio));

    it('never writes an exponent', () =>
        expect([plain('0.00000000000000000000000001'), add('1000000000000000000000000000', '1')]).toEqual([
            '0.00000000000000000000000001',
            '1000000000000000000000000001',
        ]));
});
