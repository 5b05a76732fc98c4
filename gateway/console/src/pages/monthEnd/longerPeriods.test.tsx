import { fireEvent, screen } from '@testing-library/react';
import { App } from 'antd';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import { LongerPeriods } from './LongerPeriods';

const closed = (period: string) => ({
    period,
    status: 'closed',
    closeNumber: 1,
    closedAt: '2026-07-02T00:00:00Z',
    closedBy: 'hr',
    acceptedGaps: '',
});

it('offers to close what has ended with the closed months, and lists what is closed', async () => {
    const asked = answerWith((path) =>
        path.includes('/gaps')
            ? { period: '2026-Q2', count: 0, kinds: [], gaps: [] }
            : { items: path.includes('rhythm=quarter') ? [closed('2026-Q1')] : [], next: null },
    );
    await openPage(
        <App>
            <LongerPeriods months={['2026-03', '2026-04', '2026-05', '2026-06'].map(closed)} />
        </App>,
        { roles: ['hr'] },
    );
    expect(await screen.findByRole('button', { name: 'Close Q2 2026' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Close H1 2026' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Close Q1 2026' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Q1 2026' }).getAttribute('href')).toBe('/scorecards?period=2026-Q1');
    fireEvent.click(screen.getByRole('button', { name: 'Close Q2 2026' }));
    expect(await screen.findAllByText('Close Q2 2026?')).not.toHaveLength(0);
    expect(asked.filter((path) => path.includes('/periods?')).map((path) => /rhythm=(\w+)/.exec(path)?.[1])).toEqual([
        'quarter',
        'half',
        'year',
    ]);
});
