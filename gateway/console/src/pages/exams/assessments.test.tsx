import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import AssessmentPage from './AssessmentPage';
import AssessmentsPage from './AssessmentsPage';

const text = (en: string) => ({ zh: en, en });
const row = {
    id: 'a1',
    managerNo: 'M0001',
    name: '赵',
    exam: 'SALES',
    form: 'interview',
    heldOn: '2026-06-12',
    state: 'marking',
    examiners: 2,
    marked: 1,
    score: null as string | null,
};
const detail = {
    assessment: row,
    title: text('Qualification'),
    passMark: '60',
    isPassed: null as boolean | null,
    rubric: [
        { name: text('Speech'), most: 40 },
        { name: text('Law'), most: 60 },
    ],
    examiners: [
        { examiner: 'hr', hasMarked: true, total: null as number | null, marks: [] as object[] },
        { examiner: 'head', hasMarked: false, total: null as number | null, marks: [] as object[] },
    ],
    mayMark: true,
    mayNameThird: false,
};

/** A service that answers with what it is given, and keeps what is sent to it. */
function service(answers: (method: string, path: string) => unknown) {
    const sent: { method: string; path: string; body: unknown }[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const method = init?.method ?? 'GET';
        if (typeof init?.body === 'string') sent.push({ method, path: String(input), body: JSON.parse(init.body) });
        return Promise.resolve(Response.json(answers(method, String(input))));
    });
    return sent;
}

const page = () =>
    openPage(
        <App>
            <Routes>
                <Route path="/assessments/:id" element={<AssessmentPage />} />
            </Routes>
        </App>,
        { roles: ['branch-head'], at: '/assessments/a1', org: 'B1' },
    );

it('lets an examiner mark with reasons, and hides the other marks until then', async () => {
    let isMarked = false;
    const sent = service((method) => {
        if (method === 'PUT') isMarked = true;
        return isMarked
            ? {
                  ...detail,
                  assessment: { ...row, state: 'done', marked: 2, score: '72.5' },
                  isPassed: true,
                  mayMark: false,
                  examiners: [
                      {
                          examiner: 'hr',
                          hasMarked: true,
                          total: 70,
                          marks: [
                              { marks: 30, reason: 'clear' },
                              { marks: 40, reason: 'a gap' },
                          ],
                      },
                      {
                          examiner: 'head',
                          hasMarked: true,
                          total: 75,
                          marks: [
                              { marks: 30, reason: 'fine' },
                              { marks: 45, reason: 'sound' },
                          ],
                      },
                  ],
              }
            : detail;
    });
    await page();
    expect(await screen.findByText('Shown once all examiners have marked.')).toBeTruthy();
    const give = screen.getByRole<HTMLButtonElement>('button', { name: 'Give marks' });
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Speech (at most 40)'), '41');
    await user.type(screen.getByLabelText('Reason for Speech'), 'fine');
    await user.type(screen.getByLabelText('Law (at most 60)'), '45');
    await user.type(screen.getByLabelText('Reason for Law'), 'sound');
    expect(give.disabled).toBe(true);
    await user.clear(screen.getByLabelText('Speech (at most 40)'));
    await user.type(screen.getByLabelText('Speech (at most 40)'), '30');
    await user.click(give);
    expect(await screen.findByText(/^72\.50? \(pass mark 60\)$/)).toBeTruthy();
    expect(screen.getByText('Law: 40 of 60, a gap')).toBeTruthy();
    expect(sent).toEqual([
        {
            method: 'PUT',
            path: '/training/assessments/a1/marks',
            body: {
                marks: [
                    { marks: 30, reason: 'fine' },
                    { marks: 45, reason: 'sound' },
                ],
            },
        },
    ]);
});

it('asks the training team for a third examiner where two disagree', async () => {
    const sent = service(() => ({
        ...detail,
        assessment: { ...row, state: 'third', marked: 2 },
        mayMark: false,
        mayNameThird: true,
    }));
    await page();
    expect(await screen.findByText(/more than 20 marks apart/)).toBeTruthy();
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Third examiner (user)'), ' zhao ');
    await user.click(screen.getByRole('button', { name: 'Name the third examiner' }));
    await waitFor(() =>
        expect(sent).toEqual([{ method: 'POST', path: '/training/assessments/a1/third', body: { examiner: 'zhao' } }]),
    );
});

it('lists what waits for marks, and lets the training team name examiners', async () => {
    const sent = service((method) => (method === 'POST' ? detail : { items: [row], next: null, total: 1 }));
    await openPage(
        <App>
            <AssessmentsPage />
        </App>,
        { roles: ['trainer'] },
    );
    const table = await screen.findByRole('table', { name: 'Interviews and practicals' });
    expect(table.textContent).toContain('Being marked');
    expect(table.textContent).toContain('1 of 2');
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Name examiners' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Exam code'), 'SALES');
    await user.type(dialog.getByLabelText('Manager number'), 'M0001');
    await user.type(dialog.getByLabelText('First examiner (user)'), 'hr');
    await user.type(dialog.getByLabelText('Second examiner (user)'), 'head');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
        expect(sent[0]?.body).toMatchObject({ exam: 'SALES', form: 'interview', examiners: ['hr', 'head'] }),
    );
});
