import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { answerWith, openPage } from '../../test/page';
import AdministratorHome from './AdministratorHome';
import AnalystHome from './AnalystHome';
import ApproverHome from './ApproverHome';
import AuditorHome from './AuditorHome';
import HrHome from './HrHome';

/** In these tests it is 15 August 2026, and July is closed, paid and whole: nobody has anything to do. */
const TODAY = new Date('2026-08-15T04:00:00Z');
const CHECK = 'Check the audit chains of all four services';

const none = { items: [], next: null, total: 0 };
const closedMonth = (period: string, acceptedGaps = '') => ({
    period,
    closeNumber: 1,
    closedAt: '2026-08-01T02:00:00Z',
    closedBy: 'hr',
    acceptedGaps,
});
const run = (id: string, period: string, status: string, createdBy = 'analyst', decidedBy: string | null = null) => ({
    id,
    period,
    status,
    createdBy,
    decidedBy,
    total: '12.00',
    resultHash: 'h',
});
const plan = (version: number, status: string, createdBy = 'analyst', returnedBy: string | null = null) => ({
    code: 'CARD',
    version,
    status,
    effectiveFrom: '2026-01',
    findings: [],
    createdBy,
    createdAt: '2026-01-01T00:00:00Z',
    returnedBy,
});
const rejected = (state: string) => ({
    eventId: `e ${state}`,
    managerNo: 'M0001',
    amount: '120.00',
    state,
    proposedBy: state === 'rejected' ? null : 'analyst',
});
const imported = (id: string, kind: string, status: string, rowsRejected: number, dryRun = false) => ({
    id,
    kind,
    status,
    rowsRejected,
    dryRun,
    createdAt: '2026-08-10T00:00:00Z',
    createdBy: 'hr',
});
const at = (state = 'healthy', freshness = {}) => ({
    state,
    freshness: { asOf: '2026-08-15T00:00:00Z', waiting: 0, oldestSeconds: 0, parked: 0, ...freshness },
    replicas: [],
});
const statusOf = (services: Record<string, unknown>) => ({
    at: '2026-08-15T00:00:00Z',
    gateway: { state: 'running', since: '2026-08-01T00:00:00Z', version: '1' },
    services: { performance: at(), training: at(), feedback: at(), incentive: at(), ...services },
});

const release = (createdBy = 'analyst') => ({
    id: 'e1',
    dueUntil: '2026-08-31',
    status: 'proposed',
    managers: 2,
    total: '12.00',
    forfeited: '0.00',
    createdBy,
});
const due = (amount: string, total = 3): Answers => ({
    '/incentive/ledger': { items: [{ managerNo: 'M1', dueOn: '2026-08-31', amount }], next: null, total },
});

const adjusted = (proposal: string, isOfFile: boolean, proposedBy = 'analyst') => ({
    id: `of ${proposal}`,
    proposal,
    isOfFile,
    managerNo: 'M0001',
    amount: '-120.00',
    state: 'proposed',
    proposedBy,
});
const disputed = (open: number, overdue: number): Answers => ({
    '/incentive/disputes/figures': { open, unassigned: 0, overdue, ages: [], upheld: 0, rejected: 0 },
});

const recovered = (state: string, demandProposedBy: string | null): Answers => ({
    '/incentive/recoveries': {
        items: [
            {
                id: 'c1',
                managerNo: 'M0001',
                amount: '120.00',
                left: '70.00',
                state,
                proposedBy: 'analyst',
                demandProposedBy,
            },
        ],
        next: null,
    },
});

const proposedTargets = (mayDecide: boolean): Answers => ({
    '/performance/target-plans': {
        items: [{ id: 't1', kpi: 'activated', period: '2026-09', proposedBy: 'head.b1', mayDecide }],
        next: null,
    },
});

const proposedSheet = (proposedBy: string): Answers => ({
    '/performance/score-sheets/proposals': {
        items: [{ id: 's1', level: 'senior', managerNo: null, effectiveFrom: '2026-09', proposedBy }],
        next: null,
    },
});

const warned = (state: string, over: object): Answers => ({
    '/performance/warnings': {
        items: [{ id: 'w1', state, respondBy: '2026-08-25', dueOn: null, mayRespond: false, mayCheck: false, ...over }],
        next: null,
    },
});

type Answers = Record<string, unknown>;

const quiet: Answers = {
    '/performance/periods': { items: [closedMonth('2026-07')], next: null },
    '/performance/periods/2026-08/gaps': { period: '2026-08', count: 0, kinds: [], gaps: [] },
    '/incentive/runs': { items: [run('r7', '2026-07', 'approved', 'analyst', 'approver')], next: null },
    '/incentive/plans': { items: [plan(1, 'approved')], next: null },
    '/status': statusOf({}),
    ...Object.fromEntries(
        ['performance', 'training', 'feedback', 'incentive'].flatMap((service) => [
            [`/${service}/health`, { version: '1', dependencies: { broker: { status: 'healthy' } } }],
            [`/${service}/error-queues`, { items: [] }],
            [`/${service}/audit/verification`, { isWhole: true, sealed: 1, unsealed: 0, firstBroken: null }],
        ]),
    ),
};

const homes: Partial<Record<Role, ReactNode>> = {
    hr: <HrHome />,
    administrator: <AdministratorHome />,
    'incentive-analyst': <AnalystHome />,
    'incentive-approver': <ApproverHome />,
    auditor: <AuditorHome />,
};

const gapsOf = (period: string, kinds: { what: string; count: number }[]): Answers => ({
    '/performance/periods': { items: [closedMonth('2026-06')], next: null },
    [`/performance/periods/${period}/gaps`]: { period, count: 0, kinds, gaps: [] },
});

/** Everything a home can ask of its person: what there is to do, how it is said, and where it leads. */
const duties: [role: Role, text: string, to: string | null, answers: Answers][] = [
    ['hr', 'July 2026 is ready to close', '/month-end?period=2026-07', gapsOf('2026-07', [])],
    [
        'hr',
        '5 items are missing before July 2026 can be closed',
        '/month-end?period=2026-07',
        gapsOf('2026-07', [
            { what: 'targets', count: 3 },
            { what: 'scores', count: 2 },
        ]),
    ],
    [
        'hr',
        'Import of Targets: 3 rows were not imported',
        '/imports/performance/i1',
        { '/performance/imports': { items: [imported('i1', 'targets', 'completed', 3)], next: null } },
    ],
    [
        'hr',
        'Import of Targets failed',
        '/imports/performance/i2',
        { '/performance/imports': { items: [imported('i2', 'targets', 'failed', 0)], next: null } },
    ],
    [
        'hr',
        'Training: 2 numbers are not on the roster; their data is not counted yet',
        '/waiting?service=training',
        { '/training/waiting': { ...none, total: 2 } },
    ],
    [
        'hr',
        'Feedback: 1 number is not on the roster; its data is not counted yet',
        '/waiting?service=feedback',
        { '/feedback/waiting': { ...none, total: 1 } },
    ],
    [
        'hr',
        'Targets to decide on: Activated cards, September 2026, proposed by head.b1',
        '/targets/t1',
        proposedTargets(true),
    ],
    [
        'hr',
        'Appraisal of East, July 2026: confirm the raters',
        '/reviews/v1',
        {
            '/performance/reviews': {
                items: [{ id: 'v1', org: 'B1', orgName: 'East', period: '2026-07', mayConfirm: true }],
                next: null,
            },
        },
    ],
    [
        'hr',
        '2 appeals against results wait',
        '/reviews?view=results&appeal=pending',
        { '/performance/review-results': { items: [{ id: 'x1' }, { id: 'x2' }], next: null } },
    ],
    [
        'hr',
        '1 warning waits for a response',
        '/warnings?state=warning',
        warned('warning', { mayRespond: true, respondBy: '2026-08-10' }),
    ],
    [
        'hr',
        '1 response to a warning waits for receipt',
        '/warnings?state=responded',
        warned('responded', { mayCheck: true }),
    ],
    [
        'hr',
        '1 received warning waits for its outcome',
        '/warnings?state=received',
        warned('received', { mayCheck: true, dueOn: '2026-08-14' }),
    ],
    ['administrator', 'Training: Unreachable', '/operations', { '/status': statusOf({ training: at('unreachable') }) }],
    [
        'administrator',
        'Incentive: 4 parked messages',
        '/operations?service=incentive',
        { '/status': statusOf({ incentive: at('healthy', { parked: 4 }) }) },
    ],
    [
        'administrator',
        'Feedback: 6 messages in error queues',
        '/operations?service=feedback',
        {
            '/feedback/error-queues': {
                items: [
                    { queue: 'a', messages: 2 },
                    { queue: 'b', messages: 4 },
                ],
            },
        },
    ],
    [
        'administrator',
        'Events of Performance have been waiting for more than a minute',
        '/operations',
        { '/status': statusOf({ performance: at('healthy', { waiting: 9, oldestSeconds: 61 }) }) },
    ],
    [
        'incentive-analyst',
        'Calculate the bonuses of July 2026',
        '/month-end?period=2026-07',
        { '/incentive/runs': none },
    ],
    [
        'incentive-analyst',
        'The bonus run of July 2026 was returned: read the reason and calculate again',
        '/month-end?period=2026-07',
        { '/incentive/runs': { items: [run('r', '2026-07', 'rejected', 'analyst', 'approver')], next: null } },
    ],
    [
        'incentive-analyst',
        'The bonus run of July 2026 failed: calculate again',
        '/month-end?period=2026-07',
        { '/incentive/runs': { items: [run('r', '2026-07', 'failed')], next: null } },
    ],
    [
        'incentive-analyst',
        'Plan CARD, version 2 was returned by approver: read the reason and save a new version',
        '/plans/CARD/2',
        {
            '/incentive/plans': {
                items: [plan(2, 'returned', 'analyst', 'approver'), plan(1, 'approved')],
                next: null,
            },
        },
    ],
    [
        'incentive-analyst',
        '3 deferred amounts fall due within 31 days: propose their release',
        '/releases',
        due('5.00'),
    ],
    [
        'incentive-analyst',
        '2 bonuses were rejected by payroll and wait for a proposal',
        '/payroll/rejections?state=rejected',
        { '/incentive/payroll/rejections': { items: [rejected('rejected')], next: null, total: 2 } },
    ],
    ['incentive-analyst', 'No incentive plan yet', '/plans', { '/incentive/plans': none }],
    [
        'incentive-approver',
        'analyst proposes to send ¥120.00 of M0001 again',
        '/payroll/rejections?state=resend-proposed',
        { '/incentive/payroll/rejections': { items: [rejected('resend-proposed')], next: null, total: 1 } },
    ],
    [
        'incentive-approver',
        'Review the bonuses of July 2026: ¥12.00, prepared by analyst',
        '/runs/r8',
        { '/incentive/runs': { items: [run('r8', '2026-07', 'calculated')], next: null } },
    ],
    [
        'incentive-approver',
        'Approve or return plan CARD, version 2, prepared by analyst',
        '/plans/CARD/2',
        { '/incentive/plans': { items: [plan(2, 'draft'), plan(1, 'approved')], next: null } },
    ],
    [
        'incentive-approver',
        'Approve or return the release of what falls due until Aug 31, 2026: ¥12.00, proposed by analyst',
        '/releases/e1',
        { '/incentive/releases': { items: [release()], next: null } },
    ],
    [
        'incentive-approver',
        'Manual adjustment to approve: M0001 −¥120.00, proposed by analyst',
        '/adjustments?proposal=a1',
        { '/incentive/adjustments': { items: [adjusted('a1', false)], next: null } },
    ],
    [
        'incentive-approver',
        'A file of manual adjustments to approve, proposed by analyst',
        '/adjustments?proposal=f1',
        { '/incentive/adjustments': { items: [adjusted('f1', true), adjusted('f1', true)], next: null } },
    ],
    [
        'incentive-approver',
        'Recovery to decide: M0001 ¥120.00, opened by analyst',
        '/recoveries/c1',
        recovered('to-decide', null),
    ],
    [
        'incentive-approver',
        'Claim from a leaver to approve: M0001 ¥70.00, asked for by another',
        '/recoveries/c1',
        recovered('taking', 'another'),
    ],
    ['incentive-analyst', '2 disputes wait for an answer', '/disputes?state=open&sort=dueOn', disputed(2, 0)],
    [
        'incentive-analyst',
        '2 disputes wait for an answer, 1 of them beyond their day',
        '/disputes?state=open&sort=dueOn',
        disputed(2, 1),
    ],
    [
        'auditor',
        'The audit chain of Feedback is broken',
        '/audit',
        {
            '/feedback/audit/verification': {
                isWhole: false,
                sealed: 7,
                unsealed: 0,
                firstBroken: { sequence: 3, reason: 'changed' },
            },
        },
    ],
    [
        'auditor',
        'anna both prepared and approved the bonuses of July 2026',
        '/runs/r9',
        { '/incentive/runs': { items: [run('r9', '2026-07', 'approved', 'anna', 'anna')], next: null } },
    ],
    [
        'auditor',
        'hr closed July 2026 with items missing',
        '/month-end?period=2026-07',
        { '/performance/periods': { items: [closedMonth('2026-07', 'targets')], next: null } },
    ],
];

/** The same bank with nothing for this person: of their own making, settled, not over, or only a rehearsal. */
const settled: [role: Role, why: string, answers: Answers][] = [
    ['hr', 'nothing waits', {}],
    ['hr', 'the targets are for others to decide on', proposedTargets(false)],
    ['hr', 'they prepared the score sheet themselves', proposedSheet('somebody')],
    [
        'hr',
        'a later good import of the kind settles it, and a rehearsal is none',
        {
            '/performance/imports': {
                items: [
                    imported('i5', 'managers', 'failed', 0, true),
                    imported('i4', 'targets', 'completed', 0),
                    imported('i3', 'targets', 'failed', 0),
                ],
                next: null,
            },
        },
    ],
    [
        'hr',
        'the month is not over',
        {
            '/performance/periods/2026-08/gaps': {
                period: '2026-08',
                count: 1,
                kinds: [{ what: 'period-not-over', count: 1 }],
                gaps: [],
            },
        },
    ],
    ['administrator', 'everything runs', {}],
    [
        'administrator',
        'events wait for less than a minute',
        { '/status': statusOf({ performance: at('healthy', { waiting: 9, oldestSeconds: 60 }) }) },
    ],
    ['incentive-analyst', 'the month is paid', {}],
    [
        'incentive-analyst',
        'the run waits for approval',
        { '/incentive/runs': { items: [run('r8', '2026-07', 'calculated')], next: null } },
    ],
    [
        'incentive-analyst',
        'a later version answers the returned one',
        {
            '/incentive/plans': {
                items: [plan(2, 'draft'), plan(1, 'returned', 'analyst', 'approver')],
                next: null,
            },
        },
    ],
    [
        'incentive-analyst',
        'what is due waits for approval already',
        { ...due('5.00'), '/incentive/releases': { items: [release()], next: null } },
    ],
    ['incentive-analyst', 'what is due only takes off what comes later', due('-5.00', 1)],
    [
        'incentive-approver',
        'they proposed the release themselves',
        { '/incentive/releases': { items: [release('somebody')], next: null } },
    ],
    [
        'incentive-approver',
        'they proposed the adjustment themselves',
        { '/incentive/adjustments': { items: [adjusted('a1', false, 'somebody')], next: null } },
    ],
    ['incentive-analyst', 'no dispute waits', disputed(0, 0)],
    ['incentive-approver', 'nothing is calculated', {}],
    [
        'incentive-approver',
        'they made it themselves, so that somebody else has to check it',
        {
            '/incentive/runs': { items: [run('r8', '2026-07', 'calculated', 'somebody')], next: null },
            '/incentive/plans': { items: [plan(2, 'draft', 'somebody')], next: null },
        },
    ],
    [
        'incentive-approver',
        'a later version has taken the place of the draft',
        { '/incentive/plans': { items: [plan(3, 'approved'), plan(2, 'draft')], next: null } },
    ],
    ['auditor', 'all is whole and two people decided', {}],
];

/** Opens the home, asks the auditor's question, and waits until everything has answered. */
async function todosOf(role: Role, answers: Answers) {
    const bank = { ...quiet, ...answers };
    answerWith((path) => bank[path.split('?')[0] ?? ''] ?? none);
    await openPage(homes[role], { roles: [role] });
    const check = screen.queryByRole('button', { name: CHECK });
    if (check) fireEvent.click(check);
    const card = (await screen.findByRole('heading', { name: 'To do' })).closest<HTMLElement>('.ant-card');
    if (!card) throw new Error('There is no card of what is to do.');
    await waitFor(() => expect(card.querySelector('.ant-skeleton')).toBeNull());
    if (check) await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(4));
    return card;
}

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: TODAY }));
afterEach(() => {
    vi.useRealTimers();
    cleanup();
});

describe('what is to do', () => {
    it.each(duties)('asks %s: %s', async (role, text, to, answers) => {
        const card = await todosOf(role, answers);
        const items = within(card).getAllByRole('listitem');
        expect(items.map((item) => item.textContent?.trim())).toEqual([text]);
        expect(within(card).getByRole('link', { name: text }).getAttribute('href')).toBe(to);
    });

    it.each(['hr', 'incentive-approver'] as const)(
        'asks %s to decide on a score sheet of a colleague',
        async (role) => {
            const card = await todosOf(role, proposedSheet('colleague'));
            const text = 'Score sheet to decide on: Senior, from September 2026, prepared by colleague';
            expect(within(card).getByRole('link', { name: text }).getAttribute('href')).toBe(
                '/score-sheets/proposals?state=proposed',
            );
        },
    );

    it.each(settled)('asks %s nothing while %s', async (role, _why, answers) => {
        const card = await todosOf(role, answers);
        expect(within(card).queryAllByRole('listitem')).toEqual([]);
        expect(within(card).getByText('Nothing to do today.')).toBeTruthy();
    });

    it.each(Object.keys(homes) as Role[])('asks %s nothing that is for somebody else', async (role) => {
        for (const [other, text, , answers] of duties.filter(([whose]) => whose !== role)) {
            const card = await todosOf(role, answers);
            expect([other, within(card).queryByText(text)]).toEqual([other, null]);
            cleanup();
        }
    });
});
