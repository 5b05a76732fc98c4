import type { TFunction } from 'i18next';
import { period } from '../../parts/format';
import { kpiName } from '../scorecards/kpis';
import { type TargetPlanRow, targetPlans } from '../targets/calls';
import type { Duty } from './Duties';

/** The newest proposals of targets that nobody has decided on. */
export const waitingTargets = async () => (await targetPlans({ state: 'proposed', limit: 50 })).items;

/** The proposals that this person may decide on: somebody else's, for what is below their unit. */
export const targetDuties = (t: TFunction, waiting: readonly TargetPlanRow[] = []): Duty[] =>
    waiting
        .filter((one) => one.mayDecide)
        .map((one) => ({
            key: `targets ${one.id}`,
            text: t('home.targetsToApprove', {
                kpi: kpiName(t, one.kpi),
                period: period(one.period),
                maker: one.proposedBy,
            }),
            to: `/targets/${one.id}`,
        }));
