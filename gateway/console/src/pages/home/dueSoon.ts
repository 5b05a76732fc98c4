import { dayFrom } from '../../parts/days';
import { compare } from '../../parts/decimal';
import { ledger } from '../deferred/calls';
import { DAYS_AHEAD } from '../releases/state';

/** The first day that is too far ahead to be released. */
export const firstNotDue = () => dayFrom(DAYS_AHEAD + 1);

/** The number of amounts that fall due within the days that can be released, and whether any of them is to be paid. */
export async function dueSoon() {
    const { items, total } = await ledger({ dueBefore: firstNotDue(), sort: '-amount', limit: 1, total: true });
    return { count: total ?? 0, isToPay: items.some((one) => compare(one.amount, '0') > 0) };
}
