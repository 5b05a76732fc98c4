using System.Globalization;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Lists;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>The structure of a file, found by looking it through before any row is imported.</summary>
/// <param name="Sheet">Name of the sheet that is read; null for a text file.</param>
/// <param name="HeaderRow">The row that names the columns.</param>
/// <param name="Headings">The headings as written in the file.</param>
/// <param name="Places">The index of the kind's column for each heading; negative where there is none.</param>
/// <param name="Rows">The number of rows below the headings.</param>
/// <param name="First">The first rows, for people to look at.</param>
internal sealed record TableLayout(
    string? Sheet,
    long HeaderRow,
    IReadOnlyList<string> Headings,
    IReadOnlyList<int> Places,
    long Rows,
    IReadOnlyList<PreviewRow> First
)
{
    public TextFile.Form Form { get; init; }

    public IReadOnlyList<MergedArea> Merges { get; init; } = [];

    public int SheetIndex { get; init; }

    /// <summary>The names of the kind's columns, in the order of their indexes.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}

/// <summary>A row of the file as it is read, before it is judged.</summary>
internal sealed record PreviewRow(long Row, IReadOnlyList<string> Cells);

/// <summary>
/// Reads the rows of a csv file or workbook one after the other, never the whole file at once. The file is looked
/// through once before the import, so that an error of the file as a whole is known before a row is kept.
/// </summary>
internal static class TableReader
{
    /// <summary>The number of rows searched for headings, because people write titles above them.</summary>
    private const int RowsBeforeHeadings = 10;

    private const int RowsShown = 20,
        CellsShown = 60;

    /// <exception cref="BadFileException">
    /// Wrong columns, wrong encoding, unclosed quotes, not a workbook, or several matching sheets.
    /// </exception>
    public static TableLayout LookThrough(Stream file, string format, ImportTable table, CancellationToken ct)
    {
        if (format is TextEncoding.Unknown or TextEncoding.Ambiguous)
            throw TextFile.BadEncoding(format, 1);
        if (format != TextEncoding.Xlsx)
        {
            var form = TextFile.Look(file, format, table.Headings.IsKnown);
            return Survey(TextFile.Rows(file, format, form), table, ct) is { } layout
                ? layout with
                {
                    Form = form,
                }
                : throw Empty();
        }

        using var book = Workbook.Open(file);
        return ChooseSheet(book, table, ct);
    }

    /// <summary>Reads the rows below the headings.</summary>
    /// <exception cref="BadFileException">The file changed since it was looked through.</exception>
    public static IEnumerable<ImportRow> Read(Stream file, string format, ImportTable table, TableLayout layout)
    {
        if (format != TextEncoding.Xlsx)
        {
            foreach (var row in Below(TextFile.Rows(file, format, layout.Form), table, layout))
                yield return row;
            yield break;
        }

        using var book = Workbook.Open(file);
        foreach (var row in Below(book.Rows(book.Sheets[layout.SheetIndex], layout.Merges), table, layout))
            yield return row;
    }

    /// <summary>The visible sheet whose columns are the kind's.</summary>
    private static TableLayout ChooseSheet(Workbook book, ImportTable table, CancellationToken ct)
    {
        var fits = new List<TableLayout>();
        BadFileException? first = null;
        for (var i = 0; i < book.Sheets.Count; i++)
        {
            var sheet = book.Sheets[i];
            var merges = new List<MergedArea>();
            try
            {
                if (Survey(book.Rows(sheet, null, merges.Add), table, ct) is { } layout)
                    fits.Add(
                        layout with
                        {
                            Sheet = Lengths.Cut(sheet.Name, Lengths.Title),
                            SheetIndex = i,
                            Merges = [.. merges.Where(m => m.LastRow > layout.HeaderRow)],
                        }
                    );
            }
            catch (BadFileException other)
                when (other.Error.Code is "import.unknown-column" or "import.missing-column" or "import.repeated-column"
                )
            {
                first ??= other;
            }
        }

        var withRows = fits.Where(f => f.Rows > 0).ToList();
        if (withRows.Count > 1)
            throw new BadFileException(
                "import.several-sheets",
                new(
                    $"工作表“{withRows[0].Sheet}”和“{withRows[1].Sheet}”的列相同，无法判断导入哪一张；请只保留一张。",
                    $"The sheets '{withRows[0].Sheet}' and '{withRows[1].Sheet}' have the same columns, and "
                        + "nothing says which is meant; keep one of them."
                )
            );
        return withRows.FirstOrDefault() ?? fits.FirstOrDefault() ?? throw first ?? Empty();
    }

    private static TableLayout? Survey(IEnumerable<TableRow> rows, ImportTable table, CancellationToken ct)
    {
        TableRow? header = null;
        IReadOnlyList<Cell> names = [];
        IReadOnlyList<int> places = [];
        var before = new List<(long Number, Cell[] Cells)>();
        var shown = new List<PreviewRow>();
        long count = 0;
        foreach (var row in rows)
        {
            if (header is null)
            {
                before.Add((row.Number, [.. row.Cells]));
                if (!table.Headings.Fit(row.Cells))
                {
                    if (before.Count >= RowsBeforeHeadings)
                        break;
                    continue;
                }

                header = row;
                names = before[^1].Cells;
                places = table.Headings.Places(names, row.Number);
                continue;
            }

            if (!HasContent(row, places))
                continue;
            if (++count % 1000 == 0)
                ct.ThrowIfCancellationRequested();
            if (shown.Count < RowsShown)
                shown.Add(new(row.Number, [.. row.Cells.Take(CellsShown).Select(c => c.Text)]));
        }

        if (before.Count == 0)
            return null;
        if (header is null)
            table.Headings.Places(before[0].Cells, before[0].Number); // says what is wrong with the first row
        return new(null, header!.Value.Number, [.. names.Select(n => n.Text)], places, count, shown)
        {
            Names = [.. table.Columns.Select(c => c.Name)],
        };
    }

    private static IEnumerable<ImportRow> Below(IEnumerable<TableRow> rows, ImportTable table, TableLayout layout)
    {
        var used = layout.Places.Where(p => p >= 0).ToHashSet();
        var present = Enumerable.Range(0, table.Columns.Count).Select(used.Contains).ToArray();
        foreach (var row in rows)
        {
            if (row.Number <= layout.HeaderRow || !HasContent(row, layout.Places))
                continue;
            var cells = new Cell[table.Columns.Count];
            var fault = row.Fault;
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var cell = row.Cells[i];
                var place = i < layout.Places.Count ? layout.Places[i] : Headings.Nameless;
                if (place >= 0)
                    cells[place] = cell;
                else if (place == Headings.Nameless && !cell.IsEmpty && cell.Kind != CellKind.Merged)
                    fault ??= Nameless(i, row.Number, cell);
            }

            yield return new ImportRow(row.Number, table, cells, present, fault);
        }
    }

    /// <summary>
    /// A row with content only in ignored columns counts as empty, and so does the total below an export.
    /// </summary>
    private static bool HasContent(TableRow row, IReadOnlyList<int> places)
    {
        if (row.Fault is not null)
            return true;
        if (IsTotal(row))
            return false;
        for (var i = 0; i < row.Cells.Count; i++)
            if (!row.Cells[i].IsEmpty && (i >= places.Count || places[i] != Headings.Ignored))
                return true;
        return false;
    }

    private static bool IsTotal(TableRow row) =>
        row.Cells.Count > 1
        && TotalRow.IsMark(row.Cells[0].Text)
        && row.Cells.Skip(1).All(c => c.IsEmpty || decimal.TryParse(c.Text, CultureInfo.InvariantCulture, out _));

    private static Refusal Nameless(int column, long row, Cell cell)
    {
        var at = Invariant($"{Letters(column)}{row}");
        return new(
            "import.too-many-cells",
            new(
                $"单元格 {at}（{Refusal.Quote(cell.Text)}）没有列名。",
                $"Cell {at} ({Refusal.Quote(cell.Text)}) stands under no column name."
            )
        );
    }

    private static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);

    private static BadFileException Empty() => new("import.empty", new("文件是空的。", "The file is empty."));
}
