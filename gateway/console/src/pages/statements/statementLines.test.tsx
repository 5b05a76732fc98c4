import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { changeLanguage } from '../../i18n';
import { answerWith, openPage } from '../../test/page';
import type { Line, LineRecord } from '../month/calls';
import { StatementLine } from './StatementLine';

const record = (some: Partial<LineRecord>): LineRecord => ({
    ref: 'A',
    day: '2026-04-02',
    card: 'C1',
    product: null,
    amount: null,
    severity: null,
    rate: null,
    earned: null,
    cancelledOn: null,
    ...some,
});
const line = (some: Partial<Line>): Line => ({
    rule: 'activation',
    kind: 'earned',
    text: { zh: '激活 1 张，每张 50 元', en: 'Activations: 1 card at ¥50.00 each' },
    quantity: '1',
    rate: '50.00',
    factor: null,
    exact: null,
    rounding: 'half-up',
    steps: null,
    amount: '50.00',
    basis: ['A'],
    ...some,
});
const show = (one: Line) =>
    openPage(<StatementLine line={one} managerNo="M1" month="2026-05" signed />, { roles: ['account-manager'] });

it('opens an earning to its cards, each with the rate of its tier', async () => {
    await show(line({ unit: 'card', records: [record({ rate: '50.00', earned: '60.00', product: 'gold' })] }));
    await userEvent.click(screen.getByText('Based on 1 record'));
    const card = screen.getByText(/Card C1/);
    expect(card.textContent).toContain('Gold card');
    expect(card.textContent).toContain('¥50.00 per card');
    expect(within(card.closest('li') as HTMLElement).getByText('¥60.00')).toBeTruthy();
});

it('shows the card and both days of a clawback without a click', async () => {
    await show(
        line({
            kind: 'clawback',
            amount: '-96.00',
            basis: ['X', 'A'],
            records: [record({ earned: '-96.00', cancelledOn: '2026-04-20' })],
        }),
    );
    expect(screen.getByText(/Card C1 · Apr 2, 2026 · cancelled on Apr 20, 2026/)).toBeTruthy();
    expect(screen.queryByText(/Based on/)).toBeNull();
});

it('says what would have been earned', async () => {
    await show(line({ kind: 'why-not', amount: '0.00', wouldHavePaid: '130.00' }));
    expect(screen.getByText('Would have earned ¥130.00 more')).toBeTruthy();
});

it('opens an adjustment to what changed, rule by rule, in the language of the page', async () => {
    const asked = answerWith(() => ({
        items: [
            {
                period: '2026-04',
                before: { payable: '100.00', deferred: '0.00', lines: [line({})] },
                after: { payable: '150.00', deferred: '0.00', lines: [] },
                difference: '50.00',
                changes: [
                    {
                        rule: 'activation',
                        kind: 'earned',
                        name: { zh: '激活', en: 'Activations' },
                        before: '100.00',
                        after: '150.00',
                        difference: '50.00',
                    },
                ],
            },
        ],
    }));
    await show(line({ kind: 'adjustment', amount: '50.00', basis: ['2026-04'] }));
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByText('Lines before and after'));
    const row = (await screen.findByText('Activations')).closest('tr') as HTMLElement;
    expect(
        within(row)
            .getAllByRole('cell')
            .map((cell) => cell.textContent),
    ).toEqual(['¥100.00', '¥150.00', '+¥50.00']);
    expect(asked).toEqual(['/incentive/statements/M1/2026-05/adjustments']);
    await changeLanguage('zh-CN');
    expect(await screen.findByText('激活')).toBeTruthy();
    await changeLanguage('en');
});
