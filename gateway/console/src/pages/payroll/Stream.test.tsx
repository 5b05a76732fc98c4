import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import { Stream } from './Stream';

const entry = (sequence: number) => ({
    eventId: `e${sequence}`,
    sequence,
    kind: 'approved',
    period: '2026-05',
    managerNo: 'M1',
    org: 'B1',
    amount: '1.00',
    deferred: '0.00',
});

it('tells how long the stream is, counted with its first page only', async () => {
    const asked = answerWith((path) =>
        path.includes('/bonuses')
            ? { items: [entry(12), entry(13)], last: 13, ...(path.includes('total=true') && { total: 1240 }) }
            : {},
    );
    await openPage(<Stream start={12} selected={[]} />, { roles: ['payroll'] });
    expect(await screen.findByText('2 of 1,240 entries shown')).toBeTruthy();
    expect(asked.filter((path) => path.includes('/bonuses'))).toEqual([
        '/incentive/payroll/bonuses?after=11&limit=50&total=true',
    ]);
});

it('does not count what is too long to count', async () => {
    answerWith((path) => (path.includes('/bonuses') ? { items: [entry(1)], last: 1, total: 100_001 } : {}));
    await openPage(<Stream start={1} selected={[]} />, { roles: ['payroll'] });
    expect(await screen.findByText('1 of more than 100,000 entries shown')).toBeTruthy();
});
