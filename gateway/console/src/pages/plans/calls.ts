import { answer, incentive, once } from '../../api/client';
import type { components } from '../../api/incentive';
import { type PlanDocument, isPlanDocument } from './document';

type Schemas = components['schemas'];

/** Something in a plan that cannot be calculated, as the service says it. */
export interface ServiceFault {
    path: string;
    code: string;
    zh: string;
    en: string;
}

/** A version of a plan; the service's description leaves open what its document is made of. */
export type Plan = Omit<Schemas['PutPlanAnswer'], 'document'> & { document: PlanDocument };
export type Outcome = Schemas['TryPlanOutcome'];
export type Trial = Schemas['TryPlanAnswer'];

function planOf({ document, ...rest }: Schemas['PutPlanAnswer']): Plan {
    if (!isPlanDocument(document)) throw new Error(`Plan ${rest.code} ${rest.version} has no document.`);
    return { ...rest, document };
}

const at = (code: string, version: number, key: string) => ({
    params: { path: { code, version } },
    headers: once(key),
});

export const plans = async (query: { limit: number; after?: string; total?: boolean }) => {
    const page = await answer(incentive.GET('/plans', { params: { query } }));
    return { ...page, items: page.items.map(planOf) };
};
export const plan = async (code: string, version: number) =>
    planOf(await answer(incentive.GET('/plans/{code}/versions/{version}', { params: { path: { code, version } } })));
export const savePlan = async (document: PlanDocument) =>
    planOf(await answer(incentive.PUT('/plans/{code}', { params: { path: { code: document.code } }, body: document })));
export const approvePlan = async (code: string, version: number, acceptFindings: string | undefined, key: string) =>
    planOf(
        await answer(
            incentive.POST('/plans/{code}/versions/{version}/approve', {
                ...at(code, version, key),
                body: { acceptFindings: acceptFindings || null },
            }),
        ),
    );
export const returnPlan = async (code: string, version: number, reason: string, key: string) =>
    planOf(
        await answer(
            incentive.POST('/plans/{code}/versions/{version}/return', { ...at(code, version, key), body: { reason } }),
        ),
    );
export const tryPlan = (period: string, managerNo: string, plan: PlanDocument) =>
    answer(
        incentive.POST('/plans/trial/{managerNo}/{period}', {
            params: { path: { managerNo, period } },
            body: { ...plan, code: plan.code || undefined },
        }),
    );

/**
 * The version in force in a month: of those approved from it or earlier the latest, and of two from one month the
 * one approved later.
 */
export function inForce(all: readonly Plan[], month: string): Plan | undefined {
    return all
        .filter((one) => one.status === 'approved' && one.effectiveFrom <= month)
        .sort(
            (a, b) =>
                a.effectiveFrom.localeCompare(b.effectiveFrom) ||
                (a.approvedAt ?? '').localeCompare(b.approvedAt ?? ''),
        )
        .at(-1);
}
