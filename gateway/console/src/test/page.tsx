import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import { startLanguage } from '../i18n';
import { LeaveGuard } from '../session/LeaveGuard';
import type { Person, Role, Session } from '../session/session';

// Whole pages are drawn here; a busy machine takes its time over them.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

/** A person's number as an account manager, or their unit. */
type Of = Pick<Person, 'managerNo' | 'org'>;

/** A page as somebody of these roles has it in front of them. */
export async function openPage(
    page: ReactNode,
    { roles, at = '/', managerNo = null, org = null }: { roles: Role[]; at?: string } & Partial<Of>,
) {
    localStorage.setItem('cardteam.language', 'en');
    await startLanguage();
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const session: Session = {
        user: { id: 'somebody', name: 'Somebody', roles, org, managerNo },
        endsAt: null,
        antiforgery: 'proof',
        signIn: 'password',
        demonstrators: [],
    };
    queries.setQueryData(['session'], session);
    const element = (
        <>
            {page}
            <LeaveGuard />
        </>
    );
    const router = createMemoryRouter([{ path: '*', element }], { initialEntries: [at] });
    return render(
        // Nobody looks: styles would only cost.
        <ConfigProvider theme={{ zeroRuntime: true }}>
            <QueryClientProvider client={queries}>
                <RouterProvider router={router} />
            </QueryClientProvider>
        </ConfigProvider>,
    );
}

/** The network, answering by path; what was asked comes back in order. */
export function answerWith(answers: (path: string) => unknown) {
    const asked: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
        const path = (input instanceof Request ? input.url : String(input)).replace(/^https?:\/\/[^/]+/, '');
        asked.push(path);
        const body = answers(path);
        return Promise.resolve(typeof body === 'string' ? new Response(body) : Response.json(body));
    });
    return asked;
}
