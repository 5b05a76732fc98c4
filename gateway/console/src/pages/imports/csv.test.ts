import { expect, it } from 'vitest';
import { csvFile, parseCsv } from './csv';

it.each([
    [
        'a,b\r\n1,2\r\n',
        [
            ['a', 'b'],
            ['1', '2'],
        ],
    ],
    [
        'a,b\n1,2',
        [
            ['a', 'b'],
            ['1', '2'],
        ],
    ],
    ['a\r\n\r\n1', [['a'], [''], ['1']]],
    ['" x ""y"", z ",2', [['x "y", z', '2']]],
    [
        '"two\nlines",2\n3,4',
        [
            ['two\nlines', '2'],
            ['3', '4'],
        ],
    ],
    [
        'a,\n,b\n',
        [
            ['a', ''],
            ['', 'b'],
        ],
    ],
    ['""\n', [['']]],
    ['', []],
])('reads %j', (text, rows) => expect(parseCsv(text)).toEqual(rows));

it('writes nothing that a spreadsheet calculates', async () => {
    const cells = ['=1+1', '+1', '-1', '@x', 'a=1', ''];
    expect(parseCsv(await csvFile([cells]).text()).at(0)).toEqual(["'=1+1", "'+1", "'-1", "'@x", 'a=1', '']);
    const bytes = new Uint8Array(await csvFile([['a', '=x,"y"']]).arrayBuffer());
    expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('a,"\'=x,""y"""\r\n');
});
