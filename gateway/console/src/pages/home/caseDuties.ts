import type { TFunction } from 'i18next';
import type { caseFigures } from '../cases/calls';
import type { Duty } from './Duties';

type Figures = Awaited<ReturnType<typeof caseFigures>>;

/** What waits at the desk among the complaints handled here, the late ones first. */
export function caseDuties(t: TFunction, of: Figures | undefined): (Duty | false)[] {
    const duty = (key: string, count: number, query: string, isUrgent = false) =>
        count > 0 && { key: `cases ${key}`, text: t(`home.${key}`, { count }), to: `/cases?${query}`, isUrgent };
    return of === undefined
        ? []
        : [
              duty('casesLate', of.late, 'clock=late', true),
              duty('casesDue', of.dueSoon, 'clock=due', true),
              duty('casesFree', of.unassigned, 'handler=-'),
              duty('casesToReply', of.toReply, 'state=decided'),
              duty('casesToExtend', of.extensions, 'state=undecided'),
          ];
}
