import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ProgrammesPage from './ProgrammesPage';
import ProgrammePage from './ProgrammePage';
import { bodyOf, draftOf, isWhole } from './programmeDraft';

const yearly = {
    code: 'BASE',
    title: { zh: '强基计划', en: 'Foundations' },
    kind: 'yearly',
    from: '2026-01-01',
    dueOn: null,
    dueDays: null,
    courses: ['C1'],
    certificates: [],
    atLeast: 0,
    channels: [],
    units: [],
    audience: { levels: null, areas: null, employment: null, hiredWithinDays: null },
    version: 1,
    changedBy: 'trainer',
    changedAt: '2026-06-01T00:00:00Z',
};

it('shows how far units and people have come on a day', async () => {
    const asked = answerWith((path) => {
        if (path.includes('/coverage'))
            return {
                asOf: '2026-06-30',
                kind: 'yearly',
                people: 3,
                done: 1,
                due: 1,
                late: 1,
                units: [{ org: 'B1', orgName: 'East', people: 3, done: 1, due: 1, late: 1 }],
            };
        if (path.includes('/people'))
            return {
                asOf: '2026-06-30',
                items: [
                    {
                        managerNo: 'M1',
                        name: 'Li',
                        org: 'B1',
                        hiredOn: '2020-01-01',
                        done: 0,
                        needed: 1,
                        dueOn: '2026-12-31',
                        state: 'late',
                    },
                ],
            };
        return path.includes('/programmes/') ? yearly : { items: [], next: null };
    });
    await openPage(<ProgrammePage />, { roles: ['hr'], at: '/programmes/BASE?asOf=2026-06-30&state=late' });
    expect((await screen.findByText('Li')).closest('tr')?.textContent).toMatch(/0 of 1.*Late/);
    expect(screen.getByText('East').closest('tr')?.textContent).toBe('East3111');
    expect(asked.some((path) => path.includes('/people?asOf=2026-06-30&state=late'))).toBe(true);
    // Personnel read it; the training team writes it.
    expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
});

it('lists programmes by kind and leads to each', async () => {
    answerWith(() => ({
        items: [
            {
                code: 'BASE',
                titleZh: '强基计划',
                titleEn: 'Foundations',
                kind: 'yearly',
                version: 1,
                changedBy: 'trainer',
                changedAt: '2026-06-01T00:00:00Z',
            },
        ],
        next: null,
        total: 1,
    }));
    await openPage(<ProgrammesPage />, { roles: ['trainer'], at: '/programmes' });
    const row = (await screen.findByText('Foundations')).closest('tr') as HTMLElement;
    expect(within(row).getByRole('link').getAttribute('href')).toBe('/programmes/BASE');
    expect(row.textContent).toMatch(/Foundations, yearly/);
});

it('sends what a kind uses and nothing else', () => {
    const draft = { ...draftOf(), code: 'P', zh: '计划', en: 'Plan', kind: 'new-hires' as const };
    const sent = bodyOf({ ...draft, dueDays: '365', certificates: ['X', 'Y'], courses: ['C1'], dueOn: '2026-12-31' });
    expect(sent).toMatchObject({ dueDays: 365, certificates: ['X', 'Y'], atLeast: 2, courses: null, dueOn: null });
    expect(isWhole(draft)).toBe(true);
    expect(isWhole({ ...draft, dueDays: 'soon' })).toBe(false);
});
