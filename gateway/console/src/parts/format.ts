import { currentLanguage } from '../i18n';

/** Amounts are decimal strings and stay so: what is shown is what was calculated, digit for digit. */
export function money(amount: string): string {
    const [, sign = '', whole = '0', cents = '00'] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
    return `${sign && '−'}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0')}`;
}

/** A difference, with its sign. */
export const signedMoney = (amount: string) =>
    `${!amount.startsWith('-') && /[1-9]/.test(amount) ? '+' : ''}${money(amount)}`;

/** A ratio such as "0.4000" as a percentage, by moving the point: no binary number on the way. */
export function percent(ratio: string, places = 2): string {
    const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio) ?? [];
    const digits = fraction.padEnd(2 + places, '0');
    const points = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
    const rest = digits.slice(2, 2 + places).replace(/0+$/, '');
    return `${sign && '−'}${points}${rest ? `.${rest}` : ''}%`;
}

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

/** A period: a month as the language writes it, the others as they are. */
export const period = (code: string) =>
    /^\d{4}-\d{2}$/.test(code)
        ? new Intl.DateTimeFormat(currentLanguage(), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
              new Date(`${code}-01T00:00:00Z`),
          )
        : code;
