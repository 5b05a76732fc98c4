using System.Globalization;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Imports.Reading;
using CardTeam.Platform.Lists;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CardTeam.Platform.Imports;

/// <summary>
/// Writes rejected rows as a workbook that can be corrected and imported again: every cell is text, so that no
/// spreadsheet program changes a reference, and the reasons are in columns that an import ignores.
/// </summary>
internal static class RejectedRows
{
    private const string MistakesZh = "# 错误",
        MistakesEn = "# Mistakes",
        RowOf = "# 原行号 Row";

    private const uint AsText = 1;

    /// <returns>The first of the rejected rows, for a page.</returns>
    public static IReadOnlyList<ImportPreview.Row> Write(
        string path,
        IEnumerable<ImportRow> rows,
        TableLayout layout,
        IReadOnlyCollection<RowError> errors
    )
    {
        var byRow = errors.GroupBy(e => e.Row).ToDictionary(g => g.Key, g => g.ToList());
        var first = new List<ImportPreview.Row>();
        var taken = Enumerable.Range(0, layout.Places.Count).Where(i => layout.Places[i] >= 0).ToList();
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font()),
            new Fills(new Fill()),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true })
        );
        var sheet = book.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(
                new DocumentFormat.OpenXml.Spreadsheet.Columns(
                    new Column
                    {
                        Min = 1,
                        Max = (uint)(taken.Count + 3),
                        Width = 18,
                        CustomWidth = true,
                        Style = AsText,
                    }
                )
            );
            writer.WriteStartElement(new SheetData());
            WriteRow(writer, [.. taken.Select(i => layout.Headings[i]), RowOf, MistakesZh, MistakesEn]);
            foreach (var row in rows)
            {
                if (!byRow.TryGetValue(row.Number, out var mistakes))
                    continue;
                if (first.Count < ImportPreview.RejectedShown)
                    first.Add(new(row.Number, [.. layout.Places.Select(p => p < 0 ? "" : row.Shown(p))]));
                WriteRow(
                    writer,
                    [
                        .. taken.Select(i => row.Shown(layout.Places[i])),
                        row.Number.ToString(CultureInfo.InvariantCulture),
                        string.Join(' ', mistakes.Select(m => $"{m.Column} {m.Text.Zh}".Trim())),
                        string.Join(' ', mistakes.Select(m => $"{m.Column}: {m.Text.En}".TrimStart(':', ' '))),
                    ]
                );
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
            new Sheets(
                new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Id = book.GetIdOfPart(sheet),
                    SheetId = 1,
                    Name = "rejected",
                }
            )
        );
        return first;
    }

    private static void WriteRow(OpenXmlWriter writer, IEnumerable<string> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
            writer.WriteElement(
                new DocumentFormat.OpenXml.Spreadsheet.Cell(
                    new InlineString(
                        new DocumentFormat.OpenXml.Spreadsheet.Text(Printable(cell))
                        {
                            Space = SpaceProcessingModeValues.Preserve,
                        }
                    )
                )
                {
                    DataType = CellValues.InlineString,
                    StyleIndex = AsText,
                }
            );
        writer.WriteEndElement();
    }

    /// <summary>Encodes characters that XML cannot hold as spreadsheets do.</summary>
    private static string Printable(string text) =>
        text.Any(c => c < ' ' && c is not ('\t' or '\n') || c is '\uFFFE' or '\uFFFF' || char.IsSurrogate(c))
            ? string.Concat(
                text.EnumerateRunes()
                    .Select(r =>
                        r.Value < ' ' && r.Value is not ('\t' or '\n') || r.Value is 0xFFFE or 0xFFFF
                            ? $"_x{r.Value:X4}_"
                            : r.ToString()
                    )
            )
            : text;
}
