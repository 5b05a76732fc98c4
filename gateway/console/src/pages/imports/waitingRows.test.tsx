import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import { ImportOutcome } from './ImportOutcome';

it('says before the import how many rows will wait, and names the numbers nobody knows', async () => {
    answerWith((path) =>
        path.endsWith('/preview')
            ? { sheet: null, format: 'utf-8', rows: 3, columns: [], first: [], rejected: [], unknown: ['0107', '106'] }
            : path.includes('/difference')
              ? { items: [], next: null, total: 0, counts: {} }
              : {
                    id: 'i1',
                    kind: 'enrolments',
                    status: 'completed',
                    mode: 'rows',
                    dryRun: true,
                    rowsTotal: 3,
                    rowsRead: 3,
                    rowsAccepted: 3,
                    rowsUnchanged: 0,
                    rowsRejected: 0,
                    rowsWaiting: 2,
                    error: null,
                },
    );
    await openPage(<ImportOutcome service="training" id="i1" />, { roles: ['trainer'] });
    expect(await screen.findByText('2 rows name managers who are not on the roster; they will wait')).toBeTruthy();
    expect(await screen.findByText(/Numbers not on the roster: 0107, 106\./)).toBeTruthy();
});

it('tells before the import what would change of the list, row by row with reasons', async () => {
    const row = {
        row: 2,
        verdict: 'added',
        managerNo: 'M1',
        name: 'Li',
        subject: 'S1',
        before: null,
        code: null,
        reason: null,
    };
    const rows = [
        row,
        { ...row, row: 3, verdict: 'moved', managerNo: 'M2', before: 'S2' },
        { ...row, row: 4, verdict: 'refused', managerNo: 'M3', code: 'session.full', reason: 'Session S1 is full.' },
        { ...row, row: null, verdict: 'withdrawn', managerNo: 'M4', before: 'S1', reason: 'Not in the list.' },
    ];
    const asked = answerWith((path) =>
        path.includes('/difference')
            ? {
                  items: rows.filter((one) => !path.includes('verdict=') || path.includes(`verdict=${one.verdict}`)),
                  next: null,
                  total: 4,
                  counts: { added: 1, moved: 1, refused: 1, withdrawn: 1 },
              }
            : path.endsWith('/preview')
              ? { sheet: null, format: 'utf-8', rows: 3, columns: [], first: [], rejected: [], unknown: [] }
              : path.endsWith('/errors')
                ? 'row,column,code,message\n4,session_code,session.full,Session S1 is full.\n'
                : {
                      id: 'i1',
                      kind: 'enrolments',
                      status: 'completed',
                      mode: 'rows',
                      dryRun: true,
                      rowsTotal: 3,
                      rowsRead: 3,
                      rowsAccepted: 2,
                      rowsUnchanged: 0,
                      rowsRejected: 1,
                      rowsWaiting: 0,
                      error: null,
                  },
    );
    await openPage(<ImportOutcome service="training" id="i1" />, { roles: ['trainer'] });
    expect(await screen.findByText('S2 → S1')).toBeTruthy();
    expect(screen.getByText('Not in the file')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Refused (1)' }));
    await waitFor(() => expect(screen.queryByText('S2 → S1')).toBeNull());
    expect(asked.some((path) => path.includes('/imports/i1/difference') && path.includes('verdict=refused'))).toBe(
        true,
    );
});
