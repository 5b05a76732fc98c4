import type { TFunction } from 'i18next';
import { date, period } from '../../parts/format';
import { type MyForm, type RoundRow, type ResultRow, results, rounds } from '../reviews/calls';
import type { Duty } from './Duties';

/** The rounds that wait for somebody to confirm their raters. */
export const waitingRounds = async () => (await rounds({ state: 'proposed', limit: 50 })).items;

/** The appeals that wait for a decision. */
export const waitingAppeals = async () => (await results({ appeal: 'pending', limit: 50 })).items;

/** The forms that wait for this person; of others nobody is named. */
export const formDuties = (t: TFunction, mine: readonly MyForm[] = [], today: string): Duty[] => {
    const waiting = mine.filter((one) => one.state === 'asked');
    const first = waiting[0];
    return first
        ? [
              {
                  key: 'review forms',
                  text: t('home.formsToFill', { count: waiting.length, date: date(first.dueOn) }),
                  to: waiting.length === 1 ? `/my-reviews/${first.id}` : '/my-reviews',
                  isUrgent: first.dueOn <= today,
              },
          ]
        : [];
};

/** The rounds of which this person may confirm the raters. */
export const roundDuties = (t: TFunction, waiting: readonly RoundRow[] = []): Duty[] =>
    waiting
        .filter((one) => one.mayConfirm)
        .map((one) => ({
            key: `review ${one.id}`,
            text: t('home.ratersToConfirm', { org: one.orgName ?? one.org, period: period(one.period) }),
            to: `/reviews/${one.id}`,
        }));

export const appealDuties = (t: TFunction, waiting: readonly ResultRow[] = []): Duty[] =>
    waiting.length === 0
        ? []
        : [
              {
                  key: 'review appeals',
                  text: t('home.appealsToDecide', { count: waiting.length }),
                  to: '/reviews?view=results&appeal=pending',
              },
          ];
