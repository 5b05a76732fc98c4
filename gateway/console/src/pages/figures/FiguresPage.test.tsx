import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { period } from '../../parts/format';
import { answerWith, openPage } from '../../test/page';
import { monthFrom, monthNow } from '../month/months';
import FiguresPage from './FiguresPage';

it('opens on the newest month that has anything', async () => {
    const third = monthFrom(monthNow(), -2);
    const row = { managerNo: 'M1', name: 'Han', kpi: 'activated', value: '11' };
    const asked = answerWith((path) => ({
        items: path.includes(`period=${third}`) ? [row] : [],
        next: null,
        total: path.includes(`period=${third}`) ? 1 : 0,
    }));
    await openPage(<FiguresPage />, { roles: ['hr'] });
    expect(await screen.findByText('Han')).toBeTruthy();
    expect(screen.getByText(period(third))).toBeTruthy();
    expect(asked.at(-1)).toContain(`period=${third}`);
    expect(asked.some((path) => path.includes(`period=${monthFrom(monthNow(), -3)}`))).toBe(false);
});

it('stays on the month that somebody chose', async () => {
    const asked = answerWith(() => ({ items: [], next: null, total: 0 }));
    await openPage(<FiguresPage />, { roles: ['hr'], at: '/figures?period=2026-01' });
    expect(await screen.findByText(/No data for January 2026/)).toBeTruthy();
    expect(asked).toEqual(['/performance/targets?limit=50&period=2026-01&total=true']);
});
