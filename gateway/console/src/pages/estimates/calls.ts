import { answer, incentive } from '../../api/client';
import type { components } from '../../api/incentive';

type Schemas = components['schemas'];

export type Estimate = Schemas['EstimateMonthAnswer'];
export type PaidKind = Schemas['EstimateMonthPaidKind'];
export type Addition = Schemas['EstimateMonthAddition'];

export const estimate = (managerNo: string, period: string, add: Addition[]) =>
    answer(
        incentive.POST('/estimates/{managerNo}/{period}', {
            params: { path: { managerNo, period } },
            body: { add },
        }),
    );
