import type { TFunction } from 'i18next';
import { dayFrom } from '../../parts/days';
import { date } from '../../parts/format';
import type { Session } from './calls';

/** The days of a session and its time, in one line. */
export function whenOf(t: TFunction, one: Pick<Session, 'startsOn' | 'endsOn' | 'startTime' | 'endTime'>) {
    const days =
        one.endsOn === one.startsOn
            ? date(one.startsOn)
            : t('sessions.fromTo', { from: date(one.startsOn), to: date(one.endsOn) });
    return one.startTime && one.endTime ? t('sessions.daysAt', { days, from: one.startTime, to: one.endTime }) : days;
}

/** Every day of a session, first to last. */
export function daysOf(one: Pick<Session, 'startsOn' | 'endsOn'>) {
    const days = [one.startsOn];
    while (days.length < 60 && (days.at(-1) ?? '') < one.endsOn) days.push(dayFrom(1, days.at(-1)));
    return days;
}
