using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Imports.Reading;

namespace CardTeam.Platform.Imports;

/// <summary>The first rows of a file as they are read, shown to people before the import.</summary>
/// <param name="Sheet">The sheet that is read; null in a text file.</param>
/// <param name="Format">The encoding, or <c>xlsx</c>.</param>
/// <param name="Rows">The number of rows in the file.</param>
/// <param name="Rejected">The first of the rows that were rejected.</param>
/// <param name="Unknown">The first of the managers that rows of a check name and no roster knows, in order.</param>
internal sealed record ImportPreview(
    string? Sheet,
    string Format,
    long Rows,
    IReadOnlyList<ImportPreview.Heading> Columns,
    IReadOnlyList<ImportPreview.Row> First,
    IReadOnlyList<ImportPreview.Row> Rejected,
    IReadOnlyList<string> Unknown
)
{
    /// <summary>A column of the file.</summary>
    /// <param name="Text">Its heading in the file.</param>
    /// <param name="Column">The matching column of the kind; null for a column that is ignored.</param>
    public sealed record Heading(string Text, string? Column);

    /// <summary>A row of the file.</summary>
    /// <param name="Number">Row number as in a spreadsheet.</param>
    public sealed record Row(long Number, IReadOnlyList<string> Cells);

    /// <summary>The greatest number of rejected rows shown; the workbook has all of them.</summary>
    internal const int RejectedShown = 500;

    /// <summary>The greatest number of unknown managers named.</summary>
    internal const int UnknownNamed = 50;

    internal static ImportPreview Of(
        Import import,
        TableLayout layout,
        IReadOnlyList<Row> rejected,
        IReadOnlyCollection<string> unknown
    ) =>
        new(
            layout.Sheet,
            import.Format,
            layout.Rows,
            [
                .. layout.Headings.Zip(
                    layout.Places,
                    (text, place) => new Heading(text, place < 0 ? null : layout.Names[place])
                ),
            ],
            [.. layout.First.Select(r => new Row(r.Row, [.. r.Cells.Select(c => CardNumbers.IsIn(c) ? "" : c)]))],
            rejected,
            [.. unknown]
        );
}
