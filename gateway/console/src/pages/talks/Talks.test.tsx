import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import { TalkList } from './TalkList';
import { Talks } from './Talks';
import type { Talk } from './calls';

const talk: Talk = {
    id: 't1',
    managerNo: 'M1',
    name: null,
    heldOn: '2026-06-10',
    kind: 'performance',
    said: 'Instalments are behind.',
    agreed: 'Two visits a week.',
    nextOn: '2026-07-10',
    recordedBy: 'head',
    recordedAt: '2026-06-10T08:00:00Z',
    readAt: null,
    reply: null,
};

/** The calls that wrote to the service, as path and body. */
function network(items: Talk[]) {
    const written: [string, unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
        if (init?.method === 'POST') written.push([String(path), JSON.parse(String(init.body))]);
        return Promise.resolve(Response.json(init?.method === 'POST' ? talk : { items, next: null }));
    });
    return written;
}

it('records a talk with what was said, and asks for what is missing', async () => {
    const written = network([]);
    await openPage(<Talks managerNo="M1" />, { roles: ['branch-head'] });
    const person = userEvent.setup();
    expect(await screen.findByText(/No one-to-ones yet/)).toBeTruthy();
    await person.click(screen.getByRole('button', { name: 'Record a one-to-one' }));
    await person.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Enter what was discussed.')).toBeTruthy();
    expect(written).toEqual([]);
    await person.type(screen.getByLabelText('Discussion'), 'Well done.');
    await person.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(written).toHaveLength(1));
    expect(written[0]).toMatchObject(['/feedback/talks', { managerNo: 'M1', kind: 'one-to-one', said: 'Well done.' }]);
});

it('lets managers confirm their own talks with a word, and nobody else', async () => {
    const written = network([talk]);
    const { unmount } = await openPage(<TalkList talks={[talk]} isOwn={false} none="" />, { roles: ['hr'] });
    expect(screen.getByText('Waiting for the manager’s confirmation')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
    unmount();
    await openPage(<TalkList talks={[talk]} isOwn none="" />, { roles: ['account-manager'] });
    const person = userEvent.setup();
    await person.type(screen.getByLabelText('My comment (optional)'), 'Agreed.');
    await person.click(screen.getByRole('button', { name: 'Confirm that I have read it' }));
    await waitFor(() => expect(written).toEqual([['/feedback/talks/t1/confirm', { reply: 'Agreed.' }]]));
});
