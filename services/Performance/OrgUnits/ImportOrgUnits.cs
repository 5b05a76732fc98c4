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
        new UnitTree(
            units.Values,
            read.Where(u => u.Row.IsGood).Select(u => (u.Row, u.Code!, u.Parent)),
            chunk.Part
        ).Judge();

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
}
