import type { TFunction } from 'i18next';
import { bankToday } from '../../parts/days';
import { requests, sessions } from '../sessions/calls';
import type { Duty } from './Duties';

/** The number of sessions that are over and whose attendance nobody has confirmed. */
export const sessionsToConfirm = () => sessions({ toConfirm: true, limit: 1, total: true });

/** The number of requests for seats that wait for a decision. */
export const openRequests = () => requests({ state: 'open', limit: 1, total: true });

/** Today's sessions, the first of them. */
export const sessionsToday = () => sessions({ on: bankToday(), limit: 8 });

export const trainingDuties = (t: TFunction, toConfirm: number, asked: number): (Duty | false)[] => [
    toConfirm > 0 && {
        key: 'attendance',
        text: t('home.toConfirmAttendance', { count: toConfirm }),
        to: '/sessions?toConfirm=true',
    },
    seatDuty(t, asked),
];

/** Requests of managers that a head or the training team decides. */
export const seatDuty = (t: TFunction, asked = 0): Duty | false =>
    asked > 0 && {
        key: 'seats',
        text: t('home.seatRequests', { count: asked }),
        to: '/seat-requests?state=open',
    };
