import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import OperationsPage from './OperationsPage';

const since = '2026-06-01T00:00:00Z';
const service = (parked: number) => ({
    state: 'healthy',
    freshness: { asOf: since, waiting: 0, oldestSeconds: 0, parked },
    replicas: [{ number: 0, state: 'healthy', since, takesRequests: true, lastAnswered: since, version: '1.2.3' }],
});
const services = { performance: service(0), training: service(1), feedback: service(0), incentive: service(0) };
const message = {
    id: 7,
    messageId: 'm7',
    consumer: 'roster',
    eventName: 'manager-changed',
    error: 'no such unit',
    parkedAt: since,
};

it('shows an ill service as it says it is, and replays a parked message only when that is confirmed', async () => {
    const posted: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input);
        if (init?.method === 'POST') {
            posted.push(`${path} ${new Headers(init.headers).get('Idempotency-Key') ? 'with key' : 'without key'}`);
            return Promise.resolve(new Response(null, { status: 204 }));
        }
        if (path === '/status')
            return Promise.resolve(
                Response.json({ at: since, gateway: { state: 'running', since, version: '1.2.3' }, services }),
            );
        if (path === '/feedback/health')
            return Promise.resolve(
                Response.json(
                    {
                        status: 'unhealthy',
                        version: '1',
                        dependencies: { database: { status: 'unhealthy', detail: 'gone' } },
                    },
                    { status: 503 },
                ),
            );
        if (path.endsWith('/health'))
            return Promise.resolve(Response.json({ status: 'healthy', version: '1', dependencies: {} }));
        return Promise.resolve(
            Response.json({ items: path.includes('/training/parked') ? [message] : [], next: null }),
        );
    });
    await openPage(<OperationsPage />, { roles: ['administrator'] });
    const user = userEvent.setup();
    // The service where something lies is the one that is open.
    expect(await screen.findByText('no such unit')).toBeTruthy();
    expect(await screen.findByText(/gone/)).toBeTruthy();
    expect(await screen.findByText('This suite runs without a broker, so there are no error queues.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(posted).toEqual([]);
    await user.click((await screen.findAllByRole('button', { name: 'Retry' })).at(-1) as HTMLElement);
    await waitFor(() => expect(posted).toEqual(['/training/parked/7/replay with key']));
});
