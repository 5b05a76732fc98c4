import { expect, it } from 'vitest';
import { money, percent } from './format';

it.each([
    ['0.00', '¥0.00'],
    ['1234567.80', '¥1,234,567.80'],
    ['-1234.50', '−¥1,234.50'],
    ['99999999999999999.99', '¥99,999,999,999,999,999.99'],
])('writes %s as it was calculated', (amount, shown) => expect(money(amount)).toBe(shown));

it.each([
    ['0.4000', '40%'],
    ['1.234567', '123.46%'],
    ['0.888889', '88.89%'],
    ['0.88885', '88.89%'],
    ['0.88884', '88.88%'],
    ['-0.00005', '−0.01%'],
    ['0.99999', '100%'],
    ['0.005', '0.5%'],
    ['-0.1', '−10%'],
    ['1', '100%'],
])('writes the ratio %s as %s', (ratio, shown) => expect(percent(ratio)).toBe(shown));
