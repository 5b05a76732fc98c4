import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import AuditPage from './AuditPage';

const entry = (id: number, at: string, more = {}) => ({
    id,
    at,
    actor: 'hr',
    roles: 'hr',
    action: `act ${id}`,
    subject: '2026-05',
    detail: null,
    traceId: null,
    sequence: id,
    hash: 'h',
    ...more,
});

it('searches every service, goes on without one that is away, and says in words whether the chains hold', async () => {
    const asked: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
        const path = String(input);
        asked.push(path);
        if (path.includes('verification'))
            return Promise.resolve(
                Response.json(
                    path.startsWith('/training')
                        ? {
                              sealed: 4,
                              unsealed: 0,
                              head: null,
                              firstBroken: { sequence: 5, reason: 'changed' },
                              isWhole: false,
                          }
                        : { sealed: 9, unsealed: 0, head: null, firstBroken: null, isWhole: true },
                ),
            );
        if (path.startsWith('/feedback'))
            return Promise.resolve(
                Response.json({ code: 'gateway.unavailable', title: 'Feedback is away' }, { status: 503 }),
            );
        const items = path.startsWith('/performance')
            ? [entry(1, '2026-06-01T00:00:00Z', { detail: '{"gaps":"3"}' })]
            : [];
        return Promise.resolve(Response.json({ items, next: null }));
    });
    await openPage(<AuditPage />, { roles: ['auditor'], at: '/audit?actor=hr' });
    const user = userEvent.setup();
    expect(await screen.findByText('act 1')).toBeTruthy();
    expect(screen.getByText('Feedback is away')).toBeTruthy();
    expect(asked).toContain('/performance/audit?limit=50&actor=hr&access=write&sort=-id&total=true');
    await user.click(screen.getByRole('button', { name: /^Details of/ }));
    expect((await screen.findAllByText('3')).length).toBeGreaterThan(0);
    expect(asked.some((path) => path.includes('verification'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Check the audit chains of all four services' }));
    expect(await screen.findByText(/Training: Entry 5 no longer matches its hash/)).toBeTruthy();
    expect(screen.getByText('Performance: intact, all 9 entries match.')).toBeTruthy();
});
