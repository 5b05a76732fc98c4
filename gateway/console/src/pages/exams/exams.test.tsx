import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import ExamsPage from './ExamsPage';
import QuestionsPage from './QuestionsPage';
import SittingPage from './SittingPage';
import StatisticsPage from './StatisticsPage';
import { bodyOf, draftOf } from './questionDraft';

const text = (en: string) => ({ zh: en, en });
const row = {
    id: 's1',
    managerNo: 'M0001',
    name: '赵',
    exam: 'SALES',
    number: 1,
    startedAt: '2026-06-15T02:00:00Z',
    endsAt: '2026-06-15T03:00:00Z',
    endedAt: null,
    state: 'open',
    ending: null,
    score: null,
    isPassed: null,
    timesLeft: 0,
};
const choices = [text('Block the card'), text('Explain'), text('Refund')];
const open = {
    sitting: row,
    title: text('Qualification'),
    passMark: '60',
    draw: 7,
    edition: 3,
    answered: 0,
    total: 3,
    secondsLeft: 1800,
    questions: [
        {
            place: 1,
            kind: 'multiple',
            stem: text('What is right?'),
            items: [{ kind: 'multiple', stem: null, points: 4, choices }],
            given: [''],
            change: 0,
            savedAt: null,
        },
        {
            place: 2,
            kind: 'case',
            stem: text('A story'),
            items: [
                { kind: 'single', stem: text('First?'), points: 2, choices },
                { kind: 'numeric', stem: text('Days?'), points: 2, choices: [] },
            ],
            given: ['', ''],
            change: 0,
            savedAt: null,
        },
        {
            place: 3,
            kind: 'ordering',
            stem: text('In which order?'),
            items: [{ kind: 'ordering', stem: null, points: 2, choices }],
            given: [''],
            change: 0,
            savedAt: null,
        },
    ],
    review: null,
};
const ended = {
    ...open,
    sitting: {
        ...row,
        state: 'ended',
        ending: 'handed-in',
        endedAt: '2026-06-15T02:30:00Z',
        score: '80',
        isPassed: true,
    },
    answered: 2,
    secondsLeft: 0,
    questions: null,
};
const exam = {
    code: 'SALES',
    version: 1,
    title: text('Qualification'),
    course: 'SALES',
    forms: ['written'],
    passMark: '60',
    attempts: 2,
    minutes: 30,
    window: { from: '2020-01-01', to: '2099-12-31' },
    blueprint: [{ topic: 'law', difficulty: 'easy', count: 3 }],
    questions: 3,
    grants: { certificate: 'CARD-SALES', months: 24 },
    rubric: [],
    changedBy: 'trainer',
    changedAt: '2026-06-01T00:00:00Z',
};

interface Sent {
    method: string;
    path: string;
    body: unknown;
}

/** A service that keeps what is sent to it; it may be out of reach for a while. */
function service(answers: (sent: Sent) => unknown) {
    const sent: Sent[] = [];
    const network = { isAway: false };
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const typed = typeof init?.body === 'string' ? init.body : '';
        const one: Sent = {
            method: init?.method ?? 'GET',
            path: String(input),
            body: typed === '' ? undefined : JSON.parse(typed),
        };
        if (network.isAway) return Promise.reject(new TypeError('away'));
        sent.push(one);
        return Promise.resolve(Response.json(answers(one)));
    });
    return { sent, network };
}

const room = () =>
    openPage(
        <Routes>
            <Route path="/sittings/:id" element={<SittingPage />} />
        </Routes>,
        { roles: ['account-manager'], at: '/sittings/s1', managerNo: 'M0001' },
    );

const saves = (sent: readonly Sent[]) =>
    sent
        .filter(({ method }) => method === 'PUT')
        .map(({ path, body }) => `${path.split('/').at(-1) ?? ''} ${JSON.stringify(body)}`);

const kept = (one: Sent) => ({
    place: 1,
    change: (one.body as { change: number }).change,
    savedAt: '2026-06-15T02:01:00Z',
    secondsLeft: 1740,
});

it('saves each answer as it is given, with keyboard and without a key in sight', async () => {
    const { sent } = service((one) => (one.method === 'PUT' ? kept(one) : open));
    await room();
    const user = userEvent.setup();
    expect((await screen.findByRole('timer')).textContent).toContain('00:30:00');
    await user.click(screen.getByRole('checkbox', { name: /Refund/ }));
    await user.keyboard(' ');
    await user.click(screen.getByRole('checkbox', { name: /Block/ }));
    await user.click(screen.getByRole('checkbox', { name: /Refund/ }));
    await waitFor(() => expect(saves(sent).at(-1)).toBe('1 {"given":["AC"],"change":4}'));
    expect(await screen.findByText(/Saved at/)).toBeTruthy();

    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('radio', { name: /Explain/ }));
    await user.type(screen.getByLabelText('Your number'), '5');
    await waitFor(() => expect(saves(sent).at(-1)).toContain('2 {"given":["B","5"]'));

    await user.click(screen.getByRole('button', { name: 'Question 3, not answered' }));
    await user.click(screen.getByRole('button', { name: 'Move up: Refund' }));
    await waitFor(() => expect(saves(sent).at(-1)).toContain('3 {"given":["ACB"]'));
    expect(screen.getByRole('button', { name: 'Question 1, answered' })).toBeTruthy();
});

it('keeps answers while the connection is lost and sends them afterwards', async () => {
    const { sent, network } = service((one) => (one.method === 'PUT' ? kept(one) : open));
    await room();
    const user = userEvent.setup();
    await screen.findByRole('timer');
    network.isAway = true;
    await user.click(screen.getByRole('checkbox', { name: /Refund/ }));
    expect(await screen.findByText(/Connection lost/)).toBeTruthy();
    expect(sessionStorage.getItem('cardteam.draft.somebody.sitting.s1')).toContain('"given":["C"]');
    expect(saves(sent)).toEqual([]);
    network.isAway = false;
    expect(await screen.findByText(/Saved at/)).toBeTruthy();
    expect(saves(sent)).toEqual(['1 {"given":["C"],"change":1}']);
    await waitFor(() => expect(sessionStorage.getItem('cardteam.draft.somebody.sitting.s1')).toBeNull());
});

it('sends what an earlier visit left unsaved, and goes on counting from there', async () => {
    sessionStorage.setItem('cardteam.draft.somebody.sitting.s1', JSON.stringify({ 1: { given: ['B'], change: 9 } }));
    const { sent } = service((one) => (one.method === 'PUT' ? kept(one) : open));
    await room();
    expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: /Explain/ })).checked).toBe(true);
    await waitFor(() => expect(saves(sent)).toEqual(['1 {"given":["B"],"change":9}']));
    await userEvent.setup().click(screen.getByRole('checkbox', { name: /Block/ }));
    await waitFor(() => expect(saves(sent).at(-1)).toBe('1 {"given":["AB"],"change":10}'));
});

it('hands in after a question, and shows how it came out', async () => {
    let isEnded = false;
    service((one) => {
        if (one.path.endsWith('/end')) isEnded = true;
        return isEnded ? ended : open;
    });
    await room();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /Hand in/ }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('3 questions are not answered');
    await user.click(within(dialog).getByRole('button', { name: 'Hand in' }));
    expect(await screen.findByText('80 (pass mark 60)')).toBeTruthy();
    expect(screen.getByText('Passed')).toBeTruthy();
    expect(screen.getByText(/once the exam’s window is over/)).toBeTruthy();
});

it('offers an exam to an account manager, and its plan to the training team', async () => {
    service((one) => (one.method === 'POST' ? open : { items: [exam], next: null, total: 1 }));
    const shown = await openPage(<ExamsPage />, { roles: ['account-manager'], managerNo: 'M0001' });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Sit the exam: Qualification' }));
    expect((await screen.findByRole('dialog')).textContent).toContain('3 questions and 30 minutes');
    expect(screen.queryByRole('button', { name: 'Change exam SALES' })).toBeNull();
    shown.unmount();

    await openPage(<ExamsPage />, { roles: ['trainer'] });
    expect(await screen.findByRole('button', { name: 'Change exam SALES' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sit the exam: Qualification' })).toBeNull();
});

it('lists the bank without keys', async () => {
    service(() => ({
        items: [
            {
                code: 'Q1',
                version: 2,
                kind: 'single',
                topic: 'law',
                difficulty: 'easy',
                title: 'Who signs?',
                points: 2,
                isRetired: true,
                changedBy: 'trainer',
                changedAt: '2026-06-01T00:00:00Z',
            },
        ],
        next: null,
        total: 1,
    }));
    await openPage(<QuestionsPage />, { roles: ['trainer'] });
    const table = await screen.findByRole('table', { name: 'Question bank' });
    expect(table.textContent).toContain('Who signs?');
    expect(table.textContent).toContain('Q1, version 2');
    expect(table.textContent).toContain('Retired');
});

it('writes a question as the service reads it, and shows it again', () => {
    const draft = {
        ...draftOf(undefined),
        code: 'C1',
        kind: 'case',
        topic: ' law ',
        zh: '故事',
        en: 'Story',
        items: [
            {
                kind: 'single',
                zh: '先？',
                en: 'First?',
                points: '2',
                choices: '甲\n乙\n',
                choicesEn: 'a\nb',
                key: 'A',
                tolerance: '',
            },
            {
                kind: 'numeric',
                zh: '几天？',
                en: 'Days?',
                points: '',
                choices: 'left over',
                choicesEn: '',
                key: ' 5 ',
                tolerance: '0.5',
            },
        ],
    };
    const body = bodyOf(draft);
    expect(body).toMatchObject({
        topic: 'law',
        key: null,
        explanation: null,
        parts: [
            {
                kind: 'single',
                points: 2,
                key: 'A',
                tolerance: null,
                choices: [
                    { zh: '甲', en: 'a' },
                    { zh: '乙', en: 'b' },
                ],
            },
            { kind: 'numeric', points: null, key: '5', tolerance: '0.5', choices: null },
        ],
    });
    expect(
        bodyOf({
            ...draft,
            kind: 'true-false',
            items: draft.items.slice(0, 1).map((item) => ({ ...item, key: 'true' })),
        }),
    ).toMatchObject({
        key: 'true',
        choices: null,
        parts: null,
    });
});

it('shows how questions were answered, and takes one out with a reason', async () => {
    const { sent } = service((one) =>
        one.path.includes('/statistics')
            ? {
                  exam: 'SALES',
                  sittings: 30,
                  items: [
                      {
                          question: 'Q1',
                          title: 'Who signs?',
                          sittings: 30,
                          unanswered: 2,
                          share: '0.333333',
                          discrimination: '0.25',
                          isWithdrawn: false,
                      },
                      {
                          question: 'Q2',
                          title: 'When?',
                          sittings: 9,
                          unanswered: 0,
                          share: '1',
                          discrimination: null,
                          isWithdrawn: true,
                      },
                  ],
              }
            : one.method === 'POST'
              ? { exam: 'SALES', question: 'Q1', sittings: 30, changed: 1, nowPassed: ['M0001'], noLongerPassed: [] }
              : { items: [], next: null, total: 0 },
    );
    await openPage(
        <Routes>
            <Route path="/exams/:code/statistics" element={<StatisticsPage />} />
        </Routes>,
        { roles: ['trainer'], at: '/exams/SALES/statistics' },
    );
    const table = await screen.findByRole('table', { name: 'Item figures: SALES' });
    expect(table.textContent).toContain('33.33%');
    expect(table.textContent).toContain('Too few');
    const user = userEvent.setup();
    await user.click(within(table).getByRole('button', { name: /Take out/ }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox'), 'two answers are right');
    await user.click(within(dialog).getByRole('button', { name: 'Take out' }));
    await waitFor(() =>
        expect(sent.find(({ method }) => method === 'POST')?.body).toEqual({
            question: 'Q1',
            reason: 'two answers are right',
        }),
    );
});
