import { expect, it } from 'vitest';
import { dayFrom, daysTo } from './days';

it('counts days over the end of a month, a year and a leap day', () => {
    expect(daysTo('2026-07-09', '2026-06-24')).toBe(15);
    expect(daysTo('2025-12-31', '2026-01-01')).toBe(-1);
    expect(daysTo('2026-06-24', '2026-06-24')).toBe(0);
    expect(dayFrom(60, '2028-01-01')).toBe('2028-03-01');
});
