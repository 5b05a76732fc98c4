import { expect, it } from 'vitest';
import { formatOf, pickRows, preview } from './localFile';

const BOM = new Uint8Array([0xef, 0xbb, 0xbf]);
// The two characters of "China", as GB18030 writes them.
const GB = new Uint8Array([0x6e, 0x0a, 0xd6, 0xd0, 0xb9, 0xfa, 0x0a]);

it('tells the encodings apart', async () => {
    expect(await formatOf(new Blob(['name\n中国\n']))).toBe('utf-8');
    expect(await formatOf(new Blob([BOM, 'name\n中国\n']))).toBe('utf-8-bom');
    expect(await formatOf(new Blob([GB]))).toBe('gb18030');
    expect((await preview(new Blob([GB]))).rows).toEqual([{ number: 2, cells: ['中国'] }]);
    expect((await preview(new Blob([BOM, 'name\n中国\n']))).header).toEqual(['name']);
    await expect(formatOf(new Blob([]))).rejects.toThrow('empty');
    await expect(formatOf(new Blob([new Uint8Array([0xff, 0x00, 0x01])]))).rejects.toThrow('encoding');
});

it('shows twenty rows and counts as a spreadsheet does', async () => {
    const file = new Blob(['a\n\n', Array.from({ length: 30 }, (_, index) => `r${index}\n`).join('')]);
    const seen = await preview(file);
    expect(seen.rows).toHaveLength(20);
    expect(seen.rows[0]).toEqual({ number: 3, cells: ['r0'] });
    expect(seen.hasMore).toBe(true);
    const { header, rows } = await pickRows(file, new Set([3, 12]));
    expect(header).toEqual(['a']);
    expect([...rows]).toEqual([
        [3, ['r0']],
        [12, ['r9']],
    ]);
});
