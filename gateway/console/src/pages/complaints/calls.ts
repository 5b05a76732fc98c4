import { type Page, read } from '../../api/read';

export const STATUSES = ['open', 'overdue', 'due-soon', 'decided', 'upheld', 'rejected'] as const;

/** A complaint as now known (written out here because the service's document gives several answers one name). */
export interface Complaint {
    complaintRef: string;
    managerNo: string;
    name: string | null;
    receivedOn: string;
    channel: string;
    category: string;
    severity: string;
    outcome: 'upheld' | 'rejected' | null;
    resolvedOn: string | null;
    /** The last day to decide; null once decided. */
    dueOn: string | null;
    version: number;
}

export const complaints = (query: {
    manager?: string;
    search?: string;
    status?: string;
    sort?: string;
    after?: string;
    limit: number;
    total?: 'true';
}) => read<Page<Complaint>>('/feedback/complaints', query);

/** The one whose time is over longest, or is over next, first. */
export const byClock = (all: readonly Complaint[]) =>
    [...all].sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
