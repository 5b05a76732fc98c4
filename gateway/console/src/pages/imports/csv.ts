/** Reads csv as the services do: a record is a row whatever lines its quoted cells have, an empty line is a row too, cells are trimmed. */
export class CsvParser {
    private cell = '';
    private cells: string[] = [];
    private quoted = false;
    private wasQuote = false;
    private wasReturn = false;
    private any = false;

    /** The rows that end in this piece of the text. */
    *push(text: string): Generator<string[]> {
        for (const char of text) {
            if (this.wasReturn) {
                this.wasReturn = false;
                if (char === '\n') continue;
            }
            if (this.quoted) {
                if (char === '"') {
                    this.quoted = false;
                    this.wasQuote = true;
                } else this.cell += char;
                continue;
            }
            if (char === '"' && (this.wasQuote || this.cell.trim() === '')) {
                // A second quote in a row is a quote; the first of a cell opens it.
                this.cell = this.wasQuote ? `${this.cell}"` : '';
                this.quoted = true;
                this.wasQuote = false;
                this.any = true;
                continue;
            }
            this.wasQuote = false;
            if (char === ',') this.endCell();
            else if (char === '\n' || char === '\r') {
                this.wasReturn = char === '\r';
                yield this.endRow();
            } else {
                this.cell += char;
                this.any = true;
            }
        }
    }

    /** What is left when the text ends without a line break. */
    *end(): Generator<string[]> {
        if (this.any || this.cells.length > 0) yield this.endRow();
    }

    private endCell() {
        this.cells.push(this.cell.trim());
        this.cell = '';
        this.any = true;
    }

    private endRow() {
        this.cells.push(this.cell.trim());
        const row = this.cells;
        this.cell = '';
        this.cells = [];
        this.wasQuote = false;
        this.any = false;
        return row;
    }
}

export function parseCsv(text: string): string[][] {
    const parser = new CsvParser();
    return [...parser.push(text), ...parser.end()];
}

/** With an apostrophe before what a spreadsheet would calculate. */
export const safeCell = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A csv that spreadsheets open as it is meant: UTF-8 with its mark, nothing taken for a formula. */
export const csvFile = (rows: readonly (readonly string[])[]) =>
    new Blob(['\uFEFF', rows.map((row) => `${row.map((cell) => quote(safeCell(cell))).join(',')}\r\n`).join('')], {
        type: 'text/csv;charset=utf-8',
    });
