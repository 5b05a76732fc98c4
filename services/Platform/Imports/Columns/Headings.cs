using System.Text;
using CardTeam.Platform.Imports.Reading;

namespace CardTeam.Platform.Imports.Columns;

/// <summary>
/// The headings that identify a kind of file, in Chinese and English, and the places of its columns in one file.
/// </summary>
internal sealed class Headings
{
    /// <summary>The place of a file's columns that are not among the kind's.</summary>
    public const int Ignored = -1,
        Nameless = -2;

    private static readonly HashSet<string> Remarks = new(
        new[] { "备注", "说明", "remark", "remarks", "note", "notes", "comment", "comments" }.Select(Plain),
        StringComparer.Ordinal
    );

    private readonly IReadOnlyList<ImportColumn> _columns;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _exported;

    public Headings(IReadOnlyList<ImportColumn> columns, IEnumerable<string> exported)
    {
        _columns = columns;
        // A name of the contract is unambiguous; where titles collide, the first column gets the heading.
        for (var i = 0; i < columns.Count; i++)
            _places.TryAdd(Plain(columns[i].Name), i);
        for (var i = 0; i < columns.Count; i++)
            foreach (var heading in columns[i].Headings)
                _places.TryAdd(Plain(heading), i);
        _exported = exported.Select(Plain).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// Normalises a heading for comparison: half-width, lower case, without blanks, hyphens, stars and text in
    /// brackets.
    /// </summary>
    public static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        var depth = 0;
        foreach (var c in Codes.ToHalfWidth(heading))
        {
            if (c is '(' or '[' or '【')
                depth++;
            else if (c is ')' or ']' or '】')
                depth = Math.Max(0, depth - 1);
            else if (
                depth == 0
                && !char.IsWhiteSpace(c)
                && !char.IsControl(c)
                && !TypedText.IsInvisible(c)
                && c is not ('_' or '-' or '*')
            )
                plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    /// <summary>True for a heading of one of the columns.</summary>
    public bool IsKnown(string heading) => _places.ContainsKey(Plain(heading.Trim('"', ' ')));

    /// <summary>True when all required columns are among the cells, so that the row is the row of headings.</summary>
    public bool Fit(IReadOnlyList<Cell> cells)
    {
        var found = new HashSet<int>();
        foreach (var cell in cells)
            if (_places.TryGetValue(Plain(cell.Text), out var place))
                found.Add(place);
        for (var i = 0; i < _columns.Count; i++)
            if (_columns[i].Required && !found.Contains(i))
                return false;
        return true;
    }

    /// <summary>Maps each column of the file to its column of the kind.</summary>
    /// <exception cref="BadFileException">A column is unknown, occurs twice, or is missing.</exception>
    public IReadOnlyList<int> Places(IReadOnlyList<Cell> names, long row)
    {
        var places = new List<int>(names.Count);
        foreach (var cell in names)
        {
            var given = cell.Text;
            var plain = Plain(given);
            if (
                given.StartsWith('#')
                || given.StartsWith('＃')
                || (
                    plain.Length > 0
                    && Remarks.Any(r => plain.StartsWith(r, StringComparison.Ordinal))
                    && !_places.ContainsKey(plain)
                )
            )
            {
                places.Add(Ignored);
                continue;
            }

            if (plain.Length == 0)
            {
                places.Add(given.Length == 0 ? Nameless : Ignored);
                continue;
            }

            if (!_places.TryGetValue(plain, out var place))
            {
                if (_exported.Contains(plain))
                {
                    places.Add(Ignored);
                    continue;
                }

                throw new BadFileException(
                    "import.unknown-column",
                    new(
                        $"未知的列{Refusal.Quote(given)}。可用的列：{string.Join("、", People.Select(c => $"{c.Title.Zh}（{c.Name}）"))}。可下载模板（template）；不导入的列请在列名前加 #。",
                        $"Unknown column {Refusal.Quote(given)}. Columns: {string.Join(", ", People.Select(c => c.Name))}. Use the template; put # before the name of a column that is not to be taken."
                    ),
                    row,
                    Cut(given)
                );
            }

            if (places.Contains(place))
                throw new BadFileException(
                    "import.repeated-column",
                    new(
                        $"列{Refusal.Quote(given)}重复：它与另一列都是“{_columns[place].Title.Zh}”。",
                        $"Column {Refusal.Quote(given)} appears twice, as {_columns[place].Name}."
                    ),
                    row,
                    Cut(given)
                );
            places.Add(place);
        }

        for (var i = 0; i < _columns.Count; i++)
            if (_columns[i].Required && !places.Contains(i))
                throw new BadFileException(
                    "import.missing-column",
                    new(
                        $"缺少必需的列“{_columns[i].Title.Zh}”（{_columns[i].Name}）。可下载模板（template）。",
                        $"Required column '{_columns[i].Name}' is missing. Use the template."
                    ),
                    row,
                    _columns[i].Name
                );
        return places;
    }

    /// <summary>The columns that people fill in.</summary>
    private IEnumerable<ImportColumn> People => _columns.Where(c => !c.IsExportedOnly);

    private static string Cut(string heading) => Lengths.Cut(heading, 100);
}
