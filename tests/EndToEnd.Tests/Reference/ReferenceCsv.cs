using System.Text;

namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>
/// Reads the rows of a csv text by column name, with commas, quotes, doubled quotes, and line breaks inside quotes.
/// Nothing else.
/// </summary>
internal static class ReferenceCsv
{
    /// <summary>
    /// Every row after the first line; an absent column reads as an empty string through <see cref="Row"/>.
    /// </summary>
    public static IEnumerable<Row> Rows(string csv)
    {
        Dictionary<string, int>? columns = null;
        foreach (var cells in Lines(csv.TrimStart('\uFEFF')))
        {
            if (columns is null)
            {
                columns = cells
                    .Select((name, at) => (name, at))
                    .ToDictionary(c => c.name, c => c.at, StringComparer.Ordinal);
            }
            else if (cells.Count > 1 || cells[0].Length > 0)
            {
                yield return new Row(columns, cells);
            }
        }
    }

    private static IEnumerable<List<string>> Lines(string csv)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < csv.Length && csv[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                yield return cells;
                cells = [];
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || cells.Count > 0)
        {
            cells.Add(cell.ToString());
            yield return cells;
        }
    }

    /// <summary>A row, read by column name.</summary>
    internal sealed class Row(Dictionary<string, int> columns, List<string> cells)
    {
        public string this[string column] =>
            columns.TryGetValue(column, out var at) && at < cells.Count ? cells[at] : "";

        public string? OrNull(string column) => this[column] is { Length: > 0 } text ? text : null;

        public DateOnly Day(string column) => DateOnly.ParseExact(this[column], "yyyy-MM-dd");

        public DateOnly? DayOrNull(string column) => OrNull(column) is null ? null : Day(column);

        public decimal Number(string column) => decimal.Parse(this[column]);

        public decimal? NumberOrNull(string column) => OrNull(column) is null ? null : Number(column);
    }
}
