using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports.Reading;

namespace CardTeam.Platform.Lists;

/// <summary>
/// Writes a workbook row by row: numbers, days and instants as their own types, a heading row that stays visible when
/// scrolling, columns as wide as their first rows need, and the sums of the amounts at the end.
/// </summary>
internal sealed class Workbook(string name, IReadOnlyList<ExportHeading> columns, string total)
{
    /// <summary>The greatest number of rows in a sheet.</summary>
    internal const int LargestSheet = 1_048_576;

    private const int Buffer = 64 * 1024;

    /// <summary>
    /// The number of rows that determine the width of the columns; they are held until their sheet begins.
    /// </summary>
    private const int MeasuredRows = 100;

    private const int Narrowest = 8;
    private const int Widest = 60;

    /// <summary>The digits of a number that a spreadsheet keeps: a longer number is written as text.</summary>
    private const int MostDigits = 15;

    /// <summary>
    /// The first day written as a date. A spreadsheet counts earlier days wrongly, because it takes 1900 for a leap
    /// year: they are written as text.
    /// </summary>
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private readonly TotalRow _sums = new(columns);

    /// <summary>The rows of a sheet, heading included; further rows continue in another sheet.</summary>
    public int Largest { get; init; } = LargestSheet;

    /// <summary>The styles of the cells, by their place in the styles part.</summary>
    private enum Style
    {
        General,
        Head,
        Amount,
        Day,
        Instant,
        Percent,
        Text,
        Total,
        TotalAmount,
    }

    /// <summary>
    /// Writes the zip of a few small parts and the sheets. The parts that name the sheets come last, when the number of
    /// sheets is known.
    /// </summary>
    public async Task WriteAsync(Stream body, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        // Closing a part of a zip writes synchronously, which an answer does not allow: its last bytes stay in the
        // buffer until they are written asynchronously.
        var buffered = new BufferedStream(body, Buffer);
        await using (
            var zip = await ZipArchive.CreateAsync(
                buffered,
                ZipArchiveMode.Create,
                leaveOpen: true,
                entryNameEncoding: null,
                ct
            )
        )
        {
            var sheets = await WriteSheetsAsync(zip, buffered, rows, ct);
            foreach (var (part, content) in Parts(sheets))
                await WritePartAsync(zip, buffered, part, writer => writer.WriteAsync(content), ct);
        }

        await buffered.FlushAsync(ct);
    }

    /// <returns>The number of sheets.</returns>
    private async Task<int> WriteSheetsAsync(
        ZipArchive zip,
        BufferedStream buffered,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken ct
    )
    {
        await using var next = WithTotal(rows).GetAsyncEnumerator(ct);
        var ahead = new Queue<SheetRow>();
        while (ahead.Count < MeasuredRows && await next.MoveNextAsync())
            ahead.Enqueue(next.Current);
        var opening = Opening(ahead);
        var sheets = 0;
        do
        {
            await WritePartAsync(
                zip,
                buffered,
                Invariant($"xl/worksheets/sheet{++sheets}.xml"),
                async part =>
                {
                    await part.WriteAsync(opening);
                    for (var number = 2; number <= Largest && ahead.Count > 0; number++)
                    {
                        await part.WriteAsync(Row(number, ahead.Dequeue()));
                        if (await next.MoveNextAsync())
                            ahead.Enqueue(next.Current);
                    }

                    await part.WriteAsync("</sheetData></worksheet>");
                },
                ct
            );
        } while (ahead.Count > 0);
        return sheets;
    }

    private readonly record struct SheetRow(IReadOnlyList<object?> Cells, bool IsTotal);

    private async IAsyncEnumerable<SheetRow> WithTotal(IAsyncEnumerable<IReadOnlyList<object?>> rows)
    {
        await foreach (var row in rows)
        {
            _sums.Add(row);
            yield return new(row, IsTotal: false);
        }

        if (_sums.Cells(total) is { } cells)
            yield return new(cells, IsTotal: true);
    }

    /// <summary>
    /// The sheet up to its first row of data: the heading row stays visible, each column is as wide as its title and
    /// the first rows.
    /// </summary>
    private string Opening(IEnumerable<SheetRow> first)
    {
        var widths = columns.Select(c => Width(c.Title) + 2).ToArray();
        foreach (var row in first)
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], Width(Shown(row.Cells[column], columns[column])) + 2);
        var sheet = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\">")
            .Append("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>")
            .Append("<selection pane=\"bottomLeft\"/></sheetView></sheetViews><cols>");
        for (var column = 0; column < widths.Length; column++)
            sheet.Append(
                CultureInfo.InvariantCulture,
                $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"{Math.Clamp(widths[column], Narrowest, Widest)}\" customWidth=\"1\"/>"
            );
        sheet.Append("</cols><sheetData><row r=\"1\">");
        for (var column = 0; column < columns.Count; column++)
            sheet.Append(TextCell(Reference(column, 1), columns[column].Title, Style.Head));
        return sheet.Append("</row>").ToString();
    }

    private string Row(int number, SheetRow row)
    {
        var written = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
        for (var column = 0; column < row.Cells.Count; column++)
            if (row.Cells[column] is { } value)
                written.Append(Cell(Reference(column, number), value, columns[column].IsRatio, row.IsTotal));
        return written.Append("</row>").ToString();
    }

    private static string Cell(string at, object value, bool isRatio, bool isTotal) =>
        value switch
        {
            Money amount => Number(at, amount.ToString(), isTotal ? Style.TotalAmount : Style.Amount),
            DateOnly day when day >= FirstDay => Number(at, Serial(day.ToDateTime(default)), Style.Day),
            DateTimeOffset instant => Number(at, Serial(instant.UtcDateTime), Style.Instant),
            bool flag => Invariant($"<c r=\"{at}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>"),
            decimal or int or long => Number(at, ExportFile.Text(value), isRatio ? Style.Percent : Style.General),
            _ => TextCell(at, ExportFile.Text(value), isTotal ? Style.Total : Style.Text),
        };

    private static string Number(string at, string number, Style style) =>
        number.Count(char.IsAsciiDigit) > MostDigits
            ? TextCell(at, number, Style.Text)
            : Invariant($"<c r=\"{at}\" s=\"{(int)style}\"><v>{number}</v></c>");

    private static string TextCell(string at, string text, Style style) =>
        Invariant(
            $"<c r=\"{at}\" s=\"{(int)style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Xml(SafeCell.Plain(text))}</t></is></c>"
        );

    /// <summary>
    /// Days since 1899-12-30, with the time as a fraction of a day, as a workbook stores both. Whole seconds only, so
    /// that no reader sees 09:59:59.999.
    /// </summary>
    private static string Serial(DateTime at)
    {
        var time = at - new DateTime(1899, 12, 30, 0, 0, 0, at.Kind);
        return Math.Round(time.Days + (decimal)((time.Hours * 60 + time.Minutes) * 60 + time.Seconds) / 86_400, 9)
            .ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The displayed text of a cell, close enough to measure its width.</summary>
    private static string Shown(object? value, ExportHeading column) =>
        value switch
        {
            Money amount => amount.ToString() + new string(' ', Math.Max(0, (amount.ToString().Length - 4) / 3)),
            DateTimeOffset => "2026-06-30 00:00:00",
            decimal when column.IsRatio => "100.00%",
            _ => ExportFile.Text(value),
        };

    /// <summary>The width in narrow characters: a Chinese character counts as two.</summary>
    private static int Width(string text) => text.Sum(c => c > 0x2E80 ? 2 : 1);

    /// <summary>The reference of a cell: A1, B1 … Z1, AA1 …</summary>
    private static string Reference(int column, int row)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + (rest - 1) % 26) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }

    /// <summary>The parts that hold no rows.</summary>
    private IEnumerable<(string Part, string Content)> Parts(int sheets)
    {
        yield return ("xl/styles.xml", Styles());
        yield return (
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><bookViews><workbookView/></bookViews><sheets>"
                + EachSheet(n =>
                    Invariant(
                        $"<sheet name=\"{Xml(n == 1 ? name : Invariant($"{name} {n}"))}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"
                    )
                )
                + "</sheets></workbook>"
        );
        yield return (
            "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Relationships}\">"
                + EachSheet(n =>
                    Invariant(
                        $"<Relationship Id=\"r{n}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
                    )
                )
                + $"<Relationship Id=\"styles\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>"
        );
        yield return (
            "_rels/.rels",
            $"<Relationships xmlns=\"{Relationships}\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" "
                + "Target=\"xl/workbook.xml\"/></Relationships>"
        );
        yield return (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Default Extension=\"xml\" ContentType=\"{Spreadsheet}.worksheet+xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Spreadsheet}.sheet.main+xml\"/>"
                + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Spreadsheet}.styles+xml\"/></Types>"
        );

        string EachSheet(Func<int, string> write) => string.Concat(Enumerable.Range(1, sheets).Select(write));
    }

    /// <summary>
    /// The cell styles. Formats 4, 10 and 49 are built in: amounts with thousands, percentages, text.
    /// </summary>
    private static string Styles()
    {
        const int amount = 4,
            percent = 10,
            text = 49,
            day = 164,
            instant = 165;
        return $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"2\"><numFmt numFmtId=\"{day}\" formatCode=\"yyyy\\-mm\\-dd\"/>"
            + $"<numFmt numFmtId=\"{instant}\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
            + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
            + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
            + "<fill><patternFill patternType=\"gray125\"/></fill>"
            + "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EEF7\"/></patternFill></fill></fills>"
            + "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
            + "<border><left/><right/><top style=\"thin\"/><bottom/><diagonal/></border></borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + "<cellXfs count=\"9\">"
            + Format(0)
            + Format(text, font: 1, fill: 2)
            + Format(amount)
            + Format(day)
            + Format(instant)
            + Format(percent)
            + Format(text)
            + Format(text, font: 1, border: 1)
            + Format(amount, font: 1, border: 1)
            + "</cellXfs></styleSheet>";

        static string Format(int number, int font = 0, int fill = 0, int border = 0) =>
            Invariant(
                $"<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" "
            ) + "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"/>";
    }

    private static async Task WritePartAsync(
        ZipArchive zip,
        BufferedStream buffered,
        string part,
        Func<StreamWriter, Task> write,
        CancellationToken ct
    )
    {
        await using var content = await zip.CreateEntry(part, CompressionLevel.Fastest).OpenAsync(ct);
        await using (var writer = new StreamWriter(content, leaveOpen: true))
            await write(writer);
        await content.FlushAsync(ct);
        await buffered.FlushAsync(ct);
    }

    /// <summary>Escapes a text for XML, without the characters XML cannot hold.</summary>
    private static string Xml(string text) =>
        SecurityElement.Escape(
            text.Any(IsForbidden) ? string.Concat(text.Select(c => IsForbidden(c) ? '\uFFFD' : c)) : text
        );

    private static bool IsForbidden(char c) => c is (< ' ' and not ('\t' or '\n' or '\r')) or '\uFFFE' or '\uFFFF';
}
