import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ImportPage from './ImportPage';

it('asks until an import has ended, and says how', async () => {
    let calls = 0;
    const running = {
        id: 'x',
        kind: 'complaints',
        mode: 'rows',
        dryRun: false,
        format: 'utf-8',
        sheet: null,
        fileName: 'complaints.csv',
        createdBy: 'desk',
        rowsTotal: 1234,
        rowsWaiting: 0,
        hasRejectedRows: false,
        createdAt: '2026-11-24T11:42:04Z',
        error: null,
    };
    answerWith(() =>
        ++calls === 1
            ? {
                  ...running,
                  status: 'running',
                  rowsRead: 1000,
                  rowsAccepted: 1000,
                  rowsUnchanged: 0,
                  rowsRejected: 0,
                  finishedAt: null,
              }
            : {
                  ...running,
                  status: 'completed',
                  rowsRead: 1234,
                  rowsAccepted: 1234,
                  rowsUnchanged: 0,
                  rowsRejected: 0,
                  finishedAt: '2026-11-24T11:42:05Z',
              },
    );
    await openPage(
        <Routes>
            <Route path="/imports/:service/:id" element={<ImportPage />} />
        </Routes>,
        { roles: ['complaint-desk'], at: '/imports/feedback/x' },
    );
    expect(await screen.findByRole('heading', { level: 1, name: 'Complaints' })).toBeTruthy();
    expect(await screen.findByText('Import finished: every row was imported')).toBeTruthy();
    expect(screen.getAllByText('1,234')).toHaveLength(2);
});
