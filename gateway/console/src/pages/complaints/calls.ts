import { answer, feedback } from '../../api/client';
import type { components, paths } from '../../api/feedback';

export const STATUSES = ['open', 'overdue', 'due-soon', 'decided', 'upheld', 'rejected'] as const;

/** A complaint as now known; once decided there is no last day to decide. */
export type Complaint = components['schemas']['ComplaintAnswer'];

type ComplaintQuery = NonNullable<paths['/complaints']['get']['parameters']['query']>;

export const complaints = (query: ComplaintQuery) => answer(feedback.GET('/complaints', { params: { query } }));

/** The one whose time is over longest, or is over next, first. */
export const byClock = (all: readonly Complaint[]) =>
    [...all].sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
