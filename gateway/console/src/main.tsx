import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { Problem } from './api/problem';
import { App } from './App';
import { startLanguage } from './i18n';
import './main.css';
import { giveStylesTheNonce } from './shell/nonce';

const queries = new QueryClient({
    defaultOptions: {
        queries: {
            // What is refused stays refused; what is merely away is asked for again.
            retry: (failures, error) => failures < 2 && error instanceof Problem && error.isPassing,
            staleTime: 10_000,
            refetchOnWindowFocus: false,
        },
    },
});

// A router that can be asked to wait: pages with unsaved entries are not left without a question.
const router = createBrowserRouter([{ path: '*', element: <App /> }]);

giveStylesTheNonce();
await startLanguage();
createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
        <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
        </QueryClientProvider>
    </StrictMode>,
);
