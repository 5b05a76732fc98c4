import type { TFunction } from 'i18next';
import { kpiName } from '../scorecards/kpis';
import type { Rule } from './calls';

/** A rule in a sentence. */
export function ruleText(t: TFunction, rule: Rule): string {
    const kpi = rule.kpi ? kpiName(t, rule.kpi) : '';
    const bound =
        rule.atMost !== null && rule.atMost !== undefined
            ? t('recognition.atMost', { kpi, bound: rule.atMost })
            : t('recognition.atLeast', { kpi, bound: rule.atLeast ?? '' });
    const within = rule.org ? t('recognition.within', { org: rule.org }) : '';
    switch (rule.type) {
        case 'rank':
            return (
                t(rule.lowestFirst ? 'recognition.rankLowest' : 'recognition.rankHighest', {
                    kpi,
                    top: String(rule.top ?? ''),
                }) + within
            );
        case 'streak':
            return t('recognition.streak', { months: String(rule.months ?? ''), bound }) + within;
        case 'course':
            return t('recognition.course', { certificate: rule.certificate ?? '' }) + within;
        default:
            return bound + within;
    }
}
