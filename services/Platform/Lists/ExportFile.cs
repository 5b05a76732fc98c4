using System.Globalization;
using System.Text;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Platform.Lists;

/// <summary>Answers with a csv file or a workbook, row by row as they are read.</summary>
public static class ExportFile
{
    public const string CsvType = "text/csv";
    public const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>True when the request names a language: then a person opens the file, not a script.</summary>
    public static bool IsForPeople(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Headers.AcceptLanguage.Count > 0;
    }

    /// <summary>
    /// Writes the file. A person's csv begins with a byte order mark, without which a spreadsheet program reads UTF-8
    /// in the local encoding, and ends with the sums of the amounts, as every workbook does.
    /// </summary>
    /// <param name="file">The name of the file; its ending selects the format.</param>
    /// <param name="rows">
    /// The values as their own types: amounts, numbers, days, instants, true or false, text, or null for an empty cell.
    /// </param>
    /// <exception cref="RuleBrokenException">404: another file ending.</exception>
    public static async Task WriteAsync(
        HttpContext http,
        string file,
        IReadOnlyList<ExportHeading> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        var isCsv = IsCsv(file);
        http.NameDownload(file);
        http.Response.ContentType = isCsv ? $"{CsvType}; charset=utf-8" : WorkbookType;
        var isForPeople = IsForPeople(http);
        var total = isForPeople ? TotalRow.Mark.For(http) : TotalRow.Mark.En;
        if (isCsv)
            await WriteCsvAsync(http.Response.Body, columns, rows, isForPeople ? total : null, ct);
        else
            await new Workbook(Path.GetFileNameWithoutExtension(file), columns, total).WriteAsync(
                http.Response.Body,
                rows,
                ct
            );
    }

    /// <exception cref="RuleBrokenException">404: the ending is neither <c>.csv</c> nor <c>.xlsx</c>.</exception>
    public static bool IsCsv(string file) =>
        Path.GetExtension(file) switch
        {
            ".csv" => true,
            ".xlsx" => false,
            _ => throw RuleBrokenException.NotFound("export"),
        };

    /// <param name="total">
    /// The label of the row of sums; null for a script, which wants neither that row nor the byte order mark.
    /// </param>
    private static async Task WriteCsvAsync(
        Stream body,
        IReadOnlyList<ExportHeading> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        string? total,
        CancellationToken ct
    )
    {
        await using var csv = new StreamWriter(body, new UTF8Encoding(total is not null), leaveOpen: true);
        await WriteRowAsync(columns.Select(c => c.Title));
        var sums = new TotalRow(columns);
        await foreach (var row in rows.WithCancellation(ct))
        {
            sums.Add(row);
            await WriteRowAsync(row);
        }

        if (total is not null && sums.Cells(total) is { } cells)
            await WriteRowAsync(cells);

        Task WriteRowAsync(IEnumerable<object?> cells) =>
            csv.WriteAsync(string.Join(',', cells.Select(value => SafeCell.Csv(Text(value)))) + "\r\n");
    }

    /// <summary>A value as text: days and instants as in JSON, numbers with a point, null as empty text.</summary>
    internal static string Text(object? value) =>
        value switch
        {
            null => "",
            Money amount => amount.ToString(),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
