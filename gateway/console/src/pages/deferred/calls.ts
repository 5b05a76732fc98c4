import { answer, incentive } from '../../api/client';
import type { components, paths } from '../../api/incentive';

type Schemas = components['schemas'];
type LedgerQuery = NonNullable<paths['/ledger']['get']['parameters']['query']>;

export type OwnLedger = Schemas['ShowLedgerAnswer'];
export type LedgerEntry = Schemas['ShowLedgerEntry'];
export type DueSum = Schemas['ShowLedgerDueSum'];
export type DueRow = Schemas['ListDueRow'];

/** A manager's deferred money, reserves and advances. */
export const ledgerOf = (managerNo: string) =>
    answer(incentive.GET('/ledger/{managerNo}', { params: { path: { managerNo } } }));

/** What is still to be paid, by manager, month and due day. */
export const ledger = (query: LedgerQuery) => answer(incentive.GET('/ledger', { params: { query } }));
