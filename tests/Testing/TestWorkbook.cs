using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CardTeam.Testing;

/// <summary>Writes a csv text as an xlsx file, so that both can be imported and compared.</summary>
public static class TestWorkbook
{
    /// <param name="csv">Plain cells without quotes; every cell becomes text.</param>
    public static byte[] FromCsv(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var sheet = book.AddNewPart<WorksheetPart>();
            var rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => new Row(
                    line.Split(',')
                        .Select(cell => new Cell(new InlineString(new Text(cell)))
                        {
                            DataType = CellValues.InlineString,
                        })
                ));
            sheet.Worksheet = new Worksheet(new SheetData(rows));
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
