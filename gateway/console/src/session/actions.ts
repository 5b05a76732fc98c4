import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answer, gateway } from '../api/client';
import { forgetDrafts } from './drafts';
import { KEY, become, take } from './session';

/** The ways into a session, out of it, and to stay in it. */
export function useSessionActions() {
    const queries = useQueryClient();
    const signIn = useCallback(
        async (user: string, password: string) => {
            become(queries, take(await answer(gateway.POST('/session', { body: { user, password } }))));
        },
        [queries],
    );
    const signOut = useCallback(
        async ({ keepDrafts = false }: { keepDrafts?: boolean } = {}) => {
            const left = await answer(gateway.DELETE('/session'));
            if (!keepDrafts) forgetDrafts();
            // The identity provider has a session of its own, which only a visit there ends.
            if (left?.continueAt) {
                location.assign(left.continueAt);
                return;
            }
            become(queries, take(await answer(gateway.GET('/session'))));
        },
        [queries],
    );
    const stay = useCallback(async () => {
        await answer(gateway.POST('/session/renewal'));
        await queries.invalidateQueries({ queryKey: KEY });
    }, [queries]);
    return { signIn, signOut, stay };
}
