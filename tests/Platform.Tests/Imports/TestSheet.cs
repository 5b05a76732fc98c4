using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>
/// Writes an xlsx file cell by cell, as spreadsheets do: shared texts, numbers in binary, dates as numbers with a
/// style.
/// </summary>
internal static class TestSheet
{
    private const uint BuiltInDate = 1,
        OwnDate = 2;

    // The index of the shared text is filled in when the sheet is written.
    public static Cell Shared(string text) => new() { DataType = CellValues.SharedString, CellValue = new(text) };

    public static Cell Inline(string text) =>
        new(new InlineString(new Text(text))) { DataType = CellValues.InlineString };

    public static Cell Number(string asStored) => new() { CellValue = new(asStored) };

    public static Cell NumberAsText(string text) => new() { DataType = CellValues.String, CellValue = new(text) };

    public static Cell Flag(bool value) => new() { DataType = CellValues.Boolean, CellValue = new(value ? "1" : "0") };

    public static Cell Date(DateOnly day, bool ownFormat = false) =>
        new()
        {
            StyleIndex = ownFormat ? OwnDate : BuiltInDate,
            CellValue = new(day.ToDateTime(default).ToOADate().ToString(CultureInfo.InvariantCulture)),
        };

    /// <summary>A formula with its stored result.</summary>
    public static Cell Formula(string formula, string value) =>
        new()
        {
            DataType = CellValues.String,
            CellFormula = new(formula),
            CellValue = new(value),
        };

    public static Cell At(this Cell cell, string reference)
    {
        cell.CellReference = reference;
        return cell;
    }

    public static byte[] Write(params IEnumerable<Cell[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var styles = book.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = new Stylesheet(
                new NumberingFormats(
                    new NumberingFormat { NumberFormatId = 170, FormatCode = "yyyy\"年\"m\"月\"d\"日\"" }
                ),
                new Fonts(new Font()),
                new Fills(new Fill()),
                new Borders(new Border()),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(
                    new CellFormat(),
                    new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true },
                    new CellFormat { NumberFormatId = 170, ApplyNumberFormat = true }
                )
            );
            var shared = new List<string>();
            var data = new SheetData(rows.Select(cells => new Row(cells)));
            foreach (var cell in data.Descendants<Cell>().Where(c => c.DataType?.Value == CellValues.SharedString))
            {
                shared.Add(cell.CellValue!.Text);
                cell.CellValue = new((shared.Count - 1).ToString(CultureInfo.InvariantCulture));
            }

            book.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
                shared.Select(t => new SharedStringItem(new Text(t)))
            );
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(data);
            book.Workbook = new Workbook(
                new Sheets(
                    new Sheet
                    {
                        Id = book.GetIdOfPart(sheet),
                        SheetId = 1,
                        Name = "Sheet1",
                    }
                )
            );
        }

        return bytes.ToArray();
    }
}
