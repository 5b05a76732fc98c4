import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryRouter, Link, RouterProvider, Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { App } from '../App';
import { startLanguage } from '../i18n';
import { openPage } from '../test/page';
import { draftsOfOthers, hasUnsaved, useDraft } from './drafts';

/**
 * Fields that are typed into and need no draft of their own, with the reason. A form that is not named here uses
 * `useDraft`, or fails this test: what
 * people type is neither lost at the end of a session nor sent under another name.
 */
const WITHOUT: Record<string, string> = {
    'pages/plans/StepTable.tsx': 'part of the plan editor, which keeps the draft',
    'pages/plans/Field.tsx': 'part of the plan editor, which keeps the draft',
    'pages/plans/KpiWeights.tsx': 'part of the plan editor, which keeps the draft',
    'pages/plans/RuleEditor.tsx': 'part of the plan editor, which keeps the draft',
    'pages/plans/RuleFieldEditor.tsx': 'part of the plan editor, which keeps the draft',
    'pages/plans/SignaturesPage.tsx': 'filters, kept in the address',
    'pages/estimates/Steppers.tsx': 'part of the estimate, which keeps the draft',
    'pages/corrections/AdjustForm.tsx': 'fields of the form of corrections, which keeps the draft',
    'pages/corrections/HoldForm.tsx': 'fields of the form of corrections, which keeps the draft',
    'pages/recognitions/Fields.tsx': 'part of the editors, which keep the draft',
    'pages/exams/AnswerField.tsx': 'part of the exam room, whose answers are kept until they are saved',
    'pages/exams/AssessmentsPage.tsx': 'filters, kept in the address',
    'pages/exams/QuestionsPage.tsx': 'filters, kept in the address',
    'pages/exams/SittingsPage.tsx': 'filters, kept in the address',
    'pages/audit/AuditPage.tsx': 'a search, kept in the address',
    'pages/home/AuditorHome.tsx': 'a search, kept in the address',
    'pages/payroll/Stream.tsx': 'a search',
    'pages/managers/LevelFilter.tsx': 'a filter, kept in the address',
    'pages/managers/UnitFilter.tsx': 'a filter, kept in the address',
    'pages/managers/ManagersPage.tsx': 'filters, kept in the address',
    'pages/scoreSheets/ProposalsPage.tsx': 'filters, kept in the address',
    'pages/kpis/KpisPage.tsx': 'filters, kept in the address',
    'pages/courses/CoursesPage.tsx': 'filters, kept in the address',
    'pages/comparison/ComparisonPage.tsx': 'filters, kept in the address',
    'pages/factSummary/FactSummaryPage.tsx': 'filters, kept in the address',
    'pages/monthEnd/ChangeTable.tsx': 'filters, kept in the address',
    'pages/holders/CertifiedPage.tsx': 'filters, kept in the address',
    'pages/holders/CoachingsPage.tsx': 'filters, kept in the address',
    'pages/holders/RemindersPage.tsx': 'filters, kept in the address',
    'pages/programmes/ProgrammesPage.tsx': 'filters, kept in the address',
    'pages/programmes/ProgrammePage.tsx': 'filters, kept in the address',
    'pages/programmes/Batches.tsx': 'a number to plan with; nothing is kept of the plan',
    'pages/holders/SanctionsPage.tsx': 'filters, kept in the address',
    'pages/certificates/CertificatesPage.tsx': 'filters, kept in the address',
    'pages/complaints/ComplaintsPage.tsx': 'filters, kept in the address',
    'pages/cases/CasesPage.tsx': 'filters, kept in the address',
    'pages/cases/CaseFiguresPage.tsx': 'filters, kept in the address',
    'pages/suggestions/DeskPage.tsx': 'filters, kept in the address',
    'pages/cases/StepForm.tsx': 'the frame of forms that keep their drafts',
    'parts/DayFilter.tsx': 'a filter, kept in the address',
    'parts/TextFilter.tsx': 'a filter, kept in the address',
    'parts/FileButton.tsx': 'a file, which a browser does not keep',
    'session/SignInPage.tsx': 'the sign-in itself',
    'session/PasswordForm.tsx': 'a password is kept nowhere',
    'pages/administration/Journal.tsx': 'a filter',
};

it('keeps a draft of every form there is', () => {
    const root = join(import.meta.dirname, '..');
    const typed = readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
        .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, file), 'utf8') }))
        .filter(({ text }) =>
            /<(Input|InputNumber|DatePicker|AutoComplete|Form|form|textarea|input|Upload)\b/.test(text),
        );
    expect(typed.length).toBeGreaterThan(10);
    const without = typed
        .filter(({ text }) => !/useDraft[<(]/.test(text) && !text.includes('useUnsavedWhile('))
        .map(({ file }) => file);
    expect(without.filter((file) => !(file in WITHOUT))).toEqual([]);
    expect(Object.keys(WITHOUT).filter((file) => !without.includes(file))).toEqual([]);
});

function Note() {
    const draft = useDraft('note', '');
    return (
        <>
            <input aria-label="note" value={draft.value} onChange={(event) => draft.set(event.target.value)} />
            <button onClick={draft.clear}>saved</button>
            <span>{draft.isRestored && 'restored'}</span>
        </>
    );
}

it('gives back what was typed after a sign-in or a reload, until it is saved', async () => {
    const person = userEvent.setup();
    const first = await openPage(<Note />, { roles: ['hr'] });
    await person.type(screen.getByLabelText('note'), 'half a sentence');
    expect(hasUnsaved()).toBe(true);
    first.unmount();
    expect(hasUnsaved()).toBe(false);
    const second = await openPage(<Note />, { roles: ['hr'] });
    expect((screen.getByLabelText('note') as HTMLInputElement).value).toBe('half a sentence');
    expect(screen.getByText('restored')).toBeTruthy();
    await person.click(screen.getByText('saved'));
    expect(hasUnsaved()).toBe(false);
    second.unmount();
    await openPage(<Note />, { roles: ['hr'] });
    expect((screen.getByLabelText('note') as HTMLInputElement).value).toBe('');
});

it('asks before a page with unsaved entries is left', async () => {
    const person = userEvent.setup();
    await openPage(
        <Routes>
            <Route
                path="/"
                element={
                    <>
                        <Note />
                        <Link to="/other">away</Link>
                    </>
                }
            />
            <Route path="/other" element={<p>elsewhere</p>} />
        </Routes>,
        { roles: ['hr'] },
    );
    await person.type(screen.getByLabelText('note'), 'x');
    const closing = new Event('beforeunload', { cancelable: true });
    dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);
    await person.click(screen.getByText('away'));
    await person.click(await screen.findByRole('button', { name: 'Stay on page' }));
    expect(screen.queryByText('elsewhere')).toBeNull();
    await person.click(screen.getByText('away'));
    await person.click(await screen.findByRole('button', { name: 'Leave' }));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
});

it('writes nothing under another name when somebody else signs in in another tab', async () => {
    localStorage.setItem('cardteam.language', 'en');
    await startLanguage();
    sessionStorage.setItem(
        'cardteam.draft.hr.talk.M1',
        JSON.stringify({ kind: 'one-to-one', said: 'A word in private.' }),
    );
    let user = { id: 'hr', name: 'Lin Lan', roles: ['hr'], org: null, managerNo: null };
    const written: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = input instanceof Request ? input.url : String(input);
        const method = input instanceof Request ? input.method : (init?.method ?? 'GET');
        if (method !== 'GET') written.push(`${method} ${path}`);
        return Promise.resolve(
            Response.json(
                path.endsWith('/session')
                    ? { user, endsAt: null, antiforgery: `proof of ${user.id}`, signIn: 'password', demonstrators: [] }
                    : { items: [], next: null },
            ),
        );
    });
    const router = createMemoryRouter([{ path: '*', element: <App /> }], { initialEntries: ['/nowhere'] });
    render(
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
            <RouterProvider router={router} />
        </QueryClientProvider>,
    );
    expect(await screen.findByRole('button', { name: 'Account of Lin Lan' })).toBeTruthy();
    user = { ...user, id: 'head', name: 'Zhou Min', roles: ['branch-head'] };
    act(() => {
        dispatchEvent(new StorageEvent('storage', { key: 'cardteam.signed-in', newValue: 'head' }));
    });
    expect((await screen.findByRole('alert')).textContent).toContain('Zhou Min (head) has signed in');
    expect(screen.getByText(/A word in private\./)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Account of Lin Lan' })).toBeNull();
    expect(written).toEqual([]);
    await userEvent
        .setup()
        .click(screen.getByRole('button', { name: 'Continue as Zhou Min and discard these entries' }));
    expect(await screen.findByRole('button', { name: 'Account of Zhou Min' })).toBeTruthy();
    await waitFor(() => expect(draftsOfOthers('head')).toEqual([]));
});
