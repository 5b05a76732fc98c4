import type { TFunction } from 'i18next';
import { count, money, percent } from '../../parts/format';
import { compare, round } from '../../parts/decimal';
import type { CardFact, KpiScore } from './calls';

/** A card product in words where there are words for it. */
export const productName = (t: TFunction, product: string) => t(`product.${product}`, { defaultValue: product });

/** KPIs of which less is better. */
const LOWER: readonly string[] = ['cancelled', 'overdue', 'complaints-upheld'];
export const isLowerBetter = (kpi: string) => LOWER.includes(kpi);

/** The basis of a KPI's value: the kind of card fact, of which some count only for new customers. */
const FACTS: Record<string, { kind: string; onlyNew?: boolean }> = {
    approved: { kind: 'approved' },
    activated: { kind: 'activated' },
    cancelled: { kind: 'cancelled' },
    overdue: { kind: 'overdue' },
    active: { kind: 'active-month' },
    'active-amount': { kind: 'active-month' },
    'active-rate': { kind: 'active-month' },
    'instalment-amount': { kind: 'instalment' },
    'new-customers': { kind: 'approved', onlyNew: true },
};

/**
 * The kind of card fact a KPI rests on, by which the service is asked; nothing for one that rests on something else.
 */
export const kindOf = (kpi: string) => FACTS[kpi]?.kind;

export const isCounted = (kpi: string) => kpi in FACTS;

/** The KPIs that the suite counts by itself; any other code is an indicator that is imported. */
export const KNOWN_KPIS: readonly string[] = [...Object.keys(FACTS), 'complaints-upheld', 'satisfaction'];

/** True if the KPI counts this fact: the version in force, not taken back, of its kind. */
export function counts(kpi: string, fact: CardFact): boolean {
    const wanted = FACTS[kpi];
    return (
        wanted !== undefined &&
        fact.kind === wanted.kind &&
        !fact.void &&
        fact.knownUntil === null &&
        (!wanted.onlyNew || fact.newCustomer)
    );
}

export const kpiName = (t: TFunction, kpi: string) => t(`kpi.${kpi}`, { defaultValue: kpi });

/** A value or target in the KPI's own unit. */
export function figure(kpi: string, value: string | null): string {
    if (value === null) return '—';
    if (kpi === 'active-amount' || kpi === 'instalment-amount') return money(value);
    if (kpi === 'active-rate') return percent(value);
    const number = round(value, 2);
    return /^\d{1,15}$/.test(number) ? count(Number(number)) : number;
}

/** The best attainment that counts. */
export const MOST = '1.5';

/** The weights that count, and why the others do not. */
export function standing(kpis: readonly KpiScore[]) {
    return {
        counted: kpis.filter((one) => one.attainment !== null),
        leftOut: kpis.filter((one) => one.attainment === null),
    };
}

/** The attainment of a KPI: in a colour and, beside it, in words. */
export type Met = 'met' | 'near' | 'missed' | 'none';
export const metOf = (attainment: string | null): Met =>
    attainment === null
        ? 'none'
        : compare(attainment, '1') >= 0
          ? 'met'
          : compare(attainment, '0.8') >= 0
            ? 'near'
            : 'missed';
