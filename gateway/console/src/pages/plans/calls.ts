import { answer, incentive, once } from '../../api/client';
import type { components, paths } from '../../api/incentive';
import { Problem } from '../../api/problem';
import { absentAsNull } from '../managers/absent';
import { type PlanDocument, isPlanDocument } from './document';

type Schemas = components['schemas'];

/** Something that keeps a plan from being saved; `path` names the field. */
export type Fault = Schemas['PlanFault'];
export type Preview = Schemas['PreviewPlanAnswer'];
export type PlanInForce = Schemas['ShowPlanInForceAnswer'];
export type Signature = Schemas['ListSignaturesRow'];
type SignatureQuery = NonNullable<paths['/plans/{code}/versions/{version}/signatures']['get']['parameters']['query']>;

/** A version of a plan; the service's description leaves open what its document is made of. */
export type Plan = Omit<Schemas['PutPlanAnswer'], 'document'> & { document: PlanDocument };
export type Outcome = Schemas['Outcome'];
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
/** The text of a version, in both languages. */
export const planText = (code: string, version: number) =>
    answer(incentive.GET('/plans/{code}/versions/{version}/text', { params: { path: { code, version } } }));

/** The place that a document which cannot be read is unreadable at, as the service names it: `$.rules[0].rate`. */
const PLACE = /\$\.([\w-]+(?:\[\d+\]|\.[\w-]+)*)/;

/** What the service says of a plan that is being written; one that it cannot read has that one fault. */
export async function previewPlan(document: PlanDocument): Promise<Preview> {
    try {
        return await answer(incentive.POST('/plans/preview', { body: document }));
    } catch (error) {
        if (!(error instanceof Problem && error.code === 'plan.unreadable')) throw error;
        const text = error.details.title ?? error.message;
        return {
            faults: [{ path: PLACE.exec(text)?.[1] ?? '', code: error.code, zh: text, en: text }],
            findings: [],
            zh: null,
            en: null,
        };
    }
}
export const savePlan = async (document: PlanDocument) =>
    planOf(
        await answer(
            incentive.PUT('/plans/{code}', { params: { path: { code: document.code ?? '' } }, body: document }),
        ),
    );
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
/** The plan that this month is paid by; null where none is. */
/** The plan that a month is paid by; the current month where none is named. */
export const planInForce = (period?: string) =>
    absentAsNull(answer(incentive.GET('/plans/in-force', { params: { query: { period } } })));
export const signPlan = (code: string, version: number, textHash: string, key: string) =>
    answer(
        incentive.POST('/plans/{code}/versions/{version}/signatures', {
            ...at(code, version, key),
            body: { textHash },
        }),
    );
/** The page of a version's signatures. */
export const signaturesAddress = ({ code, version }: Pick<Plan, 'code' | 'version'>) =>
    `/plans/${encodeURIComponent(code)}/${version}/signatures`;

export const signatures = (code: string, version: number, query: SignatureQuery) =>
    answer(
        incentive.GET('/plans/{code}/versions/{version}/signatures', { params: { path: { code, version }, query } }),
    );

export const tryPlan = (period: string, managerNo: string, plan: PlanDocument) =>
    answer(
        incentive.POST('/plans/trial/{managerNo}/{period}', {
            params: { path: { managerNo, period } },
            body: plan,
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
