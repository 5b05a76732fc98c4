using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Organisation;

/// <summary>
/// The bank's units as they would be with the rows of a file. Every unit is examined once, however long the chains are:
/// a rejected row leaves its unit unchanged, and rows that depend on it are examined again.
/// </summary>
internal sealed class UnitTree
{
    /// <summary>
    /// The greatest depth of the tree: head office, branch, sub-branch, team, with room to spare. A longer chain is an
    /// error of the file.
    /// </summary>
    public const int MostLevels = 12;

    private readonly Dictionary<string, string?> _known;
    private readonly Dictionary<string, (ImportRow Row, string? Parent)> _rows = new(StringComparer.Ordinal);
    private readonly PartOfBank _part;
    private readonly AlikeCodes _alike;

    /// <param name="rows">The rows; of two rows of one unit the later one counts.</param>
    public UnitTree(
        IEnumerable<OrgUnit> known,
        IEnumerable<(ImportRow Row, string Code, string? Parent)> rows,
        PartOfBank part
    )
    {
        _known = known.ToDictionary(u => u.Code, u => u.Parent, StringComparer.Ordinal);
        _part = part;
        _alike = AlikeCodes.Among(part.IsWhole ? _known.Keys : []);
        foreach (var (row, code, parent) in rows)
        {
            // An earlier row of the same unit is judged by its own content.
            if (_rows.TryGetValue(code, out var earlier))
                JudgeAlone(earlier.Row, code, earlier.Parent);
            _rows[code] = (row, parent);
        }
    }

    /// <summary>Rejects rows outside the importer's part, under a missing parent, in a circle or too deep.</summary>
    public void Judge()
    {
        foreach (var (code, (row, parent)) in _rows)
            JudgeAlone(row, code, parent);
        // Each round rejects at least one row or is the last. Even a file whose every row depends on the one before
        // needs only two rounds, because all rows that depend on a rejected row are rejected with it.
        while (Refuse(Missing()) || Refuse(Circular()) || Refuse(TooDeep()))
        {
            // Repeats until no row is rejected.
        }
    }

    /// <summary>
    /// Rejects moves into or out of the importer's part; a unit without a parent would leave the part it is in.
    /// </summary>
    private void JudgeAlone(ImportRow row, string code, string? parent)
    {
        if (!_part.Includes(code, ""))
            OutsideYourPart.Reject(row, "code", OutsideYourPart.Unit);
        else if (!_part.IsWhole && IsMove(code, parent) && (parent is null || !_part.Includes(parent, "")))
            OutsideYourPart.Reject(
                row,
                "parent",
                new("不能把机构移出您的权限范围。", "A unit is not moved out of your part of the bank.")
            );
    }

    private bool IsMove(string code, string? parent) => !_known.TryGetValue(code, out var now) || now != parent;

    private string? ParentOf(string code) =>
        _rows.TryGetValue(code, out var said) && said.Row.IsGood ? said.Parent : _known.GetValueOrDefault(code);

    private bool Exists(string code) =>
        _known.ContainsKey(code) || (_rows.TryGetValue(code, out var said) && said.Row.IsGood);

    /// <summary>Rows whose parent does not exist, together with all rows of new units that depend on them.</summary>
    private List<(ImportRow, string, Text)> Missing()
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        var children = Good()
            .Where(r => r.Value.Parent is not null)
            .ToLookup(r => r.Value.Parent!, r => r.Key, StringComparer.Ordinal);
        var open = new Queue<string>(
            Good().Where(r => r.Value.Parent is { } parent && !Exists(parent)).Select(r => r.Key)
        );
        while (open.TryDequeue(out var code))
        {
            if (!gone.Add(code) || _known.ContainsKey(code))
                continue;
            foreach (var child in children[code])
                open.Enqueue(child);
        }

        return
        [
            .. gone.Select(code =>
            {
                var (row, parent) = _rows[code];
                if (_alike.Of(parent!) is { } alike && AlikeCodes.Refused(parent!, alike) is var refusal)
                    return (row, refusal.Code, refusal.Text);
                return (
                    row,
                    "org-unit.unknown-parent",
                    new Text($"没有编号为“{parent}”的上级机构。", $"There is no unit '{parent}'.")
                );
            }),
        ];
    }

    /// <summary>Rows of units that are above themselves. Each unit is coloured once.</summary>
    private List<(ImportRow, string, Text)> Circular()
    {
        var (done, found) = (new HashSet<string>(StringComparer.Ordinal), new List<(ImportRow, string, Text)>());
        foreach (var (code, _) in Good())
        {
            var way = new List<string>();
            var place = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var at = code; at is not null && !done.Contains(at); at = ParentOf(at))
            {
                if (place.TryGetValue(at, out var begin))
                {
                    found.AddRange(
                        way.Skip(begin)
                            .Where(c => _rows.TryGetValue(c, out var said) && said.Row.IsGood)
                            .Select(c =>
                                (
                                    _rows[c].Row,
                                    "org-unit.circular",
                                    new Text("机构的上下级关系成环。", "The units would be each other's parents.")
                                )
                            )
                    );
                    break;
                }

                place[at] = way.Count;
                way.Add(at);
            }

            done.UnionWith(way);
        }

        return found;
    }

    /// <summary>
    /// Rows of units that would be deeper than in any bank. There are no circles any more at this point.
    /// </summary>
    private List<(ImportRow, string, Text)> TooDeep()
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<(ImportRow, string, Text)>();
        foreach (var (code, (row, _)) in Good())
        {
            var way = new Stack<string>();
            var above = 0;
            for (var at = code; at is not null; at = ParentOf(at))
            {
                if (depths.TryGetValue(at, out above))
                    break;
                above = 0;
                way.Push(at);
            }

            while (way.TryPop(out var unit))
                depths[unit] = ++above;
            if (depths[code] > MostLevels)
                found.Add(
                    (
                        row,
                        "org-unit.too-deep",
                        new Text(
                            $"机构层级最多 {MostLevels} 级。",
                            $"Units lie at most {MostLevels} levels below each other."
                        )
                    )
                );
        }

        return found;
    }

    private static bool Refuse(List<(ImportRow Row, string Code, Text Text)> wrong)
    {
        foreach (var (row, code, text) in wrong)
            row.Reject("parent", code, text);
        return wrong.Count > 0;
    }

    private IEnumerable<KeyValuePair<string, (ImportRow Row, string? Parent)>> Good() =>
        _rows.Where(r => r.Value.Row.IsGood);
}
