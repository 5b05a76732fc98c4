using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Lists;

/// <summary>The last row of an export for people: the sum under each column of amounts.</summary>
public sealed class TotalRow
{
    /// <summary>
    /// The text of the row's first cell. An import skips a row that begins with either word and otherwise holds only
    /// sums.
    /// </summary>
    public static readonly Text Mark = new("合计", "Total");

    private readonly IReadOnlyList<ExportHeading> _columns;
    private readonly Money?[] _sums;

    internal TotalRow(IReadOnlyList<ExportHeading> columns) => (_columns, _sums) = (columns, new Money?[columns.Count]);

    /// <summary>True for the first cell of such a row, in either language.</summary>
    public static bool IsMark(string? cell) => cell?.Trim() is { } text && (text == Mark.Zh || text == Mark.En);

    internal void Add(IReadOnlyList<object?> row)
    {
        for (var column = 1; column < row.Count; column++)
            if (row[column] is Money amount && _columns[column].IsSummed)
                _sums[column] = (_sums[column] ?? Money.Zero) + amount;
    }

    /// <summary>The row's cells; null for an export without amounts.</summary>
    internal IReadOnlyList<object?>? Cells(string mark)
    {
        if (Array.TrueForAll(_sums, sum => sum is null))
            return null;
        var cells = new object?[_sums.Length];
        cells[0] = mark;
        for (var column = 1; column < cells.Length; column++)
            cells[column] = _sums[column];
        return cells;
    }
}
