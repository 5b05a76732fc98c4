// Reads a workbook from standard input with ExcelJS and writes what is in it as JSON: sheets, their frozen rows, widths and cells.
import ExcelJS from 'exceljs';
import { buffer } from 'node:stream/consumers';

const book = new ExcelJS.Workbook();
await book.xlsx.load(await buffer(process.stdin));

const plain = ({ value, numFmt }) => {
    if (value === null || value === undefined) return { kind: 'nothing', text: '' };
    if (value instanceof Date) return { kind: 'date', text: value.toISOString().replace('.000Z', ''), format: numFmt };
    if (typeof value === 'number') return { kind: 'number', text: String(value), format: numFmt };
    if (typeof value === 'boolean') return { kind: 'flag', text: String(value) };
    if (typeof value === 'object') return { kind: 'formula', text: JSON.stringify(value) };
    return { kind: 'text', text: value };
};

process.stdout.write(
    JSON.stringify(
        book.worksheets.map((sheet) => ({
            name: sheet.name,
            frozenRows: sheet.views[0]?.state === 'frozen' ? sheet.views[0].ySplit : 0,
            widths: sheet.columns.map((column) => column.width),
            rows: Array.from({ length: sheet.rowCount }, (_, row) =>
                Array.from({ length: sheet.columnCount }, (_, column) => plain(sheet.getCell(row + 1, column + 1))),
            ),
        })),
    ),
);
