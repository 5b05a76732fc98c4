import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ask } from '../api/client';
import { forgetDrafts } from './drafts';
import { KEY, become, take } from './session';

/** The ways into a session, out of it, and to stay in it. */
export function useSessionActions() {
    const queries = useQueryClient();
    const signIn = useCallback(
        async (user: string, password: string) => {
            become(queries, await take(await ask('POST', '/session', { user, password })));
        },
        [queries],
    );
    const signOut = useCallback(
        async ({ keepDrafts = false }: { keepDrafts?: boolean } = {}) => {
            const answer = await ask('DELETE', '/session');
            if (!keepDrafts) forgetDrafts();
            // The identity provider has a session of its own, which only a visit there ends.
            if (answer.status === 200) {
                location.assign(((await answer.json()) as { continueAt: string }).continueAt);
                return;
            }
            become(queries, await take(await ask('GET', '/session')));
        },
        [queries],
    );
    const stay = useCallback(async () => {
        await ask('POST', '/session/renewal');
        await queries.invalidateQueries({ queryKey: KEY });
    }, [queries]);
    return { signIn, signOut, stay };
}
