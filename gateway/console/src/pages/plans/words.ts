import type { TFunction } from 'i18next';
import { isDecimal } from '../../parts/decimal';
import { productName } from '../scorecards/kpis';
import { money, rate } from '../../parts/format';
import { type PlanDocument, type Rule, SEVERITIES } from './document';

/** Text that is not yet a number stands as it was typed, so that the sentence follows the writing. */
const yuan = (amount: string | number | undefined) =>
    amount !== undefined && isDecimal(String(amount)) ? money(String(amount)) : `¥${amount || '?'}`;
const ratio = (value: string | number | undefined) =>
    value !== undefined && isDecimal(String(value)) ? rate(String(value)) : String(value || '?');

export interface RuleWords {
    id: string;
    /** As the plan gives it, in the language of the text. */
    name?: string;
    lines: string[];
}

/** A plan in sentences, rule by rule, in the language of `t`. */
export const planWords = (t: TFunction, { rules }: Pick<PlanDocument, 'rules'>, lang = 'zh-CN'): RuleWords[] =>
    rules.map((rule) => {
        const name = lang === 'en' ? rule.name?.en : rule.name?.zh;
        return { id: rule.id || '?', ...(name && { name }), lines: ruleWords(t, rule) };
    });

function ruleWords(t: TFunction, rule: Rule): string[] {
    const comma = t('planText.comma');
    const of = (Array.isArray(rule.of) ? rule.of : [rule.of ?? '?']).join(comma) || '?';
    switch (rule.type) {
        case 'per-unit':
        case 'per-amount':
            return earning(t, rule);
        case 'factor':
            return [
                t('planText.factor', { of }),
                ...(rule.bands ?? []).map((band, index, all) => bandWords(t, band, all[index + 1]?.from)),
                t('planText.noScore'),
            ];
        case 'complaint':
            return [
                t('planText.complaint', {
                    list: SEVERITIES.map(
                        (severity) => `${t(`severity.${severity}`)} ${yuan(rule.perUpheld?.[severity])}`,
                    ).join(comma),
                }),
            ];
        case 'clawback':
            return [t('planText.clawback', { days: rule.withinDays ?? '?', of })];
        case 'cap':
            return [t('planText.cap', { amount: yuan(rule.amount) })];
        case 'deferral':
            return [
                t(rule.above ? 'planText.deferralAbove' : 'planText.deferral', {
                    levels:
                        (rule.levels ?? [])
                            .map((level) => t(`managers.level.${level}`, { defaultValue: level }))
                            .join(comma) || '?',
                    above: yuan(rule.above),
                    share: ratio(rule.share),
                    years: rule.years ?? '?',
                }),
            ];
        default:
            return [rule.type];
    }
}

function earning(t: TFunction, rule: Rule): string[] {
    const fact = t(`fact.${rule.fact}`, { defaultValue: rule.fact ?? '?' });
    const isUnit = rule.type === 'per-unit';
    const rate = (value: string | undefined) => (isUnit ? yuan(value) : ratio(value));
    const lines: string[] = [];
    if (rule.tiers === undefined)
        lines.push(t(isUnit ? 'planText.unitFlat' : 'planText.amountFlat', { fact, rate: rate(rule.rate) }));
    else {
        lines.push(t(`planText.${isUnit ? 'unit' : 'amount'}.${rule.tiering ?? 'cumulative'}`, { fact }));
        rule.tiers.forEach((tier, index, all) => {
            const next = all[index + 1]?.from;
            const values =
                isUnit && rule.tiering !== 'whole'
                    ? numbered(tier.from, next)
                    : { from: isUnit ? String(tier.from) : yuan(tier.from), to: isUnit ? String(next) : yuan(next) };
            const kind = !isUnit ? 'amountTier' : rule.tiering === 'whole' ? 'wholeTier' : 'unitTier';
            lines.push(
                t(next === undefined ? `planText.${kind}.last` : `planText.${kind}.between`, {
                    ...values,
                    rate: rate(tier.rate),
                }),
            );
        });
    }
    if (rule.products && !rule.products.includes('*'))
        lines.push(
            t('planText.products', { list: rule.products.map((one) => productName(t, one)).join(t('planText.comma')) }),
        );
    if (rule.gate)
        lines.push(
            t(rule.gate.cureDays ? 'planText.gateCure' : 'planText.gate', {
                certificate: rule.gate.certificate || '?',
                days: rule.gate.cureDays ?? 0,
            }),
        );
    return lines;
}

/** Units are counted from one where people read: the tier from 10 to 30 holds the 11th to the 30th. */
function numbered(from: string | number, next: string | number | undefined) {
    return { from: /^\d+$/.test(String(from)) ? String(BigInt(String(from)) + 1n) : '?', to: String(next ?? '') };
}

const bandWords = (t: TFunction, band: { from: string | number; factor: string }, next: string | number | undefined) =>
    t(next === undefined ? 'planText.band.last' : 'planText.band.between', {
        from: ratio(band.from),
        to: ratio(next),
        factor: band.factor || '?',
    });
