import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ManagersPage from './ManagersPage';

const manager = {
    org: 'B1-01',
    level: 'senior',
    step: 'A',
    area: 'urban',
    employment: 'regular',
    hiredOn: '2020-01-01',
    leftOn: null,
};

it('goes on page by page, with the filters of the address', async () => {
    const asked = answerWith((path) =>
        path.includes('after=more')
            ? { items: [{ ...manager, managerNo: 'M2', name: 'Second' }], next: null }
            : { items: [{ ...manager, managerNo: 'M1', name: 'First' }], next: 'more' },
    );
    await openPage(<ManagersPage />, { roles: ['trainer'], at: '/managers?org=B1&level=senior' });
    expect((await screen.findByRole('link', { name: 'M1' })).getAttribute('href')).toBe('/managers/M1');
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('Second')).toBeTruthy();
    expect(screen.getByText('First')).toBeTruthy();
    // A trainer may not ask for the units' names, so nobody asks.
    expect(asked).toEqual([
        '/performance/managers?limit=50&org=B1&level=senior&sort=managerNo&total=true',
        '/performance/managers?limit=50&org=B1&level=senior&sort=managerNo&after=more',
    ]);
});

it('is searched and sorted by the service, and the head that was clicked keeps the focus', async () => {
    const asked = answerWith(() => ({ items: [{ ...manager, managerNo: 'M1', name: 'First' }], next: null }));
    await openPage(<ManagersPage />, { roles: ['trainer'], at: '/managers?sort=-name' });
    await screen.findByText('First');
    const head = screen.getByRole('columnheader', { name: 'Hired on' });
    await userEvent.click(head);
    await userEvent.type(screen.getByLabelText('Name or number'), 'fir{Enter}');
    await screen.findByRole('button', { name: 'Clear filters' });
    expect(head.isConnected).toBe(true);
    expect(asked).toEqual([
        '/performance/managers?limit=50&sort=-name&total=true',
        '/performance/managers?limit=50&sort=hiredOn&total=true',
        '/performance/managers?limit=50&search=fir&sort=hiredOn&total=true',
    ]);
});
