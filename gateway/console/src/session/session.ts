import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ask, onSignedOut, setAntiforgery } from '../api/client';

export const ROLES = [
    'administrator',
    'hr',
    'branch-head',
    'account-manager',
    'trainer',
    'complaint-desk',
    'counsellor',
    'incentive-analyst',
    'incentive-approver',
    'payroll',
    'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export interface Person {
    id: string;
    name: string;
    roles: Role[];
    /** The part of the bank they see; null: all of it. */
    org: string | null;
    /** Their own number, of an account manager. */
    managerNo: string | null;
}

export interface Demonstrator {
    id: string;
    name: string;
    role: Role;
    org: string | null;
    managerNo: string | null;
    may: { zh: string; en: string };
}

export interface Session {
    user: Person | null;
    /** When it ends if nothing more is called. */
    endsAt: string | null;
    antiforgery: string;
    /** `none`: programs alone come in here. */
    signIn: 'password' | 'provider' | 'none';
    demonstrators: Demonstrator[];
}

const KEY = ['session'];

async function take(response: Response): Promise<Session> {
    const session = (await response.json()) as Session;
    setAntiforgery(session.antiforgery);
    return session;
}

/** What somebody else saw in this browser is not for whom comes next. */
function become(queries: QueryClient, session: Session) {
    queries.setQueryData(KEY, session);
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}

/** Who is signed in in this browser. Asked again now and then, so that another tab's sign-out and the end of an idle session are seen. */
export function useSession() {
    const queries = useQueryClient();
    onSignedOut(() => void queries.invalidateQueries({ queryKey: KEY }));
    return useQuery({
        queryKey: KEY,
        queryFn: async () => take(await ask('GET', '/session')),
        staleTime: 30_000,
        refetchInterval: 60_000,
        refetchOnWindowFocus: true,
    });
}

/** The person signed in, inside pages that only they see. */
export function usePerson(): Person {
    const { data } = useSession();
    if (!data?.user) throw new Error('Nobody is signed in.');
    return data.user;
}

export function useSessionActions() {
    const queries = useQueryClient();
    const signIn = useCallback(
        async (user: string, password: string) => {
            become(queries, await take(await ask('POST', '/session', { user, password })));
        },
        [queries],
    );
    const signOut = useCallback(async () => {
        await ask('DELETE', '/session');
        become(queries, await take(await ask('GET', '/session')));
    }, [queries]);
    const stay = useCallback(async () => {
        await ask('POST', '/session/renewal');
        await queries.invalidateQueries({ queryKey: KEY });
    }, [queries]);
    return { signIn, signOut, stay };
}
