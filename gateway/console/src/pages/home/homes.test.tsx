import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import AccountManagerHome from './AccountManagerHome';
import ComplaintDeskHome from './ComplaintDeskHome';
import HomePage from './HomePage';
import PayrollHome from './PayrollHome';
import TrainerHome from './TrainerHome';

afterEach(() => void vi.useRealTimers());

const none = { items: [], next: null };
const complaint = (complaintRef: string, dueOn: string) => ({
    complaintRef,
    managerNo: 'M1',
    receivedOn: '2026-01-01',
    channel: 'phone',
    category: complaintRef,
    severity: 'minor',
    outcome: null,
    resolvedOn: null,
    dueOn,
    version: 1,
});

it('puts what is late before what is merely open', async () => {
    answerWith((path) =>
        path.includes('complaints')
            ? {
                  items: [complaint('later', '2999-01-16'), complaint('late', '2020-01-16')],
                  next: null,
                  total: path.includes('overdue') ? 1 : 2,
              }
            : none,
    );
    await openPage(<ComplaintDeskHome />, { roles: ['complaint-desk'] });
    expect(await screen.findByText('1 complaint is overdue')).toBeTruthy();
    const late = await screen.findByText(/^late /);
    expect(late.compareDocumentPosition(screen.getByText(/^later /)) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

it('says in one line that there is nothing to do', async () => {
    answerWith(() => none);
    await openPage(<ComplaintDeskHome />, { roles: ['complaint-desk'] });
    expect(await screen.findByText('Nothing to do today.')).toBeTruthy();
});

it('lets a part fail alone, and then does not say that all is well', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
        const path = String(input);
        if (path.includes('certificates'))
            return Promise.resolve(Response.json({ code: 'broken', title: 'No certificates today' }, { status: 500 }));
        return Promise.resolve(Response.json(none));
    });
    await openPage(<TrainerHome />, { roles: ['trainer'] });
    expect((await screen.findAllByText('No certificates today')).length).toBeGreaterThan(0);
    await waitFor(() => expect(screen.getByText('The latest import of every kind had no errors.')).toBeTruthy());
    expect(screen.queryByText('Nothing to do today.')).toBeNull();
    expect(screen.getByText('Some information is not available; the reasons are below.')).toBeTruthy();
});

it('has the rooms of a role that has no home of its own', async () => {
    answerWith(() => none);
    await openPage(<HomePage />, { roles: ['counsellor'] });
    const room = await screen.findByRole('link', { name: /Counsellor’s room/ });
    expect(room.getAttribute('href')).toBe('/counselling/room');
});

const today = () => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-15T04:00:00Z') });

/** The network of a manager whose open month has no scorecard. */
const answerManager = (answers: (path: string) => unknown) =>
    answerWith((path) => (path.includes('live=true') ? null : answers(path)));

it('shows managers their next deferred payment, and the sum still to come', async () => {
    today();
    const due = [
        { dueOn: '2026-06-30', amount: '5.00' },
        { dueOn: '2027-06-30', amount: '400.00' },
        { dueOn: '2028-06-30', amount: '400.00' },
    ];
    const asked = answerManager((path) => (path.startsWith('/incentive/ledger/') ? { due, entries: [] } : none));
    await openPage(<AccountManagerHome />, { roles: ['account-manager'], managerNo: 'M1' });
    const part = (await screen.findByRole('heading', { name: 'My deferred pay' })).closest('.ant-card') as HTMLElement;
    expect((await screen.findByText('Next: Jun 30, 2027')).closest('div')?.textContent).toContain('¥400.00');
    expect(screen.getByText('Still to come').closest('div')?.textContent).toContain('¥805.00');
    expect(part.querySelector('a')?.getAttribute('href')).toBe('/deferred');
    expect(asked).toContain('/incentive/ledger/M1');
});

it('asks a manager for their side of a recovery, and shows what is being taken', async () => {
    const one = {
        id: 'c1',
        number: 1,
        amount: '120.00',
        left: '0.00',
        sideUntil: '2026-08-20',
        state: 'awaiting-side',
    };
    answerManager((path) =>
        path.startsWith('/incentive/ledger/')
            ? { due: [], entries: [] }
            : path.startsWith('/incentive/recoveries')
              ? {
                    items: [
                        one,
                        { ...one, id: 'c2', number: 2, left: '70.00', state: 'taking' },
                        { ...one, id: 'c3', number: 3, state: 'settled' },
                    ],
                    next: null,
                }
              : none,
    );
    await openPage(<AccountManagerHome />, { roles: ['account-manager'], managerNo: 'M1' });
    const duty = await screen.findByText('Recovery no. 1 of ¥120.00: state your side by Aug 20, 2026');
    expect(duty.closest('a')?.getAttribute('href')).toBe('/recoveries/c1');
    expect(screen.getByText('¥120.00; ¥70.00 is left')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'No. 2' }).getAttribute('href')).toBe('/recoveries/c2');
    expect(screen.queryByRole('link', { name: 'No. 3' })).toBeNull();
});

it('says where nothing is deferred for a manager', async () => {
    answerManager((path) => (path.startsWith('/incentive/ledger/') ? { due: [], entries: [] } : none));
    await openPage(<AccountManagerHome />, { roles: ['account-manager'], managerNo: 'M1' });
    expect(await screen.findByText('Nothing is deferred yet.')).toBeTruthy();
});

it('shows payroll what falls due within a month, and the latest release', async () => {
    today();
    const release = { id: 'r1', dueUntil: '2026-08-31', status: 'approved', total: '12.00' };
    answerWith((path) =>
        path.startsWith('/incentive/ledger?')
            ? { ...none, total: 7 }
            : path.startsWith('/incentive/releases')
              ? { items: [release], next: null }
              : path.includes('/reconciliation/')
                ? { period: '2026-07', entries: 0, acknowledgedAmount: '0.00', items: [] }
                : path.includes('/payroll/differences')
                  ? { counts: {}, items: [] }
                  : { items: [], last: 0, next: null },
    );
    await openPage(<PayrollHome />, { roles: ['payroll'] });
    expect(await screen.findByText('7 amounts')).toBeTruthy();
    expect(
        screen.getByRole('link', { name: 'Release of what falls due until Aug 31, 2026' }).getAttribute('href'),
    ).toBe('/releases/r1');
    expect(screen.getByRole('link', { name: 'Deferred pay ledger' }).getAttribute('href')).toBe(
        '/ledger?dueBefore=2026-09-16',
    );
});

it('tells managers of an answer to their dispute, and not for ever', async () => {
    today();
    const dispute = (id: string, state: string, answeredAt: string | null) => ({
        id,
        state,
        answeredAt,
        period: '2026-06',
    });
    answerManager((path) =>
        path.includes('/incentive/disputes')
            ? {
                  items: [
                      dispute('new', 'upheld', '2026-08-10T01:00:00Z'),
                      dispute('old', 'rejected', '2026-07-01T01:00:00Z'),
                      dispute('waits', 'open', null),
                  ],
                  next: null,
              }
            : path.startsWith('/incentive/ledger/')
              ? { due: [], entries: [] }
              : none,
    );
    await openPage(<AccountManagerHome />, { roles: ['account-manager'], managerNo: 'M1' });
    const told = await screen.findByRole('link', { name: /Your dispute of the statement of June 2026 was upheld/ });
    expect(told.getAttribute('href')).toBe('/disputes/new');
    expect(screen.queryByText(/was rejected/)).toBeNull();
});

it('shows managers the open month as it stands', async () => {
    today();
    const kpi = { kpi: 'activated', value: '6', target: '8', attainment: '0.75', weight: '1', score: '0.75' };
    const card = { managerNo: 'M1', period: '2026-08', total: '0.75', kpis: [kpi], asOf: '2026-08-15T04:00:00Z' };
    const asked = answerWith((path) =>
        path.includes('live=true')
            ? card
            : path.includes('/periods')
              ? { items: [{ period: '2026-07' }], next: null }
              : path.startsWith('/incentive/statements/')
                ? { period: '2026-07', payable: '0.00', deferred: '0.00', reserved: '0.00', lines: [] }
                : path.startsWith('/incentive/ledger/')
                  ? { due: [], entries: [] }
                  : none,
    );
    await openPage(<AccountManagerHome />, { roles: ['account-manager'], managerNo: 'M1' });
    const part = (await screen.findByRole('heading', { name: 'My month so far' })).closest('.ant-card') as HTMLElement;
    expect(await within(part).findByText('August 2026, still open')).toBeTruthy();
    expect(part.textContent).toContain('75%');
    expect(part.querySelector('a')?.getAttribute('href')).toBe('/scorecards/M1?period=2026-08');
    expect(asked).toContain('/performance/scorecards/M1/2026-08?live=true');
});

it('names the forms that wait for a manager, the first due day, and where they are', async () => {
    today();
    const waiting = (id: string, dueOn: string, state = 'asked') => ({
        id,
        period: '2026-07',
        managerNo: 'M2',
        name: 'Li Lan',
        relation: 'peer',
        dueOn,
        state,
    });
    answerManager((path) =>
        path === '/performance/reviews/mine'
            ? {
                  items: [
                      waiting('f1', '2026-08-20'),
                      waiting('f2', '2026-08-25'),
                      waiting('f3', '2026-08-20', 'answered'),
                  ],
              }
            : path.startsWith('/incentive/ledger/')
              ? { due: [], entries: [] }
              : none,
    );
    await openPage(<AccountManagerHome />, { roles: ['account-manager'], managerNo: 'M1' });
    const link = await screen.findByRole('link', { name: '2 forms to fill, the first due Aug 20, 2026' });
    expect(link.getAttribute('href')).toBe('/my-reviews');
});
