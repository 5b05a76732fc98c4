import { fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import GradeRunPage from './GradeRunPage';
import MyGradePage from './MyGradePage';

const margin = {
    level: 'senior',
    conditions: ['education'],
    minimum: null,
    lastScore: '0.9',
    points: '0.1',
    tie: null,
};

const proposal = {
    managerNo: 'M1',
    name: 'Zhao',
    org: 'B1',
    rank: 2,
    score: '0.8',
    parts: [
        { part: 'scorecards', value: '0.8', weight: '1' },
        { part: 'exam', value: null, weight: '0' },
    ],
    complaints: 0,
    inPostSince: '2020-01-01',
    level: 'intermediate',
    step: 'A',
    payLevel: 'senior',
    payStep: 'C',
    beforeLevel: 'junior',
    beforeStep: 'A',
    change: 'up',
    missed: { senior: ['education'] },
    margin,
    recommendation: 'promote',
    streak: 2,
    finalLevel: 'intermediate',
    finalStep: 'A',
    decidedBy: null,
    decisionReason: null,
    overCapReason: null,
    reviewedBy: null,
};

const run = {
    id: 'r1',
    scheme: 'GRADES-2026',
    period: '2026-H1',
    state: 'proposed',
    base: 71,
    notKnown: ['exam'],
    levels: [{ level: 'senior', places: 14, before: 6, proposed: 14, final: 15 }],
    leftOver: 1,
    waiting: ['B1'],
    madeBy: 'hr',
    madeAt: '2026-08-01T00:00:00Z',
    reviewedBy: null,
    reviewedAt: null,
    reviewNote: null,
    approvedBy: null,
    approvedAt: null,
    returnReason: null,
};

it('shows a manager their grade, what it rests on and the way to the next level', async () => {
    answerWith(() => ({
        managerNo: 'M1',
        name: 'Zhao',
        grades: [
            {
                from: '2026-07-01',
                version: 1,
                isCurrent: true,
                level: 'intermediate',
                step: 'A',
                payLevel: 'senior',
                payStep: 'C',
                period: '2026-H1',
            },
        ],
        result: proposal,
        graded: 71,
        appeal: null,
        appealUntil: '2026-08-14',
        mayAppeal: true,
    }));
    await openPage(
        <App>
            <MyGradePage />
        </App>,
        { roles: ['account-manager'], managerNo: 'M1' },
    );
    expect(await screen.findByText('2 / 71')).toBeTruthy();
    expect(screen.getByText('Senior asks for more education.')).toBeTruthy();
    expect(screen.getByText('The last one placed in Senior has 90%.')).toBeTruthy();
    expect(screen.getByText('10% are missing.')).toBeTruthy();
    expect(screen.getByText('Paid as Senior C')).toBeTruthy();
    expect(screen.getByText('Not known, left out')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Appeal' }).disabled).toBe(true);
});

it('lets a head decide with a reason, and asks for one more where no place is left', async () => {
    const sent: unknown[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
        const request = input instanceof Request ? input : undefined;
        const path = (request?.url ?? String(input)).replace(/^https?:\/\/[^/]+/, '');
        if ((request?.method ?? init?.method) === 'PUT') {
            sent.push(JSON.parse((await request?.text()) ?? String(init?.body)));
            return Response.json(
                sent.length === 1 ? { code: 'grade.over-cap', title: 'no place', status: 409 } : proposal,
                { status: sent.length === 1 ? 409 : 200 },
            );
        }
        return Response.json(path.includes('/proposals') ? { items: [proposal], next: null } : run);
    });
    await openPage(
        <App>
            <Routes>
                <Route path="/grades/runs/:id" element={<GradeRunPage />} />
            </Routes>
        </App>,
        { roles: ['branch-head'], org: 'B1', at: '/grades/runs/r1' },
    );
    expect(await screen.findByText('Not yet reviewed by their branch: B1')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: 'Decide' }));
    const save = await screen.findByRole<HTMLButtonElement>('button', { name: 'Save' });
    expect(save.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'led the team' } });
    fireEvent.click(save);
    fireEvent.change(await screen.findByLabelText('Reason for more managers than places'), {
        target: { value: 'one more' },
    });
    fireEvent.click(save);
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual({ level: 'intermediate', step: 'A', reason: 'led the team', acceptOverCap: 'one more' });
});
