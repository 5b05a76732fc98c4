import { expect, it } from 'vitest';
import type { TargetNode } from './calls';
import { periodsAround } from './periods';
import { balancesOf, changesOf, isWrong, shown, wouldBe } from './tree';

const node = (code: string, kind: string, parent: string | null, depth: number, target: string | null): TargetNode => ({
    code,
    kind,
    name: code,
    parent,
    depth,
    managers: 1,
    target,
    proposed: null,
    plan: null,
    childrenSum: null,
    childrenWithout: 0,
    gap: null,
    value: null,
    progress: null,
});

const nodes = [
    node('B1', 'unit', null, 0, '10'),
    node('B1-1', 'unit', 'B1', 1, '6'),
    node('M3', 'manager', 'B1-1', 2, null),
    node('M1', 'manager', 'B1', 1, '4'),
];

it('moves the sums as somebody types', () => {
    expect(balancesOf(nodes, {}).get('B1')).toEqual({ sum: '10', state: 'even', difference: '0' });
    expect(balancesOf(nodes, { 'manager M1': '4.5' }).get('B1')).toEqual({
        sum: '10.5',
        state: 'over',
        difference: '0.5',
    });
    expect(balancesOf(nodes, { 'unit B1': '12' }).get('B1')).toEqual({ sum: '10', state: 'short', difference: '2' });
    expect(balancesOf(nodes, {}).has('B1-1')).toBe(false);
    expect(balancesOf(nodes, { 'manager M3': '6' }).get('B1-1')?.state).toBe('even');
});

it('counts what waits, and what is typed before it', () => {
    const waiting = { ...node('M1', 'manager', 'B1', 1, '4'), proposed: '5' };
    expect(wouldBe(waiting, {})).toBe('5');
    expect(wouldBe(waiting, { 'manager M1': '7' })).toBe('7');
    expect(wouldBe(waiting, { 'manager M1': 'x' })).toBeNull();
});

it('takes only targets that change something', () => {
    expect(changesOf(nodes, { 'manager M1': '4.0', 'manager M3': '2', 'unit B1': ' ', 'unit B1-1': 'x' })).toEqual([
        { node: nodes[2], target: '2' },
    ]);
    expect(isWrong('0', false)).toBe(true);
    expect(isWrong('0', true)).toBe(false);
    expect(isWrong('-1', true)).toBe(true);
    expect(isWrong('1e3', false)).toBe(true);
    expect(isWrong('', false)).toBe(false);
});

it('shows what lies below the units that are open', () => {
    const codes = (open: string[]) => shown(nodes, new Set(open)).map((one) => one.code);
    expect(codes([])).toEqual(['B1']);
    expect(codes(['B1'])).toEqual(['B1', 'B1-1', 'M1']);
    expect(codes(['B1-1'])).toEqual(['B1']);
    expect(codes(['B1', 'B1-1'])).toEqual(['B1', 'B1-1', 'M3', 'M1']);
});

it('offers the months, quarters, half-years and years around now', () => {
    const around = periodsAround('2026-06');
    expect(around.months).toHaveLength(24);
    expect([around.months[0], around.months.at(-1)]).toEqual(['2027-06', '2025-07']);
    expect(around.quarters).toContain('2026-Q3');
    expect(around.halves).toContain('2027-H1');
    expect(around.years).toEqual(['2027', '2026', '2025']);
});
