import type { TFunction } from 'i18next';
import { period } from '../../parts/format';
import type { Person } from '../../session/session';
import { wordOf } from '../managers/roster';
import type { Proposal } from '../scoreSheets/calls';

/** The score sheets that somebody else wrote in spite of findings: a second person of the whole bank decides. */
export const sheetDuties = (
    t: TFunction,
    { id, org }: Pick<Person, 'id' | 'org'>,
    waiting: readonly Proposal[] = [],
) =>
    org !== null
        ? []
        : waiting
              .filter((one) => one.proposedBy !== id)
              .map((one) => ({
                  key: `sheet ${one.id}`,
                  text: t('home.sheetToApprove', {
                      level: one.managerNo ?? wordOf(t, 'level', one.level),
                      period: period(one.effectiveFrom),
                      maker: one.proposedBy,
                  }),
                  to: '/score-sheets/proposals?state=proposed',
              }));
