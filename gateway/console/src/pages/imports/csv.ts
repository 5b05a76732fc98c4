import Papa from 'papaparse';

/** The rows of a csv, as the services read it: an empty line is a row too, cells are trimmed. */
export const parseCsv = (text: string): string[][] =>
    Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: ',' }).data.map((row) =>
        row.map((cell) => cell.trim()),
    );

/** A csv that spreadsheets open as it is meant: UTF-8 with its mark, an apostrophe before what they would calculate. */
export const csvFile = (rows: readonly (readonly string[])[]) =>
    new Blob(
        [
            '\uFEFF',
            Papa.unparse(
                rows.map((row) => [...row]),
                { newline: '\r\n', escapeFormulae: true },
            ),
            '\r\n',
        ],
        {
            type: 'text/csv;charset=utf-8',
        },
    );
