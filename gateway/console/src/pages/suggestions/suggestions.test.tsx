import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import DeskPage from './DeskPage';
import SuggestionsPage from './SuggestionsPage';

it('sends one without a name and shows its code once', async () => {
    const asked = answerWith((path) =>
        path.endsWith('/suggestions') ? { code: 'ABCDEFGHJKMNPQRSTVWX' } : { suggestions: [] },
    );
    await openPage(<SuggestionsPage />, { roles: ['account-manager'], at: '/suggestions' });
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('What do you suggest'), 'Open at eight');
    await user.click(screen.getByLabelText('Without my name'));
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('Open at eight');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText('ABCDEFGHJKMNPQRSTVWX')).toBeTruthy();
    expect(asked).toContain('/feedback/suggestions');
});

it('lets personnel answer one', async () => {
    const row = {
        number: 7,
        kind: 'improvement',
        text: 'Open at eight',
        author: null,
        state: 'sent',
        sentOn: '2026-06-01',
        answeredOn: null,
        mayPublish: true,
        isPublished: false,
    };
    const asked = answerWith((path) =>
        path.includes('/suggestions/7') ? { ...row, lines: [] } : { items: [row], next: null },
    );
    await openPage(<DeskPage />, { roles: ['hr'], at: '/suggestions/desk' });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Open suggestion 7' }));
    await user.click(await screen.findByRole('button', { name: /Take it up/ }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox'), 'From July on');
    await user.click(within(dialog).getByRole('button', { name: /Take it up/ }));
    await waitFor(() => expect(asked).toContain('/feedback/suggestions/7/answer'));
});
