import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { rooms } from '../../session/access';
import { answerWith, openPage } from '../../test/page';
import AdministrationPage from './AdministrationPage';

it('shows the units under one another, and of every room which roles have it', async () => {
    answerWith((path) =>
        path.startsWith('/auth/journal')
            ? { items: [], hasMore: false, firstBroken: null }
            : path === '/session/access'
              ? {
                    issuer: 'https://idp.bank.example',
                    claims: { groups: 'memberOf', org: 'branch', managerNo: 'employee' },
                    roles: [
                        { role: 'hr', groups: ['CN=People'] },
                        { role: 'payroll', groups: [] },
                    ],
                    clients: [],
                }
              : {
                    items: [
                        { code: 'HO', name: 'Head office', parent: null, kind: 'head-office' },
                        { code: 'B1', name: 'First branch', parent: 'HO', kind: 'branch' },
                    ],
                    next: null,
                },
    );
    await openPage(<AdministrationPage />, { roles: ['administrator'] });
    expect(await screen.findByText('First branch')).toBeTruthy();
    const row = within(screen.getByRole('region', { name: 'Pages by role' }))
        .getByText('Operations')
        .closest('tr');
    const operations = rooms.find((room) => room.id === 'operations');
    expect(await screen.findByText('CN=People')).toBeTruthy();
    expect(screen.getByText('memberOf')).toBeTruthy();
    expect(row?.querySelectorAll('[aria-label="yes"]')).toHaveLength(operations?.roles.length ?? 0);
});
