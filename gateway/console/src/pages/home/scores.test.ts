import { expect, it } from 'vitest';
import type { Scorecard } from '../scorecards/calls';
import { byUnit, lowestFirst, meanOf, ratioOf, together } from './scores';

const kpi = (name: string, value: string | null, target: string | null) => ({
    kpi: name,
    value,
    target,
    attainment: null,
    weight: '0.10',
    score: null,
    source: 'card-facts',
    leftOut: null,
});
const card = (managerNo: string, org: string, total: string | null, kpis: Scorecard['kpis'] = []): Scorecard => ({
    managerNo,
    name: null,
    period: '2026-05',
    org,
    level: 'junior',
    version: 1,
    knownFrom: 1,
    total,
    kpis,
});

it('divides and averages decimals exactly, half up', () => {
    expect(ratioOf('15', '11')).toBe('1.363636');
    expect(ratioOf('7365.92', '120000.00')).toBe('0.061383');
    expect(meanOf(['1.000000', '1.000001'])).toBe('1.000001');
    expect(meanOf([])).toBeUndefined();
});

it('adds up counts and amounts of managers, and nothing that does not add up', () => {
    const cards = [
        card('M1', 'A', '1', [kpi('activated', '5', '10'), kpi('active-rate', '0.5', '0.5'), kpi('overdue', '1', '1')]),
        card('M2', 'A', '1', [kpi('activated', '10', '10'), kpi('instalment-amount', null, '100.00')]),
    ];
    expect(together(cards)).toEqual([
        { kpi: 'activated', value: '15.00', target: '20.00', ratio: '0.750000', managers: 2 },
    ]);
});

it('puts first who and which unit needs help most', () => {
    const cards = [card('M1', 'A', '1.2'), card('M2', 'B', '0.9'), card('M3', 'B', '1.05'), card('M4', 'A', null)];
    expect(lowestFirst(cards).map((one) => one.managerNo)).toEqual(['M2', 'M3', 'M1']);
    expect(byUnit(cards).map((one) => [one.org, one.mean])).toEqual([
        ['B', '0.975000'],
        ['A', '1.200000'],
    ]);
});
