import { expect, it } from 'vitest';
import { type Posting, spansOf } from './roster';

const posting = (from: string, level: string): Posting => ({
    from,
    org: 'B1',
    employment: 'regular',
    level,
    step: 'A',
    area: 'urban',
    supervisorNo: null,
    mentorNo: null,
});

it('ends a posting the day before the next, and the last one when the manager leaves', () => {
    const spans = spansOf(
        { postings: [posting('2026-01-01', 'junior'), posting('2026-03-01', 'senior')], leftOn: '2026-12-31' },
        '2026-06-30',
    );
    expect(spans.map(({ to, when, changed }) => ({ to, when, changed }))).toEqual([
        { to: '2026-12-31', when: 'now', changed: ['level'] },
        { to: '2026-02-28', when: 'past', changed: [] },
    ]);
});

it('knows what is to come', () => {
    const spans = spansOf(
        { postings: [posting('2026-01-01', 'junior'), posting('2026-07-01', 'senior')], leftOn: null },
        '2026-06-30',
    );
    expect(spans.map(({ when }) => when)).toEqual(['future', 'now']);
    expect(spans[0]?.to).toBeUndefined();
});
