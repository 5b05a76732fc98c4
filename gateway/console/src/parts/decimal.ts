/*
 * Decimal numbers as text, worked on digit by digit: an amount, a rate or a weight never becomes a binary number.
 */

interface Digits {
    value: bigint;
    places: number;
}

const SHAPE = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Whether it is a decimal number as the services write and read them. */
export const isDecimal = (text: string) => SHAPE.test(text);

function read(text: string): Digits {
    const [, sign = '', whole = '0', fraction = ''] = SHAPE.exec(text) ?? [];
    const value = BigInt(whole + fraction);
    return { value: sign ? -value : value, places: fraction.length };
}

function write({ value, places }: Digits): string {
    const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
    const cut = digits.length - places;
    return `${value < 0n ? '-' : ''}${digits.slice(0, cut)}${places ? `.${digits.slice(cut)}` : ''}`;
}

const scaled = (number: Digits, places: number) => number.value * 10n ** BigInt(places - number.places);

function together(a: string, b: string): [bigint, bigint, number] {
    const [left, right] = [read(a), read(b)];
    const places = Math.max(left.places, right.places);
    return [scaled(left, places), scaled(right, places), places];
}

/** Below zero, zero, or above zero, as sorting wants it. */
export function compare(a: string, b: string): number {
    const [left, right] = together(a, b);
    return left < right ? -1 : left > right ? 1 : 0;
}

export function add(a: string, b: string): string {
    const [left, right, places] = together(a, b);
    return plain(write({ value: left + right, places }));
}

export function subtract(a: string, b: string): string {
    const [left, right, places] = together(a, b);
    return plain(write({ value: left - right, places }));
}

export const sum = (numbers: readonly string[]) => numbers.reduce(add, '0');

/** Without zeros that say nothing: 0.4000 is 0.4. */
export const plain = (text: string) =>
    (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0');

/** 25 (of hundred) as the ratio 0.25. */
export function fromPercent(text: string): string {
    const { value, places } = read(text);
    return plain(write({ value, places: places + 2 }));
}

/** The ratio 0.25 as 25 (of hundred). */
export function toPercent(ratio: string): string {
    const { value, places } = read(ratio);
    return plain(
        places >= 2
            ? write({ value, places: places - 2 })
            : write({ value: value * 10n ** BigInt(2 - places), places: 0 }),
    );
}

/** To so many places, half up (away from zero), without zeros that say nothing. */
export function round(text: string, places: number): string {
    const number = read(text);
    if (number.places <= places) return plain(text);
    const unit = 10n ** BigInt(number.places - places);
    const size = number.value < 0n ? -number.value : number.value;
    const rounded = (size + unit / 2n) / unit;
    return plain(write({ value: number.value < 0n ? -rounded : rounded, places }));
}

/** For drawing only: a pixel is as good as a binary number. */
export const forDrawing = (text: string) => Number(text);
