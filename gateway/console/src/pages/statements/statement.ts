import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';

export type LineKind = 'earned' | 'factor' | 'complaint' | 'clawback' | 'cap' | 'deferral' | 'carried' | 'adjustment' | 'why-not';

/** Figures are decimal strings, as calculated. */
export interface Line {
    rule: string;
    kind: LineKind;
    text: { zh: string; en: string };
    quantity: string | null;
    rate: string | null;
    factor: string | null;
    amount: string;
    /** Facts, scores, complaints or periods it rests on. */
    basis: string[];
    steps?: { subject: string; quantity: string; rate: string; amount: string }[] | null;
}

export interface Statement {
    managerNo: string;
    period: string;
    status: string;
    org: string;
    payable: string;
    deferred: string;
    held: string;
    carried: string;
    planCode: string;
    planVersion: number;
    ruleHash: string;
    without: string[];
    lines: Line[];
}

/** A line of the list (written out here because the service's document gives two answers this one's name). */
export interface StatementSummary {
    managerNo: string;
    period: string;
    org: string;
    payable: string;
    deferred: string;
    carried: string;
}

export const useStatement = (managerNo: string, period: string) =>
    useQuery({
        queryKey: ['statement', managerNo, period],
        queryFn: async () =>
            (await (await ask('GET', `/incentive/statements/${encodeURIComponent(managerNo)}/${encodeURIComponent(period)}`)).json()) as Statement,
    });

export async function statements(period: string, after: string) {
    const asked = new URLSearchParams({ period, limit: '50', ...(after && { after }) });
    return (await (await ask('GET', `/incentive/statements?${asked}`)).json()) as { items: StatementSummary[]; next: string | null };
}

const MONTHS = 500;

/** The closed months, the latest first. */
export const useClosedMonths = () =>
    useQuery({
        queryKey: ['periods'],
        queryFn: async () => {
            const { items } = (await (await ask('GET', `/performance/periods?limit=${MONTHS}`)).json()) as { items: { period: string; status: string }[] };
            return items
                .filter((month) => month.status === 'closed')
                .map((month) => month.period)
                .reverse();
        },
    });

/** What a reader looks for, in the order they look: what was earned, what changed it, what comes later, and why something is missing. */
const PARTS = [
    { id: 'earned', kinds: ['earned', 'factor'] },
    { id: 'changed', kinds: ['complaint', 'clawback', 'carried', 'cap', 'adjustment'] },
    { id: 'deferred', kinds: ['deferral'] },
    { id: 'whyNot', kinds: ['why-not'] },
] as const satisfies readonly { id: string; kinds: readonly LineKind[] }[];

export const partsOf = (lines: Line[]) =>
    PARTS.map((part) => ({ id: part.id, lines: lines.filter((line) => (part.kinds as readonly LineKind[]).includes(line.kind)) })).filter(
        (part) => part.lines.length > 0,
    );
