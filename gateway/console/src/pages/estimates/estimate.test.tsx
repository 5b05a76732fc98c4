import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../test/page';
import EstimatePage from './EstimatePage';
import { additionsOf, stepsOf } from './additions';
import type { Addition, PaidKind } from './calls';

const name = { zh: '激活', en: 'Activations' };
const pays: PaidKind[] = [
    { rule: 'a', name, fact: 'activated', products: ['gold', 'standard'], byAmount: false },
    { rule: 'b', name: { zh: '金卡', en: 'Gold extra' }, fact: 'activated', products: ['gold'], byAmount: false },
    { rule: 'c', name: { zh: '分期', en: 'Instalments' }, fact: 'instalment', products: null, byAmount: true },
];

it('has one step for each kind and product, however many rules pay for it', () => {
    const steps = stepsOf(pays);
    expect(steps.map(({ id }) => id)).toEqual(['activated gold', 'activated standard', 'instalment']);
    const wish = { counts: { 'activated gold': 3, instalment: 1 }, amounts: {} };
    expect(additionsOf(steps, wish)).toEqual([{ fact: 'activated', product: 'gold', count: 3, amount: null }]);
    expect(additionsOf(steps, { ...wish, amounts: { instalment: '100.00' } })[1]).toEqual({
        fact: 'instalment',
        product: null,
        count: 1,
        amount: '100.00',
    });
});

it('asks for what is counted up and shows the difference', async () => {
    const sent: Addition[][] = [];
    const asked: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = input instanceof Request ? input.url : String(input);
        if (path.includes('/periods')) return Promise.resolve(Response.json({ items: [], next: null }));
        asked.push(path.replace(/^.*\/estimates/, ''));
        const { add } = JSON.parse(String(init?.body)) as { add: Addition[] };
        sent.push(add);
        const payable = add.length === 0 ? '0.00' : `${50 * (add[0]?.count ?? 0)}.00`;
        const side = (amount: string) => ({ payable: amount, deferred: '0.00', reserved: '0.00', lines: [] });
        return Promise.resolve(
            Response.json({
                managerNo: 'M1',
                name: 'Li',
                period: '2026-06',
                planCode: 'CARD',
                planVersion: 2,
                planEffectiveFrom: '2026-04',
                ruleHash: 'h',
                assumedOn: '2026-06-15',
                pays,
                asItStands: side('0.00'),
                withThem: side(payable),
                difference: payable,
                newestWithFacts: '2026-06',
            }),
        );
    });
    await openPage(<EstimatePage />, { roles: ['incentive-analyst'], at: '/estimate?manager=M1' });
    const more = await screen.findByRole('button', { name: 'One more: Activations · Gold card' });
    fireEvent.click(more);
    fireEvent.click(more);
    await waitFor(() => expect(screen.getByText('+¥100.00')).toBeTruthy());
    expect(sent.at(-1)).toEqual([{ fact: 'activated', product: 'gold', count: 2, amount: null }]);
    expect(screen.getByText(/By plan CARD, version 2, in force from April 2026/)).toBeTruthy();
    // It opens with the newest month that has facts; the first question found out which that is.
    expect(asked.slice(1).every((path) => path === '/M1/2026-06')).toBe(true);
    expect(screen.getByText(/An estimate from what is recorded so far/)).toBeTruthy();
});
