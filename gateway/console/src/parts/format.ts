import i18next from 'i18next';
import { currentLanguage } from '../i18n';
import { isDecimal, round, toPercent } from './decimal';

/** Amounts are decimal strings and stay so: what is shown is what was calculated, digit for digit. */
export function money(amount: string): string {
    const [, sign = '', whole = '0', cents = '00'] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
    return `${sign && '−'}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0')}`;
}

/** A difference, with its sign. */
export const signedMoney = (amount: string) =>
    `${!amount.startsWith('-') && /[1-9]/.test(amount) ? '+' : ''}${money(amount)}`;

/**
 * A ratio such as "0.888889" as a percentage of two places, rounded half up: 88.89%. Every page writes a ratio with
 * this, so that one number reads
 * the same everywhere. Rounded digit by digit: no binary number on the way.
 */
export function percent(ratio: string): string {
    const rounded = round(toPercent(ratio), 2);
    return `${rounded.startsWith('-') ? '−' : ''}${rounded.replace('-', '')}%`;
}

/** A rate or a weight that somebody set, such as 0.0015 as 0.15%: written as it was set, never rounded. */
export function rate(ratio: string): string {
    const exact = toPercent(ratio);
    return `${exact.startsWith('-') ? '−' : ''}${exact.replace('-', '')}%`;
}

/** A plain number, a score or a mean, of two places at most, rounded half up. */
export const figure = (number: string) => (isDecimal(number) ? round(number, 2).replace('-', '−') : number);

export const count = (number: number) => new Intl.NumberFormat(currentLanguage()).format(number);

/** A business date, 2026-06-30, as the language writes it. */
export const date = (day: string) =>
    new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(`${day}T00:00:00Z`),
    );

/** An instant, in the bank's own time zone wherever the browser is. */
export const instant = (at: string) =>
    new Intl.DateTimeFormat(currentLanguage(), {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: 'Asia/Shanghai',
    }).format(new Date(at));

/** The same to the second, where the order of things matters. */
export const exactInstant = (at: string) =>
    new Intl.DateTimeFormat(currentLanguage(), {
        dateStyle: 'medium',
        timeStyle: 'medium',
        timeZone: 'Asia/Shanghai',
    }).format(new Date(at));

/** A month, quarter, half-year or year as the language writes it. */
export function period(code: string) {
    if (/^\d{4}-\d{2}$/.test(code))
        return new Intl.DateTimeFormat(currentLanguage(), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
            new Date(`${code}-01T00:00:00Z`),
        );
    const [, year, part = 'year'] = /^(\d{4})(?:-(Q[1-4]|H[12]))?$/.exec(code) ?? [];
    return year === undefined ? code : i18next.t(`periodName.${part as 'year' | 'Q1'}`, { year });
}
