import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { preview } from './localFile';

/** A zip of these parts, deflated, as spreadsheets write it. */
function zip(parts: Record<string, string>): Blob {
    const [files, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
    let at = 0;
    for (const [name, text] of Object.entries(parts)) {
        const [path, packed] = [Buffer.from(name), deflateRawSync(text)];
        const local = Buffer.alloc(30);
        local.writeUInt32LE(0x04034b50, 0);
        local.writeUInt16LE(8, 8);
        local.writeUInt16LE(path.length, 26);
        const entry = Buffer.alloc(46);
        entry.writeUInt32LE(0x02014b50, 0);
        entry.writeUInt16LE(8, 10);
        entry.writeUInt32LE(packed.length, 20);
        entry.writeUInt32LE(text.length, 24);
        entry.writeUInt16LE(path.length, 28);
        entry.writeUInt32LE(at, 42);
        files.push(local, path, packed);
        directory.push(entry, path);
        at += 30 + path.length + packed.length;
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt32LE(Buffer.concat(directory).length, 12);
    end.writeUInt32LE(at, 16);
    return new Blob([new Uint8Array(Buffer.concat([...files, ...directory, end]))]);
}

const workbook = (rows: string) =>
    zip({
        'xl/workbook.xml':
            '<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId7"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
            '<Relationships xmlns="p"><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/sharedStrings.xml':
            '<sst xmlns="m"><si><t>manager_no</t></si><si><r><t>taken</t></r><r><t>_on</t></r></si><si><t> M1 </t></si></sst>',
        'xl/styles.xml': '<styleSheet xmlns="m"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        'xl/worksheets/sheet1.xml': `<worksheet xmlns="m"><sheetData>${rows}</sheetData></worksheet>`,
    });

it('reads a workbook as the services do: texts, days, numbers, gaps', async () => {
    const seen = await preview(
        workbook(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>score</t></is></c></row>' +
                '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" s="1"><v>46203</v></c><c r="D3"><v>0.10000000000000001</v></c><c r="E3"/></row>',
        ),
    );
    expect(seen.format).toBe('xlsx');
    expect(seen.header).toEqual(['manager_no', 'taken_on', '', 'score']);
    expect(seen.rows).toEqual([{ number: 3, cells: ['M1', '2026-06-30', '', '0.1'] }]);
});

it('says that a workbook is damaged', async () => {
    await expect(preview(new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])]))).rejects.toThrow('workbook');
});
