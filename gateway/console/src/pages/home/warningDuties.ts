import type { TFunction } from 'i18next';
import { bankToday } from '../../parts/days';
import type { Warning } from '../warnings/calls';
import type { Duty } from './Duties';

/** Warnings that wait for this person: for a response, its receipt, or the outcome; late ones are urgent. */
export function warningDuties(t: TFunction, waiting: readonly Warning[] = []): (Duty | false)[] {
    const open = waiting.filter((one) => one.mayRespond);
    const toReceive = waiting.filter((one) => one.mayCheck && one.state === 'responded');
    const toSettle = waiting.filter((one) => one.mayCheck && one.state === 'received' && isDue(one));
    const duty = (key: string, text: string, state: string, isUrgent: boolean) => ({
        key: `warnings ${key}`,
        text,
        to: `/warnings?state=${state}`,
        isUrgent,
    });
    return [
        open.length > 0 &&
            duty(
                'open',
                t('home.warningsToAnswer', { count: open.length }),
                'warning',
                open.some((one) => one.respondBy !== null && one.respondBy < bankToday()),
            ),
        toReceive.length > 0 &&
            duty('receive', t('home.warningsToReceive', { count: toReceive.length }), 'responded', false),
        toSettle.length > 0 &&
            duty('settle', t('home.warningsToSettle', { count: toSettle.length }), 'received', false),
    ];
}

/** The day on which the measure is to show an effect has come. */
const isDue = (one: Warning) => one.dueOn !== null && one.dueOn <= bankToday();
