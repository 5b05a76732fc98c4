import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import i18next from 'i18next';
import { afterEach, expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import { figure, isImported, isLowerBetter, kindOf, kpiName, knownKpis, learnKpis, mostOf } from '../scorecards/kpis';
import KpisPage from './KpisPage';
import type { Kpi } from './calls';
import { bodyOf, draftOf } from './draft';
import { basisText } from './words';

const kpi = (code: string, change: Partial<Kpi> = {}): Kpi => ({
    code,
    version: 1,
    effectiveFrom: null,
    name: { zh: `${code}名`, en: `${code} name` },
    unit: 'count',
    direction: 'higher',
    family: 'sales',
    source: 'import',
    of: null,
    cap: '1.5',
    volume: false,
    isCounted: false,
    endedFrom: null,
    changedBy: null,
    changedAt: null,
    ...change,
});

const activated = kpi('activated', {
    source: 'card-facts',
    of: { fact: 'activated', measure: 'count' },
    isCounted: true,
    name: { zh: '激活量', en: 'Cards activated' },
});
const errors = kpi('errors', { direction: 'lower', family: 'quality', cap: '2' });
const share = kpi('share', {
    source: 'ratio',
    unit: 'ratio',
    of: { numerator: 'activated', denominator: 'errors' },
});
const old = kpi('old', { endedFrom: '2026-01' });

afterEach(() => learnKpis([]));

it('names, rounds and judges KPIs by the catalogue', async () => {
    await openPage(<p />, { roles: ['hr'] });
    learnKpis([activated, errors, share, old]);
    const t = i18next.getFixedT('en');
    expect(kpiName(t, 'activated')).toBe('Cards activated');
    expect(kpiName(i18next.getFixedT('en'), 'overdue')).toBe('Overdue cards');
    expect([isLowerBetter('errors'), isLowerBetter('share')]).toEqual([true, false]);
    expect([isImported('errors'), isImported('share'), isImported('activated')]).toEqual([true, false, false]);
    expect(mostOf('errors')).toBe('2');
    expect(kindOf('share')).toBe('activated');
    expect(figure('share', '0.25')).toBe('25%');
    expect(knownKpis()).toEqual(['activated', 'errors', 'share']);
});

it('says what a KPI is made of', async () => {
    await openPage(<p />, { roles: ['hr'] });
    learnKpis([activated, errors, share]);
    const t = i18next.getFixedT('en');
    expect(basisText(t, share)).toBe('Cards activated ÷ errors name');
    expect(
        basisText(t, {
            source: 'sum',
            of: {
                parts: [
                    { kpi: 'activated', weight: '2' },
                    { kpi: 'errors', weight: '-1' },
                ],
            },
        }),
    ).toBe('2 × Cards activated + -1 × errors name');
    expect(
        basisText(t, {
            source: 'card-facts',
            of: { fact: 'approved', measure: 'amount', newCustomers: true, products: ['gold'] },
        }),
    ).toBe('Amount of facts “approved” in the month, new customers only, Gold card');
    expect(basisText(t, errors)).toBe('Imported');
});

it('sends of the basis only what belongs to the source', () => {
    const draft = {
        ...draftOf(),
        code: 'gold',
        zh: ' 金卡 ',
        en: 'Gold',
        source: 'card-facts',
        products: 'gold, plus',
    };
    expect(bodyOf(draft, false)).toMatchObject({
        name: { zh: '金卡', en: 'Gold' },
        of: { fact: 'activated', measure: 'count', products: ['gold', 'plus'], newCustomers: null },
    });
    expect(bodyOf({ ...draft, source: 'import', cap: '' }, false)).toMatchObject({ of: null, cap: null });
    expect(bodyOf(draftOf(activated), true).of).toBeNull();
    expect(bodyOf(draftOf(share), false).of).toEqual({ numerator: 'activated', denominator: 'errors' });
});

it('lists KPIs and lets personnel change and end them', async () => {
    answerWith((path) => (path.includes('/end') ? old : { items: [activated, errors, old], next: null }));
    await openPage(
        <App>
            <KpisPage />
        </App>,
        { roles: ['hr'] },
    );
    const table = await screen.findByRole('table', { name: 'KPI catalogue' });
    expect(within(table).getByText('Ended from January 2026')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: 'Change activated' }));
    expect(await screen.findByText(/counts this indicator itself/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    fireEvent.click(screen.getByRole('button', { name: 'End “errors”' }));
    fireEvent.click(await screen.findByRole('button', { name: 'End' }));
    await waitFor(() =>
        expect(
            vi
                .mocked(globalThis.fetch)
                .mock.calls.some(([input]) => String((input as Request).url ?? input).includes('/kpis/errors/end')),
        ).toBe(true),
    );
});

it('shows a reader the list without anything to change', async () => {
    answerWith(() => ({ items: [activated], next: null }));
    await openPage(<KpisPage />, { roles: ['auditor'] });
    await screen.findByText('activated');
    expect(screen.queryByRole('button', { name: 'Add indicator' })).toBeNull();
});
