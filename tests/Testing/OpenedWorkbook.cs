using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ExcelDataReader;

namespace CardTeam.Testing;

/// <summary>A cell as a reader finds it.</summary>
/// <param name="Kind"><c>number</c>, <c>date</c>, <c>flag</c>, <c>text</c>, <c>formula</c> or <c>nothing</c>.</param>
/// <param name="Text">A number with a point and without zeros at its end, a date as <c>2026-06-30T00:00:00</c>.</param>
public sealed record OpenedCell(string Kind, string Text);

/// <summary>A sheet as a reader finds it.</summary>
/// <param name="FrozenRows">
/// The number of rows that stay visible when scrolling; null from a reader that does not report it.
/// </param>
/// <param name="Widths">The widths of the columns in characters; null from a reader that does not report them.</param>
public sealed record OpenedSheet(
    string Name,
    IReadOnlyList<IReadOnlyList<OpenedCell>> Rows,
    int? FrozenRows = null,
    IReadOnlyList<double>? Widths = null
);

/// <summary>
/// Opens the services' workbooks with two independent readers: ExcelDataReader, and ExcelJS under Node.
/// </summary>
public static class OpenedWorkbook
{
    /// <summary>The sheets as both find them, frozen rows and widths included.</summary>
    /// <exception cref="InvalidDataException">The two readers find different cells.</exception>
    public static async Task<IReadOnlyList<OpenedSheet>> ByBothAsync(byte[] workbook)
    {
        var (one, other) = (ByExcelDataReader(workbook), await ByExcelJsAsync(workbook));
        var (first, second) = (Written(one), Written(other));
        return first == second
            ? other
            : throw new InvalidDataException($"ExcelDataReader:\n{first}\nExcelJS:\n{second}");
    }

    private static string Written(IReadOnlyList<OpenedSheet> sheets) =>
        string.Join(
            '\n',
            sheets.SelectMany(s =>
                s.Rows.Select(r => $"{s.Name}: {string.Join(" | ", r.Select(c => $"{c.Kind} {c.Text}"))}")
            )
        );

    public static IReadOnlyList<OpenedSheet> ByExcelDataReader(byte[] workbook)
    {
        using var bytes = new MemoryStream(workbook);
        using var reader = ExcelReaderFactory.CreateReader(bytes);
        var sheets = new List<OpenedSheet>();
        do
        {
            var rows = new List<IReadOnlyList<OpenedCell>>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Cell(reader.GetValue(i)))]);
            sheets.Add(new(reader.Name, rows));
        } while (reader.NextResult());
        return sheets;
    }

    /// <exception cref="InvalidOperationException">
    /// Node.js or the reader's modules are not installed, or it cannot read the workbook.
    /// </exception>
    public static async Task<IReadOnlyList<OpenedSheet>> ByExcelJsAsync(byte[] workbook)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder(), "read.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var node = Process.Start(start)!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.BaseStream.WriteAsync(workbook);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"ExcelJS cannot read it: {await complained}");
        return
        [
            .. JsonSerializer
                .Deserialize<List<JsonElement>>(await said)!
                .Select(sheet => new OpenedSheet(
                    sheet.GetProperty("name").GetString()!,
                    [
                        .. sheet
                            .GetProperty("rows")
                            .EnumerateArray()
                            .Select(row => (IReadOnlyList<OpenedCell>)[.. row.EnumerateArray().Select(Cell)]),
                    ],
                    sheet.GetProperty("frozenRows").GetInt32(),
                    [.. sheet.GetProperty("widths").EnumerateArray().Select(w => w.GetDouble())]
                )),
        ];
    }

    private static OpenedCell Cell(object? value) =>
        value switch
        {
            null => new("nothing", ""),
            DateTime at => new("date", at.ToString("s", CultureInfo.InvariantCulture)),
            double number => new("number", number.ToString("R", CultureInfo.InvariantCulture)),
            bool flag => new("flag", flag ? "true" : "false"),
            _ => new("text", value.ToString()!),
        };

    private static OpenedCell Cell(JsonElement cell) =>
        new(cell.GetProperty("kind").GetString()!, cell.GetProperty("text").GetString()!);

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CardTeam.sln")))
            folder = Path.GetDirectoryName(folder)!;
        folder = Path.Combine(folder, "tests", "workbooks");
        return Directory.Exists(Path.Combine(folder, "node_modules"))
            ? folder
            : throw new InvalidOperationException(
                "The reader's modules are not installed; with Node.js 20 or later: npm ci --prefix tests/workbooks"
            );
    }
}
