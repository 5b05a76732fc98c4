using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

/// <summary>Imports the bank's units. Parents may come after their children.</summary>
internal sealed class ImportOrgUnits(PerformanceDbContext db) : ImportKind
{
    private static readonly CodeColumn Code = new("code", new("机构编号", "Code"), Lengths.OrgCode, true)
    {
        AlsoKnownAs = ["机构代码", "机构", "Unit code"],
    };
    private static readonly TextColumn UnitName = new("name", new("机构名称", "Name"), Lengths.UnitName, true)
    {
        AlsoKnownAs = ["名称", "Unit name"],
    };
    private static readonly CodeColumn Parent = new("parent", new("上级机构", "Parent"), Lengths.OrgCode)
    {
        AlsoKnownAs = ["上级机构编号", "Parent code"],
    };
    private static readonly ChoiceColumn Kind = new(
        "kind",
        new("机构类型", "Kind"),
        [
            new("head-office", new("总行", "Head office")),
            new("branch", new("分行", "Branch")),
            new("sub-branch", new("支行", "Sub-branch")),
            new("team", new("团队", "Team"), "小组"),
        ]
    )
    {
        AlsoKnownAs = ["类型", "种类"],
    };

    public override string Name => "org-units";
    public override Text Title { get; } = new("机构", "Org units");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [Code, UnitName, Parent, Kind];

    public override IReadOnlyList<string> ExportedToo { get; } = ["version", "版本"];
    public override IReadOnlyList<string> Roles { get; } =
    [
        ServiceDefaults.Security.Roles.Hr,
        ServiceDefaults.Security.Roles.Administrator,
        ServiceDefaults.Security.Roles.Feed,
    ];

    /// <summary>Large enough for a whole bank: children and parents are judged together.</summary>
    public override int ChunkSize => 20_000;

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var units = await db.Units.ToDictionaryAsync(u => u.Code, StringComparer.Ordinal, ct);
        var read = chunk
            .Rows.Select(row =>
                (
                    Row: row,
                    Code: row.Text(Code),
                    Name: row.Text(UnitName),
                    Parent: row.Text(Parent),
                    Kind: row.Choice(Kind)
                )
            )
            .ToList();
        // A new unit lies in no part of the bank: an importer for a part is told so, and nothing of other units.
        if (chunk.Part.IsWhole)
            RefuseAlike(read.Where(u => u.Row.IsGood).Select(u => (u.Row, u.Code!)), AlikeCodes.Among(units.Keys));
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
            db.Announce(new OrgUnitsChanged([.. some.Select(u => u.Announcement())]), "org-units");
    }

    private static void RefuseAlike(IEnumerable<(ImportRow Row, string Code)> rows, AlikeCodes known)
    {
        foreach (var (row, code) in rows)
        {
            if (known.Of(code) is { } alike)
                row.Reject(Code, AlikeCodes.Refused(code, alike));
            else
                known.Add(code);
        }
    }
}
