import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import CounsellingPage from './CounsellingPage';
import OfficersPage from './OfficersPage';
import RoomPage from './RoomPage';

const counsellors = { counsellors: [{ userId: 'lin', name: 'Ms Lin' }], hasOfficers: true };
const hotlines = { hotlines: [{ nameZh: '热线', nameEn: 'Helpline', phone: '12356', hours: '24 h' }] };

it('lets anybody ask, and keeps nothing of it in the browser', async () => {
    const asked = answerWith((path) =>
        path.endsWith('/mine')
            ? { hasAsked: false, appointment: null }
            : path.endsWith('/hotlines')
              ? hotlines
              : counsellors,
    );
    await openPage(<CounsellingPage />, { roles: ['account-manager'], at: '/counselling' });
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('In your own words'), 'I cannot sleep');
    await user.type(screen.getByLabelText('How we reach you'), 'extension 77');
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('cannot sleep');
    await user.click(screen.getByRole('button', { name: 'Ask for an appointment' }));
    await waitFor(() => expect(asked).toContain('/feedback/counselling/requests'));
    expect(screen.getByRole('link', { name: '12356' })).toBeTruthy();
});

it('shows the person that there is an appointment and nothing else', async () => {
    answerWith((path) =>
        path.endsWith('/mine')
            ? { hasAsked: true, appointment: 'Wednesday, 14:00, room 3' }
            : path.endsWith('/hotlines')
              ? hotlines
              : counsellors,
    );
    await openPage(<CounsellingPage />, { roles: ['account-manager'], at: '/counselling' });
    expect(await screen.findByText('Wednesday, 14:00, room 3')).toBeTruthy();
    expect(screen.queryByLabelText('In your own words')).toBeNull();
});

it('opens a case with the passphrase only', async () => {
    const opened = {
        id: '0198b7a0-0000-4000-8000-000000000001',
        state: 'asked',
        askedOn: '2026-06-01',
        person: 'zhou',
        reach: 'extension 77',
        words: 'I cannot sleep',
        time: '',
        channel: 'room',
        appointment: null,
        notes: [{ number: 1, by: 'lin', on: '2026-06-03', text: 'weekly talks' }],
    };
    const asked = answerWith((path) =>
        path.endsWith('/key')
            ? { hasKey: true, name: 'Ms Lin' }
            : path.endsWith('/unlock')
              ? { key: 'k', until: '2026-06-01T02:00:00Z' }
              : path.endsWith('/cases')
                ? { cases: [{ id: opened.id, state: 'asked', askedOn: '2026-06-01' }] }
                : path.endsWith('/counsellors')
                  ? counsellors
                  : opened,
    );
    await openPage(<RoomPage />, { roles: ['counsellor'], at: '/counselling/room' });
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('Passphrase'), 'a long enough passphrase');
    expect(asked.some((path) => path.endsWith('/cases'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Unlock' }));
    await user.click(await screen.findByRole('button', { name: /^Open/ }));
    expect(await screen.findByText('I cannot sleep')).toBeTruthy();
    expect(screen.getByText(/weekly talks/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Lock' }));
    expect(screen.queryByText('I cannot sleep')).toBeNull();
});

it('names two officers, who each set a passphrase', async () => {
    const asked = answerWith(() => ({ officers: [{ userId: 'somebody', half: 1, hasKey: false }] }));
    await openPage(<OfficersPage />, { roles: ['administrator'], at: '/counselling/officers' });
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('Passphrase'), 'a long enough passphrase');
    await user.type(screen.getByLabelText('Passphrase once more'), 'a long enough passphrase');
    await user.click(screen.getByRole('button', { name: 'Make the key' }));
    await waitFor(() => expect(asked).toContain('/feedback/counselling/officers/key'));
});
