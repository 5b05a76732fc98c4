import { CsvParser } from './csv';
import { type LocalRow, UnreadableFile } from './rows';
import { readWorkbook } from './workbook';

export type FileFormat = 'utf-8' | 'utf-8-bom' | 'utf-16' | 'gb18030' | 'xlsx';

export const CSV_TYPE = 'text/csv';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const LARGEST = 1024 ** 3;
const PREVIEW_ROWS = 20;
/** As much of a file as its encoding is told from: more than any file without a feed behind it has. */
const LOOK_AT = 8 * 1024 ** 2;
const PIECE = 1024 ** 2;

export interface Preview {
    format: FileFormat;
    header: string[];
    rows: LocalRow[];
    /** The file goes on after these rows. */
    hasMore: boolean;
}

const isText = (bytes: Uint8Array, encoding: string, isWhole: boolean) => {
    try {
        new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
        return true;
    } catch {
        return false;
    }
};

/** What the bytes are; the service judges the same way, over the whole file. */
export async function formatOf(file: Blob): Promise<FileFormat> {
    const head = new Uint8Array(await file.slice(0, LOOK_AT).arrayBuffer());
    const isWhole = head.length === file.size;
    const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
    if (head.length === 0) throw new UnreadableFile('empty');
    if (starts(0x50, 0x4b, 0x03, 0x04)) return 'xlsx';
    if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return 'utf-16';
    if (head.includes(0)) throw new UnreadableFile('encoding');
    if (isText(head, 'utf-8', isWhole)) return starts(0xef, 0xbb, 0xbf) ? 'utf-8-bom' : 'utf-8';
    if (isText(head, 'gb18030', isWhole)) return 'gb18030';
    throw new UnreadableFile('encoding');
}

async function decoderOf(file: Blob, format: FileFormat) {
    if (format === 'gb18030') return new TextDecoder('gb18030');
    if (format !== 'utf-16') return new TextDecoder('utf-8');
    const [first] = new Uint8Array(await file.slice(0, 1).arrayBuffer());
    return new TextDecoder(first === 0xfe ? 'utf-16be' : 'utf-16le');
}

/** The rows one after the other, the header first, from a piece of the file at a time. */
async function* rowsOf(file: Blob, format: FileFormat): AsyncGenerator<LocalRow> {
    if (format === 'xlsx') {
        yield* readWorkbook(file);
        return;
    }
    const decoder = await decoderOf(file, format);
    const parser = new CsvParser();
    let number = 0;
    for (let at = 0; at < file.size; at += PIECE) {
        const text = decoder.decode(await file.slice(at, at + PIECE).arrayBuffer(), { stream: true });
        for (const cells of parser.push(text)) yield { number: ++number, cells };
    }
    for (const cells of [...parser.push(decoder.decode()), ...parser.end()]) yield { number: ++number, cells };
}

const isBlank = (row: LocalRow) => row.cells.every((cell) => cell === '');

export async function preview(file: Blob): Promise<Preview> {
    const format = await formatOf(file);
    let header: string[] | undefined;
    const rows: LocalRow[] = [];
    let hasMore = false;
    for await (const row of rowsOf(file, format)) {
        if (!header) header = row.cells;
        else if (!isBlank(row)) {
            hasMore = rows.length === PREVIEW_ROWS;
            if (hasMore) break;
            rows.push(row);
        }
    }
    if (!header) throw new UnreadableFile('empty');
    return { format, header, rows, hasMore };
}

/** Some rows by number, with the header; reading ends with the last of them. */
export async function pickRows(
    file: Blob,
    numbers: ReadonlySet<number>,
): Promise<{ header: string[]; rows: Map<number, string[]> }> {
    const last = [...numbers].reduce((a, b) => Math.max(a, b), 1);
    let header: string[] = [];
    const rows = new Map<number, string[]>();
    for await (const row of rowsOf(file, await formatOf(file))) {
        if (row.number === 1) header = row.cells;
        else if (numbers.has(row.number)) rows.set(row.number, row.cells);
        if (row.number >= last) break;
    }
    return { header, rows };
}
