import type { TFunction } from 'i18next';
import { period } from '../../parts/format';
import { type GoalRow, goals } from '../goals/calls';
import type { Duty } from './Duties';

/** The number of goals that wait for a head. */
export const waitingGoals = () => goals({ state: 'set', limit: 1, total: true });

/** The goals that managers of the unit have set, to be confirmed or returned. */
export const goalsToConfirm = (t: TFunction, waiting = 0): Duty | false =>
    waiting > 0 && { key: 'goals', text: t('home.goalsToConfirm', { count: waiting }), to: '/goals?state=set' };

/** The manager's own goals that were returned. */
export const returnedGoals = async () => (await goals({ state: 'returned', limit: 20 })).items;

export const goalsToRevise = (t: TFunction, returned: readonly GoalRow[] = []): Duty[] =>
    returned.map((one) => ({
        key: `goals ${one.period}`,
        text: t('home.goalsReturned', { period: period(one.period), reason: one.reason ?? '' }),
        to: `/goals?period=${one.period}`,
    }));
