import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ManagerPage from './ManagerPage';

it('tells where a manager works and has worked, with the units by name', async () => {
    const posting = { employment: 'regular', step: 'A', area: 'urban', supervisorNo: 'M2', mentorNo: null };
    answerWith((path) =>
        path.includes('org-units')
            ? { items: [{ code: 'B2', name: 'Second branch', parent: null, kind: 'branch' }], next: null }
            : {
                  managerNo: 'M1',
                  name: 'First',
                  hiredOn: '2020-01-01',
                  inPostSince: null,
                  leftOn: null,
                  education: null,
                  version: 2,
                  postings: [
                      { ...posting, from: '2020-01-01', org: 'B1', level: 'junior' },
                      { ...posting, from: '2021-01-01', org: 'B2', level: 'senior' },
                  ],
              },
    );
    await openPage(
        <Routes>
            <Route path="/managers/:managerNo" element={<ManagerPage />} />
        </Routes>,
        { roles: ['hr'], at: '/managers/M1' },
    );
    expect(await screen.findByText('Second branch')).toBeTruthy();
    expect(screen.getByText('From Jan 1, 2021')).toBeTruthy();
    expect(screen.getByText('Jan 1, 2020 to Dec 31, 2020')).toBeTruthy();
    expect(screen.getAllByText('Changed')).toHaveLength(2);
    expect(screen.getAllByRole('link', { name: 'M2' })[0]?.getAttribute('href')).toBe('/managers/M2');
});
