import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import FormPage from './FormPage';
import ResultPage from './ResultPage';
import RoundPage from './RoundPage';
import type { FormToFill, Result, Round } from './calls';

const text = (en: string) => ({ zh: en, en });

const form: FormToFill = {
    review: {
        id: 'f1',
        period: '2026-07',
        managerNo: 'M2',
        name: 'Li Lan',
        relation: 'peer',
        dueOn: '2026-08-20',
        state: 'asked',
    },
    title: text('Ten abilities'),
    competencies: [
        { code: 'service', name: text('Serving customers'), about: text('answers promptly') },
        { code: 'systems', name: text('Use of systems'), about: text('enters data correctly') },
    ],
    anchors: ['rarely', 'sometimes', 'mostly', 'reliably', 'an example'].map(text),
    hasText: true,
    minimum: 3,
    marks: [4, null],
    words: null,
};

const round: Round = {
    round: {
        id: 'r1',
        period: '2026-07',
        org: 'B1',
        orgName: 'East',
        form: 'ten-abilities',
        draw: 7,
        dueOn: '2026-08-20',
        persons: 1,
        state: 'proposed',
        asked: 3,
        answered: 0,
        declined: 0,
        proposedBy: 'hr',
        proposedAt: '2026-08-01T02:00:00Z',
        confirmedBy: null,
        confirmedAt: null,
        closedBy: null,
        closedAt: null,
        mayConfirm: true,
    },
    people: [
        {
            managerNo: 'M1',
            name: 'Zhao',
            anonymous: 1,
            tooFew: true,
            raters: [
                { relation: 'self', rater: 'M1', name: 'Zhao', headOf: null },
                { relation: 'superior', rater: null, name: null, headOf: 'B1' },
                { relation: 'peer', rater: 'M2', name: 'Li Lan', headOf: null },
            ],
        },
    ],
    coverage: [],
    missing: [],
    declines: [],
    mayClose: false,
};

const result: Result = {
    result: {
        id: 'x1',
        roundId: 'r1',
        period: '2026-07',
        managerNo: 'M1',
        name: 'Zhao',
        org: 'B1',
        score: '62.50',
        appeal: null,
    },
    minimum: 3,
    parts: [{ relations: ['partner', 'peer'], answers: 4, weight: '1.0000', score: '62.50' }],
    competencies: [
        {
            code: 'service',
            name: text('Serving customers'),
            mark: '3.50',
            self: null,
            unitMean: null,
            groups: [{ relations: ['partner', 'peer'], answers: 4, mean: '3.50' }],
        },
    ],
    words: [],
    themes: ['patience'],
    themesDue: 0,
    objection: null,
    mayAppeal: true,
    mayDecide: false,
};

/** The network: what was sent with a body comes back in order. */
function network(answers: Record<string, unknown>) {
    const sent: { method: string; path: string; body: unknown }[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
        const request = input instanceof Request ? input : new Request(new URL(String(input), 'http://bank'), init);
        const path = new URL(request.url).pathname;
        if (request.method !== 'GET')
            sent.push({ method: request.method, path, body: JSON.parse((await request.text()) || 'null') });
        return Response.json(answers[path] ?? { items: [], next: null });
    });
    return sent;
}

const open = (path: string, at: string, page: React.ReactNode, roles: Parameters<typeof openPage>[1]['roles']) =>
    openPage(
        <App>
            <Routes>
                <Route path={path} element={page} />
                <Route path="*" element={<p>elsewhere</p>} />
            </Routes>
        </App>,
        { roles, at, managerNo: 'M1' },
    );

it('fills a form with one touch a mark, from the draft on, and sends it once it is whole', async () => {
    const sent = network({ '/performance/reviews/mine/f1': form });
    await open('/my-reviews/:id', '/my-reviews/f1', <FormPage />, ['account-manager']);
    expect(await screen.findByRole('heading', { name: 'Rate Li Lan' })).toBeTruthy();
    expect(screen.getByText(/only means of at least 3 answers/)).toBeTruthy();
    const service = screen.getByRole('group', { name: 'Serving customers' });
    expect(within(service).getByRole<HTMLInputElement>('radio', { name: '4: reliably' }).checked).toBe(true);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '1 still to mark' }).disabled).toBe(true);
    fireEvent.click(
        within(screen.getByRole('group', { name: 'Use of systems' })).getByRole('radio', { name: '2: sometimes' }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    await waitFor(() =>
        expect(sent.at(-1)).toEqual({
            method: 'PUT',
            path: '/performance/reviews/mine/f1',
            body: { marks: [4, 2], words: null, send: true },
        }),
    );
    expect(await screen.findByText('elsewhere')).toBeTruthy();
});

it('says who rates whom, and that too few do, before a head confirms it', async () => {
    const sent = network({ '/performance/reviews/r1': round, '/performance/reviews/r1/confirm': round });
    await open('/reviews/:id', '/reviews/r1', <RoundPage />, ['branch-head']);
    expect(await screen.findByText('Head of B1')).toBeTruthy();
    expect(screen.getByText('Li Lan M2')).toBeTruthy();
    expect(screen.getByText(/1 person has too few peers and partners/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /Confirm the raters/ }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Confirm the raters' }));
    await waitFor(() => expect(sent.at(-1)?.body).toEqual({ raters: null }));
});

it('shows a result with what counts, groups put together by name, and the way to appeal', async () => {
    const sent = network({ '/performance/review-results/x1': result, '/performance/review-results/x1/appeal': result });
    await open('/review-results/:id', '/review-results/x1', <ResultPage />, ['account-manager']);
    expect(await screen.findByText('62.50, counts 100%')).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: 'Partners and Peers (4)' })).toBeTruthy();
    expect(screen.getByText('patience')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Appeal/ }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'on loan in July' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Appeal' }));
    await waitFor(() => expect(sent.at(-1)?.body).toEqual({ reason: 'on loan in July' }));
});
