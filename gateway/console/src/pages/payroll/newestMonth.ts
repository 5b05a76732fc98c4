import { reconciliation } from '../month/calls';
import { latestMonths, monthNow } from '../month/months';

/** The number of months payroll looks back. */
export const MONTHS = 24;

/** The newest month that has anything to pay. Payroll is not shown the closed months, so its own figures are asked. */
export async function newestMonth() {
    for (const month of latestMonths(MONTHS)) if ((await reconciliation(month)).entries > 0) return month;
    return monthNow();
}
