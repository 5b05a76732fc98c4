import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import type { Role } from '../../session/session';
import AccountManagerHome from './AccountManagerHome';
import BranchHeadHome from './BranchHeadHome';
import ComplaintDeskHome from './ComplaintDeskHome';
import PayrollHome from './PayrollHome';
import TrainerHome from './TrainerHome';

const none = { items: [], next: null, total: 0 };
const closed = { items: [{ period: '2026-05', acceptedGaps: '', closedBy: 'hr' }], next: null };
const complaint = {
    complaintRef: 'T1',
    managerNo: 'M1',
    receivedOn: '2026-05-01',
    severity: 'minor',
    category: 'x',
    outcome: null,
    dueOn: '2026-05-16',
};

/** The link of a to-do, wherever its words stand. */
const linkOf = async (text: string) => (await screen.findByRole('link', { name: text })).getAttribute('href');

/** The answers each home gets, and each to-do with the page it leads to: filtered to what was counted. */
const homes: [Role, ReactNode, (path: string) => unknown, Record<string, string>][] = [
    [
        'branch-head',
        <BranchHeadHome />,
        (path) =>
            path.startsWith('/performance/periods')
                ? closed
                : path.includes('due=overdue')
                  ? { ...none, total: 4 }
                  : path.includes('without=true')
                    ? { ...none, total: 5 }
                    : path.includes('/own-goals')
                      ? { ...none, total: 2 }
                      : path.includes('met=false')
                        ? { ...none, total: 7 }
                        : path.includes('status=open')
                          ? { ...none, total: 612 }
                          : path.includes('status=overdue')
                            ? { ...none, total: 3 }
                            : path.includes('expiresBefore')
                              ? { ...none, total: 4 }
                              : path.includes('/training/managers?certified=false')
                                ? { ...none, total: 1 }
                                : none,
        {
            '1 manager has no valid certificate today': '/certificates?standing=none',
            '7 people scored below 100% in May 2026': '/scorecards?period=2026-05&met=false&sort=total',
            '612 complaints are open': '/complaints?status=open',
            '3 complaints are overdue': '/complaints?status=overdue',
            '5 customers have no manager in post': '/customers?without=true',
            'Care of 4 customers is overdue': '/customers?due=overdue',
            'Own goals of 2 managers to confirm': '/goals?state=set',
            '4 certificates expire within 60 days': '/certificates?standing=expiring',
        },
    ],
    [
        'complaint-desk',
        <ComplaintDeskHome />,
        (path) =>
            path.includes('status=due-soon')
                ? { ...none, total: 501 }
                : path.includes('status=overdue')
                  ? { ...none, total: 3 }
                  : path.includes('/waiting')
                    ? { ...none, total: 77 }
                    : none,
        {
            '501 complaints are due within 7 days': '/complaints?status=due-soon',
            '3 complaints are overdue': '/complaints?status=overdue',
            'Feedback: 77 numbers are not on the roster; their data is not counted yet': '/waiting?service=feedback',
        },
    ],
    [
        'trainer',
        <TrainerHome />,
        (path) =>
            path.includes('state=without-seat')
                ? { ...none, total: 5 }
                : path.includes('/training/managers?certified=false')
                  ? { ...none, total: 612 }
                  : none,
        {
            '5 enrolments without a seat': '/enrolments?state=without-seat',
            '612 managers have no valid certificate today': '/certificates?standing=none',
        },
    ],
    [
        'account-manager',
        <AccountManagerHome />,
        (path) =>
            path.includes('/complaints')
                ? { items: [complaint], next: null }
                : path.includes('due=today')
                  ? { ...none, total: 3 }
                  : path.includes('/own-goals')
                    ? { items: [{ period: '2026-06', reason: 'by week' }], next: null }
                    : path.includes('/plans/in-force')
                      ? { code: 'CARD', version: 3, signedAt: null }
                      : path.includes('/talks')
                        ? {
                              items: [{ id: '1', heldOn: '2026-05-01', kind: 'one-to-one', said: 'x', readAt: null }],
                              next: null,
                          }
                        : none,
        {
            '1 complaint about you is open': '/complaints?status=open',
            '1 one-to-one is waiting for your confirmation': '/#talks',
            'Care of 3 customers is due by today': '/customers?due=today',
            'Your goals for June 2026 were returned: by week': '/goals?period=2026-06',
            'Read and sign plan CARD, version 3': '/plan',
        },
    ],
    [
        'payroll',
        <PayrollHome />,
        (path) =>
            path.includes('/payroll/differences')
                ? { counts: { paidAfterDecision: 0, amountDiffers: 1, unknownEvent: 2, unanswered: 0 }, items: [] }
                : path.includes('/reconciliation/')
                  ? {
                        period: path.split('/').at(-1),
                        entries: 9,
                        acknowledgedAmount: '0.00',
                        difference: '3.00',
                        rejected: 2,
                        rejectedAmount: '2.00',
                        outstanding: 1,
                        outstandingAmount: '1.00',
                        items: [],
                    }
                  : path.startsWith('/incentive/ledger')
                    ? { ...none, total: 5 }
                    : path.startsWith('/incentive/releases')
                      ? none
                      : { items: [{ sequence: 1, period: '2026-05' }], last: 1, next: null },
        { 'There are 3 differences with payroll': '/payroll/differences' },
    ],
];

it('asks for no signature that was given, or where no plan is in force', async () => {
    for (const signedAt of ['2026-05-02T00:00:00Z', undefined]) {
        answerWith((path) =>
            path.includes('/plans/in-force') && signedAt ? { code: 'CARD', version: 3, signedAt } : none,
        );
        const { unmount } = await openPage(<AccountManagerHome />, { roles: ['account-manager'] });
        expect(await screen.findByText(/no valid certificate today/)).toBeTruthy();
        expect(screen.queryByText(/Read and sign/)).toBeNull();
        unmount();
    }
});

it.each(homes)('leads %s from each to-do to exactly what it counts', async (role, home, answers, links) => {
    answerWith(answers);
    await openPage(home, { roles: [role] });
    for (const [text, to] of Object.entries(links)) expect(await linkOf(text)).toBe(to);
    if (role === 'payroll') {
        const hrefs = (await screen.findAllByRole('link', { name: /¥[12]\.00/ })).map((one) =>
            one.getAttribute('href'),
        );
        expect(hrefs.every((href) => /^\/payroll\?period=.+&status=(rejected|outstanding)$/.test(href ?? ''))).toBe(
            true,
        );
        expect(hrefs.length).toBeGreaterThanOrEqual(2);
    }
});
