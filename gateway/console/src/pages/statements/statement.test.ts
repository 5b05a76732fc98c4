import { expect, it } from 'vitest';
import { type Line, type LineKind, partsOf } from './statement';

const line = (kind: LineKind): Line => ({ rule: kind, kind, text: { zh: '', en: '' }, quantity: null, rate: null, factor: null, amount: '0.00', basis: [] });
const kinds: LineKind[] = ['why-not', 'deferral', 'adjustment', 'cap', 'carried', 'clawback', 'complaint', 'factor', 'earned'];

it('shows every line there can be, once', () => {
    const shown = partsOf(kinds.map(line)).flatMap((part) => part.lines.map((one) => one.kind));
    expect(shown.sort()).toEqual([...kinds].sort());
});

it('begins with what was earned, ends with why something is missing, and leaves out what is empty', () =>
    expect(partsOf([line('why-not'), line('earned')]).map((part) => part.id)).toEqual(['earned', 'whyNot']));
