import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPage } from '../test/page';
import type { Session } from './session';
import { SignInPage } from './SignInPage';

const session = (signIn: Session['signIn']): Session => ({
    user: null,
    endsAt: null,
    antiforgery: 'proof',
    signIn,
    demonstrators: [],
});

test('the bank’s own sign-in comes back to the page that was wanted', async () => {
    window.history.replaceState(null, '', '/managers/M0001?tab=2');
    await openPage(<SignInPage session={session('provider')} />, { roles: [] });
    expect(screen.getByRole('link', { name: 'Sign in with your work account' }).getAttribute('href')).toBe(
        `/session/sign-in?return=${encodeURIComponent('/managers/M0001?tab=2')}`,
    );
    expect(screen.queryByRole('alert')).toBeNull();
});

test('a sign-in that failed says so, and does not come back to that word', async () => {
    window.history.replaceState(null, '', '/?sign-in=failed');
    await openPage(<SignInPage session={session('provider')} />, { roles: [] });
    expect(screen.getByRole('alert').textContent).toContain('failed');
    expect(screen.getByRole('link').getAttribute('href')).toBe('/session/sign-in?return=%2F');
});

test('where nobody can sign in, the page says why and offers nothing', async () => {
    await openPage(<SignInPage session={session('none')} />, { roles: [] });
    expect(screen.getByRole('alert').textContent).toContain('Authentication:Console');
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
});
