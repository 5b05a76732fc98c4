import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import AwaitedExamsPage from './AwaitedExamsPage';
import CertifiedPage from './CertifiedPage';
import CoachingsPage from './CoachingsPage';
import SanctionsPage from './SanctionsPage';

const counts = { people: 4, certified: 2, expiring: 1, grace: 0, uncertified: 1, share: '0.75' };
const shareOf = {
    date: '2026-06-30',
    certificate: 'CARD-SALES',
    newHireDays: 90,
    expiringDays: 90,
    graceDays: 30,
    all: counts,
    withoutNewHires: { ...counts, people: 3, uncertified: 0, share: '1' },
    units: [{ org: 'B1', orgName: 'East', all: counts, withoutNewHires: counts }],
    certificates: ['CARD-SALES', 'CFP'],
};

it('says who was certified on a day and the share with and without new hires', async () => {
    const asked = answerWith((path) =>
        path.startsWith('/training/certificates/share')
            ? shareOf
            : path.startsWith('/training/certificates/on')
              ? {
                    items: [
                        {
                            managerNo: 'M1',
                            name: 'Li',
                            org: 'B1',
                            orgName: 'East',
                            hiredOn: '2026-06-01',
                            isNew: true,
                            state: 'uncertified',
                            validTo: null,
                        },
                    ],
                    next: null,
                    total: 1,
                }
              : { items: [], next: null },
    );
    await openPage(<CertifiedPage />, {
        roles: ['trainer'],
        at: '/certified?date=2026-06-30&certificate=CARD-SALES&state=uncertified',
    });
    const row = (await screen.findByText('Li')).closest('tr') as HTMLElement;
    expect(row.textContent).toMatch(/East.*new hire.*Not certified/);
    expect(screen.getByText('75% (3 of 4)')).toBeTruthy();
    expect(screen.getByText('100% (3 of 3)')).toBeTruthy();
    expect(asked).toContain(
        '/training/certificates/on?limit=50&date=2026-06-30&certificate=CARD-SALES&state=uncertified&sort=managerNo&total=true',
    );
});

it('shows a withdrawn sanction as such, and acts only on those in force', async () => {
    const sanction = {
        id: 'a',
        managerNo: 'M1',
        name: 'Li',
        certificate: 'CARD-SALES',
        kind: 'suspended',
        from: '2026-06-01',
        to: null,
        reason: 'papers missing',
        imposedBy: 'trainer',
        imposedAt: '2026-06-01T00:00:00Z',
        withdrawnBy: null,
        withdrawnAt: null,
        withdrawnReason: null,
    };
    answerWith(() => ({
        items: [
            sanction,
            {
                ...sanction,
                id: 'b',
                name: 'Wang',
                withdrawnBy: 'trainer',
                withdrawnAt: '2026-06-02T00:00:00Z',
                withdrawnReason: 'a mistake',
            },
        ],
        next: null,
        total: 2,
    }));
    await openPage(<SanctionsPage />, { roles: ['trainer'], at: '/certificate-sanctions' });
    const open = (await screen.findByText('Li')).closest('tr') as HTMLElement;
    expect(within(open).getByRole('button', { name: 'Set last day' })).toBeTruthy();
    const withdrawn = screen.getByText('Wang').closest('tr') as HTMLElement;
    expect(withdrawn.textContent).toMatch(/Suspension, withdrawn.*Withdrawn: a mistake/);
    expect(within(withdrawn).queryByRole('button')).toBeNull();
});

it('offers to end a coaching that is open, to heads and trainers', async () => {
    const coaching = {
        id: 'a',
        managerNo: 'M1',
        name: 'Li',
        certificate: 'CARD-SALES',
        coachNo: 'M2',
        coachName: 'Wang',
        assignedOn: '2026-06-01',
        dueOn: '2026-06-30',
        assignedBy: 'trainer',
        state: 'overdue',
        endedReason: null,
    };
    answerWith(() => ({ items: [coaching], next: null, total: 1 }));
    await openPage(<CoachingsPage />, { roles: ['branch-head'], at: '/coachings?state=overdue' });
    const row = (await screen.findByText('Li')).closest('tr') as HTMLElement;
    expect(row.textContent).toMatch(/Wang.*Overdue/);
    expect(within(row).getByRole('button', { name: /End/ })).toBeTruthy();
});

it('lists who waits for an exam', async () => {
    answerWith(() => ({
        items: [
            {
                managerNo: 'M1',
                name: 'Li',
                courseCode: 'C1',
                titleZh: '课程',
                titleEn: 'Course',
                sessionCode: 'S1',
                lastDay: '2026-06-15',
                attendedPercent: 80,
            },
        ],
        next: null,
        total: 1,
    }));
    await openPage(<AwaitedExamsPage />, { roles: ['trainer'], at: '/awaited-exams' });
    expect((await screen.findByText('Li')).closest('tr')?.textContent).toMatch(/Course.*S1.*80%/);
});
