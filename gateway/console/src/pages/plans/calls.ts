import { ask } from '../../api/client';
import { type Page, addressOf } from '../../api/read';
import type { Line } from '../month/calls';
import type { PlanDocument } from './document';

/* Shapes of the service's answers, written here because its published document gives several answers one name. */

export interface Finding {
    code: string;
    zh: string;
    en: string;
    clause: string;
}

/** Something in a plan that cannot be calculated, as the service says it. */
export interface ServiceFault {
    path: string;
    code: string;
    zh: string;
    en: string;
}

export interface Plan {
    code: string;
    version: number;
    status: 'draft' | 'approved' | 'returned';
    effectiveFrom: string;
    ruleHash: string;
    findings: Finding[];
    createdBy: string;
    createdAt: string;
    approvedBy: string | null;
    approvedAt: string | null;
    acceptedFindings: string | null;
    returnedBy: string | null;
    returnedAt: string | null;
    /** Why the approver returned it to its maker. */
    returnReason: string | null;
    document: PlanDocument;
}

const part = encodeURIComponent;
const read = async <T>(response: Promise<Response>) => (await (await response).json()) as T;

export const plans = (after?: string) =>
    read<Page<Plan>>(
        ask('GET', addressOf('/incentive/plans', { limit: 50, after, total: after ? undefined : 'true' })),
    );
export const plan = (code: string, version: string | number) =>
    read<Plan>(ask('GET', `/incentive/plans/${part(code)}/versions/${part(String(version))}`));
export const savePlan = (document: PlanDocument) =>
    read<Plan>(ask('PUT', `/incentive/plans/${part(document.code)}`, document));
export const approvePlan = (code: string, version: number, acceptFindings: string | undefined, key: string) =>
    read<Plan>(
        ask(
            'POST',
            `/incentive/plans/${part(code)}/versions/${version}/approve`,
            acceptFindings ? { acceptFindings } : {},
            { 'Idempotency-Key': key },
        ),
    );

export const returnPlan = (code: string, version: number, reason: string, key: string) =>
    read<Plan>(
        ask(
            'POST',
            `/incentive/plans/${part(code)}/versions/${version}/return`,
            { reason },
            { 'Idempotency-Key': key },
        ),
    );

export interface Outcome {
    payable: string;
    deferred: string;
    lines: Line[];
}

export interface Trial {
    managerNo: string;
    name?: string | null;
    period: string;
    planCode: string;
    planVersion: number;
    inForce: Outcome;
    tried: Outcome;
    difference: string;
}

export const tryPlan = (period: string, managerNo: string, plan: PlanDocument) =>
    read<Trial>(
        ask('POST', `/incentive/plans/trial/${part(managerNo)}/${period}`, { ...plan, code: plan.code || undefined }),
    );

/** The version in force in a month: of those approved from it or earlier the latest, and of two from one month the one approved later. */
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
