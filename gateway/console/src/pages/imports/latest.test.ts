import { expect, it } from 'vitest';
import { underWay, unsettled } from './latest';
import type { ImportState } from './state';

const file = (id: string, kind: string, status: ImportState['status'], more: Partial<ImportState> = {}) =>
    ({ id, kind, status, dryRun: false, rowsRejected: 0, ...more }) as ImportState;

it('leaves alone what a later file of the kind has settled, and what only was a check', () => {
    const imports = [
        file('1', 'targets', 'completed', { dryRun: true, rowsRejected: 4 }),
        file('2', 'targets', 'completed'),
        file('3', 'targets', 'failed'),
        file('4', 'managers', 'running'),
        file('5', 'managers', 'completed', { rowsRejected: 2 }),
        file('6', 'card-facts', 'failed'),
    ];
    expect(unsettled(imports).map((one) => one.id)).toEqual(['5', '6']);
    expect(underWay(imports).map((one) => one.id)).toEqual(['4']);
});
