import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import { answer, gateway, onSignedOut, setAntiforgery } from '../api/client';
import type { components } from '../api/gateway';

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

type Schemas = components['schemas'];

/** A person signed in: without a unit they see all of the bank; only an account manager has a number. */
export type Person = Omit<Schemas['ShowSessionPerson'], 'roles'> & { roles: Role[] };
export type Demonstrator = Schemas['ShowSessionDemonstrator'];

/**
 * The person signed in, the way to sign in here, and the end; of what a gateway without accounts leaves out, nothing is
 * known.
 */
export type Session = Omit<Schemas['ShowSessionResponse'], 'user' | 'id' | 'hasAccounts'> &
    Partial<Pick<Schemas['ShowSessionResponse'], 'id' | 'hasAccounts'>> & { user: Person | null };

const isRole = (role: string): role is Role => ROLES.some((one) => one === role);

export const KEY = ['session'];

/** Tells the other tabs of this browser that somebody else, or nobody, is signed in now. */
const WHO = 'cardteam.signed-in';

/** The session a gateway answers with; the other tabs are told when somebody else is signed in with it. */
export function take({ user, ...rest }: Schemas['ShowSessionResponse']): Session {
    const session = { ...rest, user: user && { ...user, roles: user.roles.filter(isRole) } };
    const who = session.user?.id ?? '';
    if (localStorage.getItem(WHO) !== who) localStorage.setItem(WHO, who);
    return session;
}

/** Keeps what somebody else saw in this browser from the next person. */
export function become(queries: QueryClient, session: Session) {
    queries.setQueryData(KEY, session);
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}

/**
 * The session of this browser. Asked again when another tab signs somebody in or out, whenever the tab is looked
 * at, and now and then, so that
 * the end of an idle session is seen.
 */
export function useSession() {
    const queries = useQueryClient();
    onSignedOut(() => void queries.invalidateQueries({ queryKey: KEY }));
    return useQuery({
        queryKey: KEY,
        queryFn: async () => {
            const before = queries.getQueryData<Session>(KEY);
            const session = take(await answer(gateway.GET('/session')));
            // Another person: nothing that was read for the one before is shown to them.
            if (before && before.user?.id !== session.user?.id) become(queries, session);
            return session;
        },
        staleTime: 30_000,
        refetchInterval: 60_000,
        refetchOnWindowFocus: 'always',
    });
}

/** Asks who is signed in as soon as another tab has signed somebody in or out. Mounted once. */
export function useOtherTabs() {
    const queries = useQueryClient();
    useEffect(() => {
        const hear = (event: StorageEvent) => {
            const known = queries.getQueryData<Session>(KEY)?.user?.id ?? '';
            if (event.key === WHO && event.newValue !== known) void queries.invalidateQueries({ queryKey: KEY });
        };
        addEventListener('storage', hear);
        return () => removeEventListener('storage', hear);
    }, [queries]);
}

/**
 * Lets writes carry the proof of the person whose page is drawn, and of nobody else: it changes only once the page of
 * the new person stands, so
 * that what one person wrote is never sent with the proof of another.
 */
export function useProof(session: Session | undefined) {
    useLayoutEffect(() => {
        if (session) setAntiforgery(session.antiforgery);
    }, [session]);
}

/** The person signed in, inside pages that only they see. */
export function usePerson(): Person {
    const { data } = useSession();
    if (!data?.user) throw new Error('Nobody is signed in.');
    return data.user;
}
