import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import WarningPage from './WarningPage';
import WarningRulesPage from './WarningRulesPage';
import WarningsPage from './WarningsPage';
import { bodyOf, draftOf } from './ruleDraft';

const one = {
    id: 'w1',
    number: 1,
    rule: 'sleeping',
    ruleName: { zh: '睡眠卡', en: 'Sleeping cards' },
    kpi: 'active-rate',
    managerNo: 'M0001',
    name: '赵',
    org: 'B1-01',
    orgName: '东城一部',
    began: '2026-05',
    last: '2026-06',
    severity: 'severe',
    conduct: false,
    evidence: [
        { name: 'value', value: '0.17', period: '2026-06' },
        { name: 'forecast', value: '0.2', period: '2026-09' },
        { name: 'months', value: '3', period: null },
    ],
    state: 'warning',
    outdated: false,
    foundAt: '2026-07-02T00:00:00Z',
    respondBy: '2026-07-12',
    respondedBy: null,
    respondedAt: null,
    response: null,
    dueOn: null,
    returnReason: null,
    receivedBy: null,
    receivedAt: null,
    settledBy: null,
    settledAt: null,
    outcome: null,
    outcomeNote: null,
    mayRespond: true,
    mayCheck: false,
};
const responded = {
    ...one,
    state: 'responded',
    response: 'two visits a week',
    respondedBy: 'head',
    respondedAt: '2026-07-03T00:00:00Z',
    dueOn: '2026-08-01',
    mayRespond: false,
    mayCheck: true,
};

const page = () =>
    openPage(
        <Routes>
            <Route path="/warnings/:id" element={<WarningPage />} />
        </Routes>,
        { roles: ['branch-head'], at: '/warnings/w1', org: 'B1' },
    );

it('lists warnings with the figures they rest on', async () => {
    answerWith(() => ({ items: [one], next: null, total: 1 }));
    await openPage(<WarningsPage />, { roles: ['hr'] });
    const table = await screen.findByRole('table', { name: 'Warnings' });
    expect(within(table).getByRole('link', { name: 'Sleeping cards' }).getAttribute('href')).toBe('/warnings/w1');
    expect(
        within(table).getByText(/Value, June 2026: 17%.*Forecast, September 2026: 20%.*Months ahead: 3/),
    ).toBeTruthy();
    expect(within(table).getByText('Waits for a response')).toBeTruthy();
});

it('takes a response with the day it is to show an effect', async () => {
    const asked = answerWith(() => one);
    await page();
    const send = await screen.findByRole('button', { name: 'Send the response' });
    expect((send as HTMLButtonElement).disabled).toBe(true);
    await userEvent.type(screen.getByLabelText('Measure'), 'two visits a week');
    await userEvent.type(screen.getByLabelText('Effect due on'), '2099-08-01');
    await userEvent.click(send);
    await vi.waitFor(() => expect(asked.some((path) => path.endsWith('/warnings/w1/respond'))).toBe(true));
});

it('lets somebody above take receipt or send back', async () => {
    const asked = answerWith(() => responded);
    await page();
    expect(await screen.findByText('two visits a week')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send the response' })).toBeNull();
    expect(screen.getByRole('button', { name: /Send back/ })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Take receipt/ }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Take receipt' }));
    await vi.waitFor(() => expect(asked.some((path) => path.endsWith('/warnings/w1/receive'))).toBe(true));
});

const rule = {
    code: 'sleeping',
    effectiveFrom: '2026-07',
    version: 1,
    name: { zh: '睡眠卡', en: 'Sleeping cards' },
    kind: 'forecast',
    kpi: 'active-rate',
    terms: { side: 'above', limit: '0.2', months: 3 },
    severity: 'severe',
    conduct: false,
    confirm: 1,
    responseDays: 10,
    endedFrom: null,
    changedBy: 'hr',
    changedAt: '2026-07-02T00:00:00Z',
};

it('says in a sentence what a rule looks for, and lets only personnel change it', async () => {
    answerWith(() => ({ items: [rule], next: null, total: 1 }));
    await openPage(<WarningRulesPage />, { roles: ['hr'] });
    expect(await screen.findByText(/By the last six months .* rises to 20% within 3 months/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Change rule sleeping' })).toBeTruthy();
});

it('sends only the numbers that the kind of rule uses', () => {
    const draft = {
        ...draftOf(),
        code: 'c',
        zh: '投诉',
        en: 'Complaints',
        kind: 'cluster' as const,
        count: '3',
        days: '30',
    };
    expect(bodyOf({ ...draft, limit: '5' })).toEqual({
        name: { zh: '投诉', en: 'Complaints' },
        kind: 'cluster',
        kpi: null,
        terms: { count: 3, days: 30 },
        severity: 'warning',
        conduct: false,
        confirm: 1,
        responseDays: 10,
    });
});
