import { Badge } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { plain } from '../../parts/decimal';
import { count, percent, period } from '../../parts/format';
import { figure, kpiName } from '../scorecards/kpis';
import type { EvidenceFigure, Warning, WarningRule } from './calls';

const BADGES = {
    monitoring: 'processing',
    warning: 'error',
    responded: 'warning',
    received: 'warning',
    settled: 'success',
    cleared: 'default',
} as const;

/** How far a warning has come, told by its words and not by its colour alone. */
export function WarningState({ state }: { state: string }) {
    const { t } = useTranslation();
    return <Badge status={BADGES[state as keyof typeof BADGES]} text={t(`warnings.state.${state}`)} />;
}

export const ruleName = (rule: { zh?: string | null; en?: string | null }) =>
    (currentLanguage() === 'en' ? rule.en : rule.zh) ?? '';

/** Figures of evidence that are numbers of things, whatever the KPI's unit is. */
const COUNTS: readonly string[] = ['complaints', 'days', 'months', 'managers', 'cards', 'cancelled', 'firstUsed'];

/** A figure of the evidence in its own unit. */
export function evidenceFigure(kpi: string | null, one: EvidenceFigure): string {
    if (COUNTS.includes(one.name) || (kpi === null && one.name === 'limit')) return count(Number(one.value));
    if (one.name === 'share') return percent(one.value);
    if (one.name === 'deviations' || kpi === null) return plain(one.value);
    return figure(kpi, one.value);
}

/** The evidence in one line. */
export const evidenceText = (t: TFunction, { kpi, evidence }: Pick<Warning, 'kpi' | 'evidence'>) =>
    evidence
        .map((one) =>
            t('list.pair', {
                name: one.period
                    ? t('warnings.ofPeriod', { name: t(`warnings.figure.${one.name}`), period: period(one.period) })
                    : t(`warnings.figure.${one.name}`),
                value: evidenceFigure(kpi, one),
            }),
        )
        .join(t('review.semicolon'));

/** What a rule looks for, in a sentence. */
export function ruleText(t: TFunction, { kind, kpi, terms }: Pick<WarningRule, 'kind' | 'kpi' | 'terms'>): string {
    const side = terms.side === 'below' ? 'below' : 'above';
    const shown = {
        kpi: kpi ? kpiName(t, kpi) : '',
        limit: terms.limit === null || terms.limit === undefined ? '' : kpi ? figure(kpi, terms.limit) : terms.limit,
        share: terms.share ? percent(terms.share) : '',
        deviations: terms.deviations ? plain(terms.deviations) : '',
        months: terms.months ?? 0,
        number: terms.count ?? 0,
        days: terms.days ?? 0,
        factor: terms.factor ? plain(terms.factor) : '',
        firstUsed: terms.firstUsed ? percent(terms.firstUsed) : '',
    };
    return kind === 'cluster' || kind === 'spike'
        ? t(`warnings.looks.${kind}`, shown)
        : t(`warnings.looks.${kind}.${side}`, shown);
}
