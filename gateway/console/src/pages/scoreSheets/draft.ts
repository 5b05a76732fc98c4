import { compare, fromPercent, isDecimal, plain, subtract, sum, toPercent } from '../../parts/decimal';
import type { WeightedKpi } from './calls';

/** A line of a sheet while it is written: the weight of hundred, as text. */
export interface Line {
    key: string;
    kpi: string;
    weight: string;
}

export type LineFault = 'code' | 'twice' | 'weight';

export const linesOf = (kpis: readonly WeightedKpi[]): Line[] =>
    kpis.map((one) => ({ key: one.kpi, kpi: one.kpi, weight: toPercent(one.weight) }));

export const kpisOf = (lines: readonly Line[]): WeightedKpi[] =>
    lines.map((line) => ({ kpi: line.kpi.trim(), weight: fromPercent(line.weight.trim()) }));

/** A weight as it may be: a decimal number above zero and at most hundred. */
const isWeight = (text: string) =>
    text.length <= 20 && isDecimal(text) && compare(text, '0') > 0 && compare(text, '100') <= 0;

/** The fault of each line; the service checks the same. */
export function faultsOf(lines: readonly Line[]): LineFault[][] {
    return lines.map((line, index) => {
        const kpi = line.kpi.trim();
        const faults: LineFault[] = [];
        if (!/^[a-z][a-z0-9-]{0,39}$/.test(kpi)) faults.push('code');
        else if (lines.slice(0, index).some((other) => other.kpi.trim() === kpi)) faults.push('twice');
        if (!isWeight(line.weight.trim())) faults.push('weight');
        return faults;
    });
}

/** The sum of the weights against 1: exact, whatever digits they have. */
export function balance(lines: readonly Line[]): {
    total: string;
    state: 'whole' | 'short' | 'over';
    difference: string;
} {
    const total = sum(lines.map((line) => line.weight.trim()).filter((text) => isDecimal(text)));
    const order = compare(total, '100');
    return {
        total: plain(total),
        state: order === 0 ? 'whole' : order < 0 ? 'short' : 'over',
        difference: order < 0 ? subtract('100', total) : subtract(total, '100'),
    };
}
