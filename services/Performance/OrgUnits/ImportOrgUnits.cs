using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.OrgUnits;

/// <summary>Takes the bank's units in. Parents may stand after their children.</summary>
internal sealed class ImportOrgUnits(PerformanceDbContext db) : ImportKind
{
    private const int Code = 0,
        UnitName = 1,
        Parent = 2,
        Kind = 3;

    public override string Name => "org-units";
    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [new("code", true), new("name", true), new("parent"), new("kind")];
    public override IReadOnlyList<string> Roles { get; } =
    [
        ServiceDefaults.Security.Roles.Hr,
        ServiceDefaults.Security.Roles.Administrator,
        ServiceDefaults.Security.Roles.Feed,
    ];

    /// <summary>A whole bank: children and parents are looked at together.</summary>
    public override int ChunkSize => 20_000;

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var units = await db.Units.ToDictionaryAsync(u => u.Code, StringComparer.Ordinal, ct);
        var read = chunk
            .Rows.Select(row =>
                (
                    Row: row,
                    Code: row.Text(Code, 40),
                    Name: row.Text(UnitName),
                    Parent: row.Text(Parent, 40),
                    Kind: row.Choice(Kind, OrgUnit.Kinds)
                )
            )
            .ToList();
        int before;
        do
        {
            // A row that falls is no parent to another: they are looked at again until none falls.
            before = read.Count(u => u.Row.IsGood);
            var parents = units.Values.ToDictionary(u => u.Code, u => u.Parent, StringComparer.Ordinal);
            foreach (var unit in read.Where(u => u.Row.IsGood))
                parents[unit.Code!] = unit.Parent;
            foreach (var unit in read.Where(u => u.Row.IsGood))
                Judge(unit.Row, unit.Code!, unit.Parent, parents, chunk);
        } while (read.Count(u => u.Row.IsGood) < before);

        var changed = new List<OrgUnit>();
        foreach (var (row, code, name, parent, kind) in read.Where(u => u.Row.IsGood))
        {
            if (!units.TryGetValue(code!, out var unit))
            {
                units[code!] = unit = new OrgUnit(code!);
                db.Units.Add(unit);
            }

            if (unit.Describe(name!, parent, kind))
            {
                row.Accept();
                changed.Add(unit);
            }
            else
                row.Unchanged();
        }

        foreach (var some in changed.Distinct().Chunk(500))
            db.Announce(
                new OrgUnitsChanged(
                    some.Select(u => new Contracts.Performance.OrgUnit(u.Code, u.Parent, u.Version)).ToList()
                ),
                "org-units"
            );
    }

    private static void Judge(
        ImportRow row,
        string code,
        string? parent,
        Dictionary<string, string?> parents,
        ImportChunk chunk
    )
    {
        if (!chunk.Part.Includes(code, ""))
            row.Reject(
                "code",
                "import.outside-your-part",
                new("该机构不在您的权限范围内。", "The unit lies outside your part of the bank.")
            );
        else if (parent is not null && !parents.ContainsKey(parent))
            row.Reject(
                "parent",
                "org-unit.unknown-parent",
                new($"没有编号为“{parent}”的上级机构。", $"There is no unit '{parent}'.")
            );
        else if (IsCircular(code, parents))
            row.Reject(
                "parent",
                "org-unit.circular",
                new("机构的上下级关系成环。", "The units would be each other's parents.")
            );
    }

    private static bool IsCircular(string code, Dictionary<string, string?> parents)
    {
        var steps = 0;
        for (var at = parents[code]; at is not null && parents.TryGetValue(at, out var above); at = above)
        {
            if (at == code)
                return true;
            if (++steps > parents.Count)
                return false; // below a circle, not in it
        }

        return false;
    }
}
