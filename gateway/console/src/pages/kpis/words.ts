import type { TFunction } from 'i18next';
import { kpiName, productName } from '../scorecards/kpis';
import type { Kpi } from './calls';

export const UNITS = ['count', 'cny', 'ratio', 'score', 'days'] as const;
export const DIRECTIONS = ['higher', 'lower'] as const;
export const FAMILIES = [
    'sales',
    'quality',
    'satisfaction',
    'relationship',
    'compliance',
    'risk',
    'skill',
    'collaboration',
    'attendance',
] as const;
/** The sources a bank may choose for a KPI of its own. */
export const SOURCES = ['card-facts', 'import', 'ratio', 'sum'] as const;
export const MEASURES = ['count', 'amount', 'cards'] as const;

/** What a KPI is made of, in a sentence. */
export function basisText(t: TFunction, kpi: Pick<Kpi, 'source' | 'of'>): string {
    const of = kpi.of;
    if (of?.numerator && of.denominator)
        return t('kpis.ratioOf', { numerator: kpiName(t, of.numerator), denominator: kpiName(t, of.denominator) });
    if (of?.parts)
        return of.parts
            .map((part) => t('kpis.part', { weight: String(part.weight), kpi: kpiName(t, part.kpi) }))
            .join(t('kpis.plus'));
    if (of?.fact)
        return [
            t(`kpis.measureOf.${of.measure ?? 'count'}`, { fact: t(`fact.${of.fact}`) }),
            ...(of.newCustomers ? [t('kpis.onlyNew')] : []),
            ...(of.products?.length ? [of.products.map((one) => productName(t, one)).join(t('scorecards.comma'))] : []),
        ].join(t('scorecards.comma'));
    if (of?.anchors?.length) return t('kpis.markedBySuperior');
    return of?.measure ? t(`kpis.measureOf.${of.measure}`) : t(`kpis.sources.${kpi.source}`);
}
