import type { PayMonth } from './calls';

/** A fault of a calendar as the service tells it, by month and field. */
export interface CalendarFault {
    period: string | null;
    field: string;
    text: { zh: string; en: string };
}

/** A year to begin with: cut-off on the 8th and pay day on the 15th of the month after. */
export const emptyYear = (year: number): PayMonth[] =>
    Array.from({ length: 12 }, (_, index) => {
        const next = index === 11 ? `${year + 1}-01` : `${year}-${String(index + 2).padStart(2, '0')}`;
        return {
            period: `${year}-${String(index + 1).padStart(2, '0')}`,
            cutOff: `${next}-08`,
            payDay: `${next}-15`,
        };
    });

/** The faults among a problem's details, which its document leaves open. */
export function faultsOf(problem: unknown): CalendarFault[] {
    const details = (problem as { details?: unknown } | undefined)?.details;
    if (!Array.isArray(details)) return [];
    return details.filter(
        (one): one is CalendarFault =>
            typeof one === 'object' && one !== null && 'field' in one && 'text' in one && 'period' in one,
    );
}
