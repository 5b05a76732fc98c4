import { fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import MarksPage from './MarksPage';
import { type MarkRow, usualPeriod } from './calls';

const row: MarkRow = {
    managerNo: 'M1',
    name: 'Li Lan',
    org: 'B1',
    period: '2026-08',
    kpi: 'service-manner',
    mark: null,
    reason: null,
    markedBy: null,
    markedAt: null,
};

/** The writes to the service, as path and body; only a period among these has anything to mark. */
function service(...periods: string[]) {
    const sent: [path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'PUT') {
            sent.push([path, JSON.parse(String(init.body))]);
            return Promise.resolve(Response.json({ ...row, mark: 97 }));
        }
        if (path.startsWith('/performance/kpis/service-manner'))
            return Promise.resolve(
                Response.json({
                    of: {
                        anchors: [
                            { from: 0, text: { zh: '须改进', en: 'To improve' } },
                            { from: 80, text: { zh: '良好', en: 'Good' } },
                        ],
                    },
                }),
            );
        if (path.startsWith('/performance/periods'))
            return Promise.resolve(Response.json({ items: [{ period: '2026-07' }], next: null }));
        const has = periods.some((period) => path.includes(`period=${period}`));
        return Promise.resolve(Response.json({ items: has ? [row] : [], next: null, total: has ? 1 : 0 }));
    });
    return sent;
}

const open = (role: Role) =>
    openPage(
        <App>
            <MarksPage />
        </App>,
        { roles: [role], at: '/marks?period=2026-08' },
    );

it('gives a mark by an anchor, and asks for a reason where it is very high', async () => {
    const sent = service('2026-08');
    await open('branch-head');
    fireEvent.click(await screen.findByRole('button', { name: 'Mark' }));
    fireEvent.click(await screen.findByRole('button', { name: 'From 80: Good' }));
    const mark = screen.getByLabelText('Mark (0–100)');
    expect(mark).toHaveProperty('value', '80');
    const save = screen.getByRole('button', { name: 'Save mark' });
    expect(save).toHaveProperty('disabled', false);

    fireEvent.change(mark, { target: { value: '97' } });
    expect(save).toHaveProperty('disabled', true);
    fireEvent.change(screen.getByLabelText('Reason (needed below 60 and above 95)'), {
        target: { value: 'an example' },
    });
    fireEvent.click(save);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual([
        '/performance/qualitative-marks/M1/2026-08/service-manner',
        { mark: 97, reason: 'an example' },
    ]);
});

it('shows a manager the marks and no way to change them', async () => {
    service('2026-08');
    await open('account-manager');
    await screen.findByText('Not marked');
    expect(screen.queryByRole('button', { name: 'Mark' })).toBeNull();
});

it('begins with the open month, or with the longer period around it that has something to mark', async () => {
    service('2026-Q3');
    expect(await usualPeriod()).toBe('2026-Q3');
    service();
    expect(await usualPeriod()).toBe('2026-08');
});
