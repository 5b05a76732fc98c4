import { expect, it } from 'vitest';
import { verdictOf } from './ImportOutcome';
import type { ImportState } from './state';

const state = (changes: Partial<ImportState>): ImportState => ({
    id: 'x',
    kind: 'targets',
    status: 'completed',
    mode: 'rows',
    dryRun: true,
    format: 'utf-8',
    sheet: null,
    fileName: null,
    createdBy: 'hr',
    rowsTotal: 3,
    rowsWaiting: 0,
    hasRejectedRows: false,
    rowsRead: 3,
    rowsAccepted: 3,
    rowsUnchanged: 0,
    rowsRejected: 0,
    createdAt: '2026-06-30T00:00:00Z',
    startedAt: null,
    finishedAt: null,
    errorCode: null,
    error: null,
    ...changes,
});

it.each<[Partial<ImportState>, string]>([
    [{}, 'checkGood'],
    [{ rowsAccepted: 0, rowsUnchanged: 3 }, 'checkUnchanged'],
    [{ rowsAccepted: 2, rowsRejected: 1 }, 'checkSome'],
    [{ rowsAccepted: 0, rowsRejected: 3 }, 'checkNone'],
    [{ rowsAccepted: 2, rowsRejected: 1, mode: 'atomic' }, 'checkNothingKept'],
    [{ status: 'failed' }, 'checkFailed'],
    [{ rowsRead: 0, rowsAccepted: 0 }, 'empty'],
    [{ dryRun: false }, 'good'],
    [{ dryRun: false, rowsAccepted: 0, rowsUnchanged: 3 }, 'unchanged'],
    [{ dryRun: false, rowsAccepted: 2, rowsRejected: 1 }, 'some'],
    [{ dryRun: false, rowsAccepted: 0, rowsRejected: 3 }, 'none'],
    [{ dryRun: false, status: 'failed', mode: 'atomic' }, 'failed'],
])('says of %o: %s', (changes, words) => expect(verdictOf(state(changes)).words).toBe(words));
