import type { TFunction } from 'i18next';
import { count, money, percent } from '../../parts/format';
import { compare, round } from '../../parts/decimal';
import type { components } from '../../api/performance';
import { nameThings } from '../../i18n';
import type { CardFact, KpiScore } from './calls';

/** A card product in words where there are words for it. */
export const productName = (t: TFunction, product: string) => t(`product.${product}`, { defaultValue: product });

/** A KPI as the bank defines it. */
export type Kpi = components['schemas']['KpiAnswer'];

/** The catalogue, once it has been read; until then the words and rules that come with the console. */
let catalogue: ReadonlyMap<string, Kpi> = new Map();

/** Takes the catalogue in: from now on every page names, rounds and judges KPIs by it. */
export function learnKpis(kpis: readonly Kpi[]) {
    catalogue = new Map(kpis.map((one) => [one.code, one]));
    nameThings('zh-CN', 'kpi', Object.fromEntries(kpis.map((one) => [one.code, one.name.zh ?? one.code])));
    nameThings('en', 'kpi', Object.fromEntries(kpis.map((one) => [one.code, one.name.en ?? one.code])));
}

/** KPIs of which less is better. */
const LOWER: readonly string[] = ['cancelled', 'overdue', 'complaints-upheld'];
export const isLowerBetter = (kpi: string) => {
    const known = catalogue.get(kpi);
    return known ? known.direction === 'lower' : LOWER.includes(kpi);
};

interface Basis {
    kind: string;
    onlyNew?: boolean;
    products?: readonly string[] | null;
}

/** The basis of a KPI's value: the kind of card fact, of which some count only for new customers. */
const FACTS: Record<string, Basis> = {
    approved: { kind: 'approved' },
    activated: { kind: 'activated' },
    cancelled: { kind: 'cancelled' },
    overdue: { kind: 'overdue' },
    active: { kind: 'active-month' },
    'active-amount': { kind: 'active-month' },
    'instalment-amount': { kind: 'instalment' },
    'new-customers': { kind: 'approved', onlyNew: true },
};

/** The KPI whose records are behind a value: of a ratio the one above the line. */
export const behindOf = (kpi: string) =>
    catalogue.get(kpi)?.of?.numerator ?? (kpi === 'active-rate' && !catalogue.has(kpi) ? 'active' : kpi);

/** The KPIs of a ratio; nothing for one that is none. */
export const ratioOf = (kpi: string): { numerator: string; denominator: string } | undefined => {
    const { numerator, denominator } = catalogue.get(kpi)?.of ?? {};
    return numerator && denominator ? { numerator, denominator } : undefined;
};

function basisOf(kpi: string): Basis | undefined {
    const known = catalogue.get(behindOf(kpi));
    if (!known) return FACTS[behindOf(kpi)];
    const { fact, newCustomers, products } = known.of ?? {};
    return fact ? { kind: fact, onlyNew: newCustomers ?? false, products } : undefined;
}

/**
 * The kind of card fact a KPI rests on, by which the service is asked; nothing for one that rests on something else.
 */
export const kindOf = (kpi: string) => basisOf(kpi)?.kind;

/** True if records can be shown behind the value: card facts, complaints or answers. */
export const hasRecords = (kpi: string) =>
    basisOf(kpi) !== undefined || ['complaints-upheld', 'satisfaction'].includes(behindOf(kpi));

/** True if the value is imported, not counted. */
export const isImported = (kpi: string) => {
    const known = catalogue.get(kpi);
    return known ? known.source === 'import' : !usualKpis.includes(kpi);
};

const usualKpis: readonly string[] = [...Object.keys(FACTS), 'active-rate', 'complaints-upheld', 'satisfaction'];

/** The KPIs that a sheet or plan may name; others may be typed. */
export const knownKpis = (): readonly string[] =>
    catalogue.size === 0 ? usualKpis : [...catalogue.values()].filter((one) => !one.endedFrom).map((one) => one.code);

/** True if the KPI counts this fact: the version in force, not taken back, of its kind. */
export function counts(kpi: string, fact: CardFact): boolean {
    const wanted = basisOf(kpi);
    return (
        wanted !== undefined &&
        fact.kind === wanted.kind &&
        !fact.void &&
        fact.knownUntil === null &&
        (!wanted.onlyNew || fact.newCustomer) &&
        (!wanted.products?.length || (fact.product !== null && wanted.products.includes(fact.product)))
    );
}

export const kpiName = (t: TFunction, kpi: string) =>
    t(kpi, { ns: 'kpi', defaultValue: t(`kpi.${kpi}`, { defaultValue: kpi }) });

/** The unit of KPIs whose numbers are neither counts nor plain numbers. */
const UNITS: Record<string, string> = { 'active-amount': 'cny', 'instalment-amount': 'cny', 'active-rate': 'ratio' };

/** A value or target in the KPI's own unit. */
export function figure(kpi: string, value: string | null): string {
    if (value === null) return '—';
    const known = catalogue.get(kpi);
    const unit = known?.unit ?? UNITS[kpi];
    if (unit === 'cny') return money(value);
    // Rates the suite computes are shares of one; an imported one may be written of hundred.
    if (unit === 'ratio' && known?.source !== 'import') return percent(value);
    const number = round(value, 2);
    return /^\d{1,15}$/.test(number) ? count(Number(number)) : number;
}

/** The best attainment that counts. */
export const mostOf = (kpi: string) => catalogue.get(kpi)?.cap ?? '1.5';

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
