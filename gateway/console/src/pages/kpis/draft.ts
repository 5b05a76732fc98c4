import type { Kpi, KpiBody } from './calls';

/** A KPI as it is typed: texts only. */
export const draftOf = (kpi?: Kpi) => ({
    code: kpi?.code ?? '',
    zh: kpi?.name.zh ?? '',
    en: kpi?.name.en ?? '',
    unit: kpi?.unit ?? 'count',
    direction: kpi?.direction ?? 'higher',
    family: kpi?.family ?? 'sales',
    source: kpi?.source ?? 'import',
    fact: kpi?.of?.fact ?? 'activated',
    measure: kpi?.of?.measure ?? 'count',
    products: kpi?.of?.products?.join(' ') ?? '',
    newCustomers: kpi?.of?.newCustomers ?? false,
    numerator: kpi?.of?.numerator ?? '',
    denominator: kpi?.of?.denominator ?? '',
    anchors: (kpi?.of?.anchors ?? []).map((anchor) => ({
        from: String(anchor.from),
        zh: anchor.text.zh ?? '',
        en: anchor.text.en ?? '',
    })),
    parts: (kpi?.of?.parts ?? []).map((part) => ({ kpi: part.kpi, weight: String(part.weight) })),
    cap: String(kpi?.cap ?? '1.5'),
    volume: kpi?.volume ?? false,
});

export type Draft = ReturnType<typeof draftOf>;

/** True for a KPI that superiors mark by anchors. */
const isMarked = (draft: Draft) => draft.source === 'import' && draft.unit === 'score' && draft.anchors.length > 0;

/** What is sent: of the basis only what belongs to the source. */
export function bodyOf(draft: Draft, isCounted: boolean): KpiBody {
    const products = draft.products.split(/[\s,\u3001\uFF0C]+/).filter(Boolean);
    return {
        name: { zh: draft.zh.trim(), en: draft.en.trim() },
        unit: draft.unit,
        direction: draft.direction,
        family: draft.family,
        source: draft.source,
        of: isCounted
            ? null
            : draft.source === 'card-facts'
              ? {
                    fact: draft.fact,
                    measure: draft.measure,
                    products: products.length > 0 ? products : null,
                    newCustomers: draft.newCustomers || null,
                }
              : draft.source === 'ratio'
                ? { numerator: draft.numerator, denominator: draft.denominator }
                : draft.source === 'sum'
                  ? { parts: draft.parts.map((part) => ({ kpi: part.kpi, weight: part.weight.trim() })) }
                  : isMarked(draft)
                    ? {
                          anchors: draft.anchors.map((anchor) => ({
                              from: Number(anchor.from.trim()),
                              text: { zh: anchor.zh.trim(), en: anchor.en.trim() },
                          })),
                      }
                    : null,
        cap: draft.cap.trim() === '' ? null : draft.cap.trim(),
        volume: draft.volume,
    };
}
