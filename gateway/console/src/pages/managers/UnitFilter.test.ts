import { expect, it } from 'vitest';
import { unitFor } from './UnitFilter';

const units = [
    { code: 'B01', name: '澄江分行' },
    { code: 'B0101', name: '澄江分行东山支行' },
    { code: 'B02', name: '玉溪分行' },
];

it.each([
    ['澄江', 'B01'],
    ['东山', 'B0101'],
    ['b02', 'B02'],
    ['玉溪分行', 'B02'],
    ['', undefined],
    ['nowhere', 'nowhere'],
])('takes “%s” for the unit %s', (typed, code) => expect(unitFor(typed, units as never)).toBe(code));
