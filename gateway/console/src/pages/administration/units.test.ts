import { expect, it } from 'vitest';
import { type Branch, treeOf } from './units';

const unit = (code: string, parent: string | null) => ({ code, name: code, parent, kind: null });
const shape = (branches: Branch[]): unknown[] =>
    branches.map((one) => (one.children.length > 0 ? [one.code, shape(one.children)] : one.code));

it('puts units under their parents, whichever comes first, and those without one that is seen at the top', () => {
    expect(shape(treeOf([unit('B1-01', 'B1'), unit('B1', 'HO'), unit('B2', 'HO'), unit('B1-02', 'B1')]))).toEqual([
        ['B1', ['B1-01', 'B1-02']],
        'B2',
    ]);
});
