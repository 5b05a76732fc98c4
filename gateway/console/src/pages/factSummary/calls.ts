import type { TFunction } from 'i18next';
import { answer, performance } from '../../api/client';
import type { components, paths } from '../../api/performance';
import { period as periodName } from '../../parts/format';
import { wordOf } from '../managers/roster';
import { productName } from '../scorecards/kpis';

type Query = NonNullable<paths['/facts/summary']['get']['parameters']['query']>;

export type FactSummary = components['schemas']['SummarizeFactsAnswer'];
export type FactCount = components['schemas']['SummarizeFactsRow'];

export const DIMENSIONS = ['month', 'product', 'unit', 'level', 'kind'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const factSummary = (query: Query) => answer(performance.GET('/facts/summary', { params: { query } }));

/** What a row is told apart by in one dimension, in words. */
export function wordIn(t: TFunction, dimension: Dimension, row: FactCount): string {
    const value = row[dimension];
    if (value === null) return '';
    if (value === '') return t(`factSummary.none.${dimension}`);
    switch (dimension) {
        case 'month':
            return periodName(value);
        case 'product':
            return productName(t, value);
        case 'unit':
            return row.unitName ?? value;
        case 'level':
            return wordOf(t, 'level', value);
        case 'kind':
            return t(`fact.${value}`);
    }
}

/** All of it in words but the dimensions left out, such as those on an axis. */
export const wordsOf = (t: TFunction, by: readonly Dimension[], row: FactCount) =>
    by.map((dimension) => wordIn(t, dimension, row)).join(' · ');
