import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ComplaintDeskHome from './ComplaintDeskHome';
import HomePage from './HomePage';
import TrainerHome from './TrainerHome';

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
    expect(await screen.findByText(/no page for this role yet/)).toBeTruthy();
});
