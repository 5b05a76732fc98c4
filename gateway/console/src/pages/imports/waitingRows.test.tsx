import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import { ImportOutcome } from './ImportOutcome';

it('says before the import how many rows will wait, and names the numbers nobody knows', async () => {
    answerWith((path) =>
        path.endsWith('/preview')
            ? { sheet: null, format: 'utf-8', rows: 3, columns: [], first: [], rejected: [], unknown: ['0107', '106'] }
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
