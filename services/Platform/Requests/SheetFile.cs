using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Platform.Requests;

/// <summary>Answers with a csv file or a workbook, row by row as they are read. Every cell is text: amounts keep their places and nothing is taken for a formula.</summary>
public static class SheetFile
{
    public const string CsvType = "text/csv";
    public const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows a sheet of a workbook holds.</summary>
    internal const int LargestSheet = 1_048_576;

    private const int Buffer = 64 * 1024;

    /// <param name="file">Name of the file; its ending says which of the two it is.</param>
    /// <param name="columns">The first row.</param>
    /// <param name="rows">Dates and instants are written as in JSON, numbers with a point, null as nothing.</param>
    /// <param name="isMarked">A csv begins with the mark without which a spreadsheet program takes UTF-8 for the encoding of its country.</param>
    /// <exception cref="RuleBrokenException">404: another ending.</exception>
    public static async Task WriteAsync(
        HttpContext http,
        string file,
        IReadOnlyList<string> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        bool isMarked,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        var isCsv = Path.GetExtension(file) switch
        {
            ".csv" => true,
            ".xlsx" => false,
            _ => throw RuleBrokenException.NotFound("export"),
        };
        http.NameDownload(file);
        http.Response.ContentType = isCsv ? $"{CsvType}; charset=utf-8" : WorkbookType;
        if (isCsv)
            await WriteCsvAsync(http.Response.Body, columns, rows, isMarked, ct);
        else
            await WriteWorkbookAsync(
                http.Response.Body,
                Path.GetFileNameWithoutExtension(file),
                columns,
                rows,
                LargestSheet,
                ct
            );
    }

    private static async Task WriteCsvAsync(
        Stream body,
        IReadOnlyList<string> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        bool isMarked,
        CancellationToken ct
    )
    {
        await using var csv = new StreamWriter(body, new UTF8Encoding(isMarked), leaveOpen: true);
        await foreach (var row in rows.Prepend(columns).WithCancellation(ct))
            await csv.WriteAsync(string.Join(',', row.Select(value => SafeCell.Csv(Cell(value)))) + "\r\n");
    }

    /// <summary>A workbook is a zip of a few small parts and its sheets: the parts that name the sheets come last, when it is known how many there are.</summary>
    /// <param name="largest">Rows of a sheet, the columns' names included; what is more goes on in another.</param>
    internal static async Task WriteWorkbookAsync(
        Stream body,
        string name,
        IReadOnlyList<string> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        int largest,
        CancellationToken ct
    )
    {
        // A part of a zip is closed without waiting, which an answer does not allow: its last bytes stay in the buffer until they can be waited for.
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
            await WritePartsAsync(zip, buffered, name, columns, rows, largest, ct);
        await buffered.FlushAsync(ct);
    }

    private static async Task WritePartsAsync(
        ZipArchive zip,
        BufferedStream buffered,
        string name,
        IReadOnlyList<string> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        int largest,
        CancellationToken ct
    )
    {
        await using var row = rows.GetAsyncEnumerator(ct);
        var sheets = 0;
        for (var isMore = await row.MoveNextAsync(); isMore || sheets == 0; )
        {
            await WritePartAsync(
                $"xl/worksheets/sheet{++sheets}.xml",
                async part =>
                {
                    await part.WriteAsync(
                        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                            + Row(columns)
                    );
                    for (var written = 1; isMore && written < largest; written++)
                    {
                        await part.WriteAsync(Row(row.Current));
                        isMore = await row.MoveNextAsync();
                    }

                    await part.WriteAsync("</sheetData></worksheet>");
                }
            );
        }

        const string relationships = "http://schemas.openxmlformats.org/package/2006/relationships",
            office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        await WritePartAsync(
            "xl/workbook.xml",
            part =>
                part.WriteAsync(
                    $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets>"
                        + EachSheet(n =>
                            $"<sheet name=\"{Xml(n == 1 ? name : $"{name} {n}")}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"
                        )
                        + "</sheets></workbook>"
                )
        );
        await WritePartAsync(
            "xl/_rels/workbook.xml.rels",
            part =>
                part.WriteAsync(
                    $"<Relationships xmlns=\"{relationships}\">"
                        + EachSheet(n =>
                            $"<Relationship Id=\"r{n}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
                        )
                        + "</Relationships>"
                )
        );
        await WritePartAsync(
            "_rels/.rels",
            part =>
                part.WriteAsync(
                    $"<Relationships xmlns=\"{relationships}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                )
        );
        await WritePartAsync(
            "[Content_Types].xml",
            part =>
                part.WriteAsync(
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + $"<Default Extension=\"xml\" ContentType=\"{spreadsheet}.worksheet+xml\"/>"
                        + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{spreadsheet}.sheet.main+xml\"/></Types>"
                )
        );

        async Task WritePartAsync(string part, Func<StreamWriter, Task> write)
        {
            await using var content = await zip.CreateEntry(part, CompressionLevel.Fastest).OpenAsync(ct);
            await using (var writer = new StreamWriter(content, leaveOpen: true))
                await write(writer);
            await content.FlushAsync(ct);
            await buffered.FlushAsync(ct);
        }

        string EachSheet(Func<int, string> write) => string.Concat(Enumerable.Range(1, sheets).Select(write));
    }

    private static string Row(IEnumerable<object?> cells) =>
        "<row>"
        + string.Concat(
            cells.Select(value =>
                $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{Xml(SafeCell.Plain(Cell(value)))}</t></is></c>"
            )
        )
        + "</row>";

    /// <summary>As XML takes it: without the characters it cannot hold.</summary>
    private static string Xml(string text) =>
        SecurityElement.Escape(
            text.Any(IsForbidden) ? string.Concat(text.Select(c => IsForbidden(c) ? '\uFFFD' : c)) : text
        );

    private static bool IsForbidden(char c) => c is (< ' ' and not ('\t' or '\n' or '\r')) or '\uFFFE' or '\uFFFF';

    private static string Cell(object? value) =>
        value switch
        {
            null => "",
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
