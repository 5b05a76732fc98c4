import { type LocalRow, UnreadableFile } from './rows';

/** More than this is not unpacked in a browser only to be looked at. */
const LARGEST_PART = 32 * 1024 ** 2;

interface Entry {
    method: number;
    size: number;
    unpacked: number;
    at: number;
}

/** Names and places of a zip file's parts, from the directory at its end. */
async function entriesOf(file: Blob): Promise<Map<string, Entry>> {
    const tailAt = Math.max(0, file.size - 66_000);
    const tail = new DataView(await file.slice(tailAt).arrayBuffer());
    let end = tail.byteLength - 22;
    while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) throw new UnreadableFile('workbook');
    const [size, at] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
    const bytes = await file.slice(at, at + size).arrayBuffer();
    const directory = new DataView(bytes);
    const entries = new Map<string, Entry>();
    for (let place = 0; place + 46 <= bytes.byteLength && directory.getUint32(place, true) === 0x02014b50;) {
        const nameLength = directory.getUint16(place + 28, true);
        const name = new TextDecoder().decode(new Uint8Array(bytes, place + 46, nameLength));
        entries.set(name, {
            method: directory.getUint16(place + 10, true),
            size: directory.getUint32(place + 20, true),
            unpacked: directory.getUint32(place + 24, true),
            at: directory.getUint32(place + 42, true),
        });
        place += 46 + nameLength + directory.getUint16(place + 30, true) + directory.getUint16(place + 32, true);
    }
    return entries;
}

async function inflate(packed: ArrayBuffer): Promise<string> {
    const stream = new DecompressionStream('deflate-raw');
    const writer = stream.writable.getWriter();
    // What is wrong with the bytes is said where they are read.
    void writer
        .write(new Uint8Array(packed))
        .then(() => writer.close())
        .catch((failure: unknown) => writer.abort(failure))
        .catch(() => undefined);
    return await new Response(stream.readable).text();
}

async function partOf(file: Blob, entries: Map<string, Entry>, name: string): Promise<Document | undefined> {
    const entry = entries.get(name);
    if (!entry) return undefined;
    if (entry.unpacked > LARGEST_PART) throw new UnreadableFile('large');
    if (entry.method !== 0 && entry.method !== 8) throw new UnreadableFile('workbook');
    const local = new DataView(await file.slice(entry.at, entry.at + 30).arrayBuffer());
    const start = entry.at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    const packed = await file.slice(start, start + entry.size).arrayBuffer();
    return new DOMParser().parseFromString(
        entry.method === 8 ? await inflate(packed) : new TextDecoder().decode(packed),
        'application/xml',
    );
}

const all = (node: Document | Element, name: string) => [...node.getElementsByTagNameNS('*', name)];
const textOf = (node: Element) =>
    all(node, 't')
        .map((t) => t.textContent)
        .join('');

/** Cell styles that show a number as a day: those built in, and those that name a day or a year. */
function dateStylesOf(styles: Document | undefined): Set<number> {
    const dates = new Set<number>();
    if (!styles) return dates;
    const own = new Set(
        all(styles, 'numFmt')
            .filter((format) => /[yd]/i.test(format.getAttribute('formatCode') ?? ''))
            .map((format) => Number(format.getAttribute('numFmtId'))),
    );
    const formats = all(styles, 'cellXfs')[0];
    if (formats)
        all(formats, 'xf').forEach((format, index) => {
            const id = Number(format.getAttribute('numFmtId'));
            if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || own.has(id))
                dates.add(index);
        });
    return dates;
}

const columnOf = (reference: string) =>
    [...reference.replace(/\d+$/, '')].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Spreadsheets count days from the end of 1899. */
const dayOf = (serial: number) =>
    new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);

function cellText(cell: Element, texts: string[], dates: Set<number>): string {
    const type = cell.getAttribute('t');
    if (type === 'inlineStr') return textOf(cell).trim();
    const value = all(cell, 'v')[0]?.textContent ?? '';
    if (type === 's') return (texts[Number(value)] ?? '').trim();
    if (type === 'b') return value === '1' ? 'true' : 'false';
    if (value === '' || (type !== null && type !== 'n')) return value.trim();
    return dates.has(Number(cell.getAttribute('s') ?? -1))
        ? dayOf(Number(value))
        : String(Number(Number(value).toPrecision(15)));
}

/** The rows of a workbook's first sheet, as the services read them. */
export async function* readWorkbook(file: Blob): AsyncGenerator<LocalRow> {
    try {
        yield* sheetOf(file);
    } catch (failure) {
        throw failure instanceof UnreadableFile ? failure : new UnreadableFile('workbook');
    }
}

async function* sheetOf(file: Blob): AsyncGenerator<LocalRow> {
    const entries = await entriesOf(file);
    const book = await partOf(file, entries, 'xl/workbook.xml');
    const links = await partOf(file, entries, 'xl/_rels/workbook.xml.rels');
    const first = book && all(book, 'sheet')[0];
    const id =
        first && [...first.attributes].find((attribute) => attribute.localName === 'id' && attribute.prefix)?.value;
    const target =
        links &&
        all(links, 'Relationship')
            .find((link) => link.getAttribute('Id') === id)
            ?.getAttribute('Target');
    if (!target) throw new UnreadableFile('workbook');
    const sheet = await partOf(file, entries, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    if (!sheet) throw new UnreadableFile('workbook');
    const shared = await partOf(file, entries, 'xl/sharedStrings.xml');
    const texts = shared ? all(shared, 'si').map(textOf) : [];
    const dates = dateStylesOf(await partOf(file, entries, 'xl/styles.xml'));
    let number = 0;
    for (const row of all(sheet, 'row')) {
        number = Number(row.getAttribute('r') ?? number + 1);
        const cells: string[] = [];
        for (const cell of all(row, 'c')) {
            const reference = cell.getAttribute('r');
            const place = reference ? columnOf(reference) : cells.length;
            if (place > 16_383) throw new UnreadableFile('workbook');
            while (cells.length < place) cells.push('');
            cells[place] = cellText(cell, texts, dates);
        }
        while (cells.length > 0 && cells.at(-1) === '') cells.pop();
        yield { number, cells };
    }
}
