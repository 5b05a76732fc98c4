import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import CalendarPage from './CalendarPage';

const session = {
    code: 'S1',
    course: 'Sales',
    courseCode: 'C1',
    startsOn: '2026-07-06',
    endsOn: '2026-07-07',
    startTime: '09:00',
    endTime: '16:00',
    place: 'Room 301',
    teacher: null,
    branch: null,
    seats: 8,
    waitingList: false,
    enrolled: 1,
    waiting: 0,
    withoutSeat: 0,
    confirmed: false,
};

it('shows each session on its days, and asks for the weeks of the month alone', async () => {
    const asked = answerWith(() => ({ items: [session], next: null }));
    await openPage(<CalendarPage />, { roles: ['trainer'], at: '/calendar?month=2026-07' });
    const [grid] = await screen.findAllByRole('table', { name: /Training sessions of/ });
    expect(within(grid as HTMLElement).getAllByRole('link', { name: '09:00 Sales' })).toHaveLength(2);
    expect(asked[0]).toContain('until=2026-08-02');
    expect(screen.queryByRole('button', { name: 'Make an address' })).toBeNull();
});

it('gives a manager the address of their own calendar', async () => {
    answerWith((path) =>
        path.endsWith('/calendar-key')
            ? { address: '/training/calendar.ics?key=abc' }
            : { items: [session], next: null },
    );
    await openPage(<CalendarPage />, { roles: ['account-manager'], managerNo: 'M1', at: '/calendar?month=nonsense' });
    (await screen.findByRole('button', { name: 'Make an address' })).click();
    expect(await screen.findByText(/calendar\.ics\?key=abc/)).toBeTruthy();
});
