import type { TFunction } from 'i18next';
import { customers } from '../customers/calls';
import type { Duty } from './Duties';

const countOf = async (query: Parameters<typeof customers>[0]) =>
    (await customers({ ...query, limit: 1, total: true })).total ?? 0;

/** The number of a manager's customers whose care is due by today. */
export const careDueToday = () => countOf({ due: 'today' });

/** The numbers of customers whose care is overdue, and whose manager has left. */
export const customersToMind = async () => ({
    overdue: await countOf({ due: 'overdue' }),
    without: await countOf({ without: true }),
});

export const careDuty = (t: TFunction, due = 0): Duty | false =>
    due > 0 && { key: 'care', text: t('home.careDue', { count: due }), to: '/customers?due=today' };

export const customerDuties = (t: TFunction, { overdue, without } = { overdue: 0, without: 0 }): (Duty | false)[] => [
    without > 0 && {
        key: 'customers without',
        text: t('home.customersWithout', { count: without }),
        to: '/customers?without=true',
        isUrgent: true,
    },
    overdue > 0 && {
        key: 'care overdue',
        text: t('home.careOverdue', { count: overdue }),
        to: '/customers?due=overdue',
    },
];
