import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { type Role } from '../../session/session';
import { answerWith, openPage } from '../../test/page';
import MyPlanPage from './MyPlanPage';
import SignaturesPage from './SignaturesPage';
import type { PlanInForce } from './calls';

const inForce: PlanInForce = {
    code: 'CARD',
    version: 3,
    effectiveFrom: '2026-07',
    title: { zh: '激励方案', en: 'Card plan' },
    zh: '激励方案\n自 2026 年 7 月起执行。\n1. 激活：每笔 50.00 元。',
    en: 'Card plan\nIn force from July 2026.\n1. Activations: ¥50.00 each.',
    textHash: 'sha256:read',
    ruleHash: 'sha256:rules',
    signedAt: null,
    rules: [{ id: 'activation', name: { zh: '激活', en: 'Activations' } }],
};

const open = (role: Role) =>
    openPage(
        <App>
            <MyPlanPage />
        </App>,
        { roles: [role] },
    );

/** Signs as far as the confirmation, which says what it means. */
async function sign() {
    fireEvent.click(await screen.findByRole('button', { name: 'Sign' }));
    const ask = await screen.findByRole('dialog');
    expect(ask.textContent).toContain('cannot be withdrawn');
    fireEvent.click(within(ask).getByText('Read and agreed'));
}

/** The service with a text that changes once somebody signs the one they read. */
function service(refuses: boolean) {
    let now = inForce;
    const sent: unknown[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
        if (!init?.body) return Promise.resolve(Response.json(now));
        sent.push([String(path), JSON.parse(String(init.body))]);
        now = refuses
            ? { ...now, en: now.en.replace('50', '40'), textHash: 'sha256:new' }
            : { ...now, signedAt: '2026-07-02T02:00:00Z' };
        return Promise.resolve(
            refuses
                ? Response.json({ code: 'plan.text-changed', title: 'This is not the text you read.' }, { status: 409 })
                : Response.json({}),
        );
    });
    return sent;
}

it('shows managers their plan in either language, and keeps their signature', async () => {
    const sent = service(false);
    await open('account-manager');
    expect(await screen.findByText('1. Activations: ¥50.00 each.')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'My plan' })).toBeTruthy();
    fireEvent.click(screen.getByText('中文'));
    expect(screen.getByText('1. 激活：每笔 50.00 元。')).toBeTruthy();
    await sign();
    expect(await screen.findByText(/Signed on Jul 2, 2026/)).toBeTruthy();
    expect(sent).toEqual([['/incentive/plans/CARD/versions/3/signatures', { textHash: 'sha256:read' }]]);
    expect(screen.queryByRole('button', { name: 'Sign' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Signatures' })).toBeNull();
});

it('shows the new text where it has changed since it was read, and says so', async () => {
    service(true);
    await open('account-manager');
    await sign();
    expect(await screen.findByText('This is not the text you read.')).toBeTruthy();
    expect(screen.getByText('The text shown now is the current one.')).toBeTruthy();
    await waitFor(() => expect(screen.getByText('1. Activations: ¥40.00 each.')).toBeTruthy());
    expect(screen.getByRole('button', { name: 'Sign' })).toBeTruthy();
});

it.each<Role>(['branch-head', 'hr'])('shows %s the plan in force with the way to its signatures', async (role) => {
    service(false);
    await open(role);
    expect((await screen.findByRole('link', { name: 'Signatures' })).getAttribute('href')).toBe(
        '/plans/CARD/3/signatures',
    );
    expect(screen.getByRole('heading', { name: 'Plan in force' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign' })).toBeNull();
});

it('says where there is no plan yet', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
        Promise.resolve(Response.json({ code: 'plan.not-found', title: 'No plan' }, { status: 404 })),
    );
    await open('account-manager');
    expect(await screen.findByText('No plan is in force yet.')).toBeTruthy();
});

const LIST = '/incentive/plans/CARD/versions/3/signatures';

it('lists who has signed and who has not, counted, filtered and exported alike', async () => {
    const asked = answerWith((path) =>
        !path.startsWith(LIST)
            ? { items: [], next: null }
            : path.includes('limit=1&')
              ? { items: [], next: null, total: path.includes('signed=true') ? 12 : 34 }
              : {
                    items: [
                        { managerNo: 'M1', name: 'Li', org: 'B1', orgName: 'East', signedAt: '2026-07-02T02:00:00Z' },
                        { managerNo: 'M2', name: null, org: 'B2', orgName: null, signedAt: null },
                    ],
                    next: null,
                    total: 2,
                },
    );
    await openPage(
        <Routes>
            <Route path="/plans/:code/:version/signatures" element={<SignaturesPage />} />
        </Routes>,
        { roles: ['branch-head'], at: '/plans/CARD/3/signatures?signed=false&org=B1' },
    );
    expect(await screen.findByText('12 of 34 have signed')).toBeTruthy();
    const row = (await screen.findByText('M2')).closest('tr') as HTMLElement;
    expect(within(row).getByText('Not signed')).toBeTruthy();
    expect((screen.getByText('Li').closest('tr') as HTMLElement).textContent).toContain('Jul 2, 2026');
    expect(asked).toContain(`${LIST}?limit=50&org=B1&signed=false&sort=managerNo&total=true`);
    // All of the unit are counted, whatever the list is narrowed down to.
    expect(asked).toContain(`${LIST}?org=B1&limit=1&total=true`);
    expect(asked).toContain(`${LIST}?org=B1&signed=true&limit=1&total=true`);
    expect(screen.getByRole('link', { name: /Plan in force/ }).getAttribute('href')).toBe('/plan');
    fireEvent.click(screen.getByRole('button', { name: /Export/ }));
    fireEvent.click(await screen.findByText('CSV'));
    await waitFor(() => expect(asked).toContain(`${LIST}.csv?org=B1&signed=false&sort=managerNo`));
});
