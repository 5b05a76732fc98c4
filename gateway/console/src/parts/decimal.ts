import Big from 'big.js';

/*
 * Decimal numbers as text, worked on as decimals: an amount, a rate or a weight never becomes a binary number.
 */

const SHAPE = /^-?\d+(\.\d+)?$/;

/** True for a decimal number as the services write and read them. */
export const isDecimal = (text: string) => SHAPE.test(text);

/** The number a text writes; a text that writes none counts as zero. */
const read = (text: string) => new Big(isDecimal(text) ? text : 0);

/** Below zero, zero, or above zero, as sorting wants it. */
export const compare = (a: string, b: string): number => read(a).cmp(read(b));

export const add = (a: string, b: string) => read(a).plus(read(b)).toFixed();
export const subtract = (a: string, b: string) => read(a).minus(read(b)).toFixed();

export const sum = (numbers: readonly string[]) => numbers.reduce(add, '0');

/** Without zeros that say nothing: 0.4000 is 0.4. */
export const plain = (text: string) => (isDecimal(text) ? read(text).toFixed() : text);

/** 25 (of hundred) as the ratio 0.25. */
export const fromPercent = (text: string) => read(text).times('0.01').toFixed();

/** The ratio 0.25 as 25 (of hundred). */
export const toPercent = (ratio: string) => read(ratio).times(100).toFixed();

/** To so many places, half up (away from zero), without zeros that say nothing. */
export const round = (text: string, places: number) => read(text).round(places, Big.roundHalfUp).toFixed();

/** To exactly so many places, half up. */
export const fixed = (text: string, places: number) => read(text).toFixed(places, Big.roundHalfUp);

/** A share of something above zero, to exactly so many places, rounded once, half up. */
export function quotient(part: string, all: string, places: number): string {
    const Rounded = Big();
    Rounded.DP = places;
    Rounded.RM = Big.roundHalfUp;
    return new Rounded(read(part)).div(read(all)).toFixed(places);
}

/** For drawing only: a pixel is as good as a binary number. */
export const forDrawing = (text: string) => Number(text);
