import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import { Journal } from './Journal';

const entry = (sequence: number) => ({
    sequence,
    at: '2026-06-01T00:00:00Z',
    event: 'signed-in',
    user: 'li',
    actor: null,
    address: `10.0.0.${sequence}`,
    detail: null,
    previous: 'p',
    hash: 'h',
});

it('reads on from the oldest entry shown, and keeps what is searched for in its field', async () => {
    const asked = answerWith((path) =>
        path.includes('before=8')
            ? { items: [entry(7)], hasMore: false, firstBroken: 3 }
            : { items: [entry(9), entry(8)], hasMore: true, firstBroken: 3 },
    );
    await openPage(<Journal />, { roles: ['auditor'] });
    const user = userEvent.setup();
    expect(await screen.findByText('10.0.0.9')).toBeTruthy();
    expect(screen.getByText(/entry 3 does not follow/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('10.0.0.7')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    const field = screen.getByRole('searchbox') as HTMLInputElement;
    await user.type(field, 'li{Enter}');
    await waitFor(() => expect(asked.at(-1)).toBe('/auth/journal?limit=20&user=li'));
    expect(screen.getByRole('searchbox')).toBe(field);
    expect(field.value).toBe('li');
    expect(asked).toEqual([
        '/auth/journal?limit=20',
        '/auth/journal?limit=20&before=8',
        '/auth/journal?limit=20&user=li',
    ]);
});
