import type { Bonus, Reconciliation } from '../month/calls';

/**
 * Payroll's answer to an entry of the stream. The stream itself does not say: a period's reconciliation lists
 * every entry
 * that is not paid, so an entry of the period that is not in it is. Undefined until that reconciliation is known.
 */
export function standing(entry: Bonus, of: ReadonlyMap<string, Reconciliation>): string | undefined {
    const period = of.get(entry.period);
    return period && (period.items.find((item) => item.eventId === entry.eventId)?.status ?? 'paid');
}
