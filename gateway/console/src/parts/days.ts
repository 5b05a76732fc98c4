const DAY = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The day it is at the bank, wherever the browser is. */
export const bankToday = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** Days from today, at the bank, to this day; below zero when it is past. */
export const daysTo = (day: string, today = bankToday()) => Math.round((at(day) - at(today)) / DAY);

/** Business dates compare as the texts they are. */
export const dayFrom = (days: number, today = bankToday()) =>
    new Date(at(today) + days * DAY).toISOString().slice(0, 10);
