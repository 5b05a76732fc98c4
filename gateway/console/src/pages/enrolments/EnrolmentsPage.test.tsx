import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import UncountedPage from '../uncounted/UncountedPage';
import EnrolmentsPage from './EnrolmentsPage';

it('lists who waits and who has no seat, with name, session and total, and exports the same', async () => {
    const asked = answerWith(() => ({
        items: [
            {
                managerNo: '106',
                name: null,
                sessionCode: 'S1',
                course: 'Sales',
                startsOn: '2026-07-01',
                enrolledAt: '2026-06-01T01:00:00Z',
                state: 'waiting',
            },
            {
                managerNo: 'M2',
                name: 'Li',
                sessionCode: 'S1',
                course: 'Sales',
                startsOn: '2026-07-01',
                enrolledAt: '2026-06-01T01:00:00Z',
                state: 'without-seat',
            },
        ],
        next: null,
        total: 2,
    }));
    await openPage(<EnrolmentsPage />, { roles: ['trainer'], at: '/enrolments?session=S1' });
    expect(await screen.findByText('1–2 of 2')).toBeTruthy();
    expect(screen.getByText('Li').closest('tr')?.textContent).toContain('Without a seat');
    expect(screen.getByText('106').closest('tr')?.textContent).toContain('Not on the roster');
    expect(asked).toEqual(['/training/enrolments?limit=50&session=S1&sort=managerNo&total=true']);
});

it('lists facts that count nowhere, each with the reason in words and the fact that counts instead', async () => {
    answerWith(() => ({
        items: [
            {
                managerNo: 'M1',
                name: 'Han',
                occurredOn: '2026-05-02',
                factRef: 'A-2',
                kind: 'activated',
                cardRef: 'C1',
                why: 'already-counted',
                countedRef: 'A-1',
            },
        ],
        next: null,
        total: 1,
    }));
    await openPage(<UncountedPage />, { roles: ['hr'] });
    const row = (await screen.findByText('Card already counted')).closest('tr');
    expect(row?.textContent).toContain('Han');
    expect(row?.textContent).toContain('A-1');
    expect(screen.getByText('1–1 of 1')).toBeTruthy();
});

it('says where enrolments come from while there are none, and to clear a filter that finds none', async () => {
    answerWith(() => ({ items: [], next: null, total: 0 }));
    await openPage(<EnrolmentsPage />, { roles: ['trainer'], at: '/enrolments' });
    expect(await screen.findByText(/once the training team has uploaded them/)).toBeTruthy();

    await openPage(<EnrolmentsPage />, { roles: ['trainer'], at: '/enrolments?session=S9' });
    expect(await screen.findByText('No enrolments match. Clear a filter.')).toBeTruthy();
});
