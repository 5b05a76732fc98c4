import { expect, it } from 'vitest';
import { monthAfter, weeksOf } from './weeks';

it('fills the weeks of a month with the days before and after it', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks.map((week) => week[0])).toEqual([
        '2026-10-26',
        '2026-11-02',
        '2026-11-09',
        '2026-11-16',
        '2026-11-23',
        '2026-11-30',
    ]);
    expect(weeks.at(-1)?.[6]).toBe('2026-12-06');
    expect(weeksOf('2027-02')).toHaveLength(4);
});

it('counts months over the turn of a year', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1), monthAfter('2026-06', 0)]).toEqual([
        '2027-01',
        '2025-12',
        '2026-06',
    ]);
});
