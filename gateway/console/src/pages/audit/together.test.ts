import { expect, it } from 'vitest';
import { Problem } from '../../api/problem';
import type { Entry } from './calls';
import { type Share, following, inOrder, notesOf, totalOf } from './together';

const entry = (id: number, at: string) => ({ id, at }) as Entry;
const share = (service: Share['service'], items: [number, string][], next: string | null): Share => ({
    service,
    items: items.map(([id, at]) => entry(id, at)),
    next,
});
const order = (pages: Share[][], isNewestFirst = false) =>
    inOrder(pages, isNewestFirst).map((row) => `${row.service} ${row.id}`);

it('shows entries only as far as no service can have one between, and asks the one that holds back', () => {
    const first = [
        share(
            'performance',
            [
                [1, '01'],
                [2, '09'],
            ],
            'p',
        ),
        share(
            'training',
            [
                [1, '02'],
                [2, '03'],
            ],
            't',
        ),
        share('feedback', [], null),
    ];
    expect(order([first])).toEqual(['performance 1', 'training 1', 'training 2']);
    expect(following([first], false)).toEqual({ training: 't' });
    const second = [share('training', [[3, '08']], null)];
    expect(order([first, second])).toEqual([
        'performance 1',
        'training 1',
        'training 2',
        'training 3',
        'performance 2',
    ]);
    expect(following([first, second], false)).toEqual({ performance: 'p' });
});

it('does the same from the newest back', () => {
    const first = [
        share(
            'performance',
            [
                [9, '09'],
                [8, '03'],
            ],
            'p',
        ),
        share(
            'training',
            [
                [5, '08'],
                [4, '07'],
            ],
            't',
        ),
    ];
    expect(order([first], true)).toEqual(['performance 9', 'training 5', 'training 4']);
    expect(following([first], true)).toEqual({ training: 't' });
});

it('goes on without a service that is away', () => {
    const away = { ...share('incentive', [], null), problem: Problem.unanswered(undefined) };
    expect(order([[share('performance', [[1, '01']], null), away]])).toEqual(['performance 1']);
    expect(following([[share('performance', [[1, '01']], null), away]], false)).toBeUndefined();
});

it('reads the notes of an entry, whatever they are', () => {
    expect(notesOf('{"before":"1","after":2}')).toEqual([
        ['before', '1'],
        ['after', '2'],
    ]);
    expect(notesOf('plain')).toEqual([['', 'plain']]);
    expect(notesOf(null)).toEqual([]);
});

it('counts what all services have together, without those that failed, and says nothing where one does not count', () => {
    const counted = (total: number | undefined, problem?: Problem): Share => ({
        ...share('training', [], null),
        total,
        problem,
    });
    expect(totalOf([[counted(3), counted(4)], [counted(undefined)]])).toBe(7);
    expect(totalOf([[counted(3), counted(undefined, Problem.unanswered(new Error('gone')))]])).toBe(3);
    expect(totalOf([[counted(3), counted(undefined)]])).toBeUndefined();
});
