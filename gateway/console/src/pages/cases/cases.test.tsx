import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import CaseFiguresPage from './CaseFiguresPage';
import CasePage from './CasePage';
import CasesPage from './CasesPage';
import NewCasePage from './NewCasePage';
import StatementsPage from './StatementsPage';
import TopicsPage from './TopicsPage';

const row = {
    complaintRef: 'C-1',
    managerNo: 'M1',
    name: 'Zhang San',
    org: 'B1',
    orgName: 'East',
    receivedOn: '2026-06-01',
    channel: 'phone',
    category: 'Fees',
    severity: 'major',
    state: 'assigned',
    dueOn: '2020-06-16',
    isLate: true,
    handler: 'desk',
    outcome: null,
    isOnTime: null,
    cause: null,
};
const figures = {
    undecided: 3,
    unassigned: 1,
    dueSoon: 1,
    late: 2,
    appeals: 0,
    toReply: 1,
    extensions: 0,
    groups: [{ key: 'phone', cases: 4, decided: 2, onTime: 1, upheld: 1, overturned: 0, recurred: 1 }],
};
const one = {
    ...row,
    cardRef: 'card-81',
    contact: null,
    hasContact: true,
    text: 'They took the fee twice.',
    involved: [],
    joinedTo: null,
    isComplex: false,
    isExtended: false,
    extensionAskedBy: null,
    statementAskedAt: null,
    statement: null,
    reasons: null,
    consequence: null,
    decidedBy: null,
    decidedOn: null,
    letter: null,
    repliedOn: null,
    appealedOn: null,
    appealDecidedBy: null,
    isOverturned: false,
    measure: null,
    measureOwner: null,
    measureDueOn: null,
    trainingTopic: null,
    isPublic: false,
    attachments: [],
    steps: [{ number: 1, kind: 'received', text: '', by: 'desk', at: '2026-06-01T02:00:00Z' }],
    next: ['assign', 'investigate', 'ask-statement', 'decide', 'make-complex', 'withdraw'],
};

it('lists what is late first and counts what waits', async () => {
    const asked = answerWith((path) => (path.includes('figures') ? figures : { items: [row], next: null }));
    await openPage(<CasesPage />, { roles: ['complaint-desk'], at: '/cases' });
    expect(await screen.findByText('2 late')).toBeTruthy();
    expect(await screen.findByText(/^Overdue by/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'C-1' }).getAttribute('href')).toBe('/cases/C-1');
    expect(asked).toContain('/feedback/complaint-cases?limit=50&sort=dueOn&total=true');
});

it('decides a case with an outcome and reasons', async () => {
    const asked = answerWith((path) => (path.endsWith('/handlers') ? { handlers: ['desk', 'other'] } : one));
    await openPage(<CasePage />, { roles: ['complaint-desk'], at: '/cases/C-1' });
    const user = userEvent.setup();
    expect(await screen.findByText('They took the fee twice.')).toBeTruthy();
    expect(screen.getByText('Kept; only the handler can see it')).toBeTruthy();
    const decide = screen.getByRole('button', { name: 'Decide' });
    expect((decide as HTMLButtonElement).disabled).toBe(true);
    await user.click(screen.getByText('Partly upheld'));
    await user.type(screen.getByLabelText('Reasons'), 'the fee was named late');
    await user.click(decide);
    expect(asked).toContain('/feedback/complaint-cases/C-1/decide');
});

it('offers only the steps that the case allows', async () => {
    answerWith((path) => (path.endsWith('/handlers') ? { handlers: [] } : { ...one, next: [] }));
    await openPage(<CasePage />, { roles: ['auditor'], at: '/cases/C-1' });
    await screen.findByText('They took the fee twice.');
    expect(screen.queryByRole('button', { name: 'Decide' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Take it' })).toBeNull();
});

it('shows complaints that a new one may repeat before it is kept', async () => {
    const asked = answerWith((path) =>
        path.endsWith('/alike')
            ? {
                  complaints: [
                      {
                          complaintRef: 'C-0',
                          receivedOn: '2026-05-20',
                          category: 'Fees',
                          state: 'assigned',
                          by: 'card',
                      },
                  ],
              }
            : { complaintRef: 'C-1', dueOn: '2026-06-16' },
    );
    await openPage(<NewCasePage />, { roles: ['complaint-desk'], at: '/cases/new' });
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Card reference'), 'card-81');
    await user.type(screen.getByLabelText('Manager number'), 'M1');
    const found = await screen.findByRole('radiogroup', { name: 'Join to' });
    expect(within(found).getByText(/^C-0/)).toBeTruthy();
    await user.click(within(found).getByText(/^C-0/));
    await user.type(screen.getByLabelText('Reason'), 'Fees');
    await user.type(screen.getByLabelText('What the customer says'), 'twice');
    await user.click(screen.getByRole('button', { name: 'Take it down' }));
    expect(asked).toContain('/feedback/complaints');
});

it('lets a manager write their side once', async () => {
    const asked = answerWith(() => ({
        items: [
            {
                complaintRef: 'C-1',
                category: 'Fees',
                receivedOn: '2026-06-01',
                askedAt: '2026-06-02T02:00:00Z',
                statement: null,
                mayAnswer: true,
                outcome: null,
                consequence: null,
            },
        ],
        next: null,
    }));
    await openPage(<StatementsPage />, { roles: ['account-manager'], at: '/complaints-about-me' });
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('My side'), 'I did explain');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(asked).toContain('/feedback/complaint-statements/C-1');
});

it('shows how complaints ended by channel', async () => {
    answerWith(() => figures);
    await openPage(<CaseFiguresPage />, { roles: ['hr'], at: '/cases/figures' });
    expect(await screen.findByText('Phone')).toBeTruthy();
    expect(screen.getAllByText('50%')).toHaveLength(2);
});

const topics = {
    topics: [
        { tree: 'category', code: 'fees', group: null, nameZh: '费用', nameEn: 'Fees', isActive: true },
        { tree: 'category', code: 'fees.annual', group: 'fees', nameZh: '年费', nameEn: 'Annual fee', isActive: true },
    ],
};

it('names whom a form is about before it is accepted, and shows its files', async () => {
    const asked = answerWith((path) =>
        path.includes('/complaint-topics')
            ? topics
            : {
                  ...one,
                  managerNo: '',
                  name: null,
                  org: '',
                  orgName: null,
                  category: 'fees.annual',
                  isPublic: true,
                  attachments: [{ id: 'f1', name: 'bill.pdf', type: 'application/pdf', size: 2048 }],
                  next: ['identify'],
              },
    );
    await openPage(<CasePage />, { roles: ['complaint-desk'], at: '/cases/C-1' });
    const user = userEvent.setup();
    expect(await screen.findByRole('button', { name: /bill.pdf/ })).toBeTruthy();
    expect(await screen.findByRole('heading', { level: 1, name: /Fees · Annual fee/ })).toBeTruthy();
    const confirm = screen.getByRole('button', { name: 'Confirm' });
    expect((confirm as HTMLButtonElement).disabled).toBe(true);
    await user.type(screen.getByLabelText('Manager number'), 'M2');
    await user.click(confirm);
    expect(asked).toContain('/feedback/complaint-cases/C-1/identify');
});

it('changes a topic and adds one', async () => {
    const asked = answerWith(() => topics);
    await openPage(<TopicsPage />, { roles: ['complaint-desk'], at: '/cases/topics' });
    const user = userEvent.setup();
    const [add] = await screen.findAllByRole('button', { name: 'New topic' });
    await user.click(add as HTMLElement);
    await user.type(screen.getByLabelText('Code'), 'fees.transfer');
    await user.type(screen.getByLabelText('Name in Chinese'), '转账费用');
    await user.type(screen.getByLabelText('Name in English'), 'Transfer fee');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(asked).toContain('/feedback/complaint-topics/category/fees.transfer');
});
