import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { Problem } from './api/problem';
import { App } from './App';
import { startLanguage } from './i18n';
import './main.css';

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

await startLanguage();
createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
        <QueryClientProvider client={queries}>
            <BrowserRouter>
                <App />
            </BrowserRouter>
        </QueryClientProvider>
    </StrictMode>,
);
