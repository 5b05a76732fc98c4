using System.Text.Json;
using CardTeam.Performance.Data;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

/// <summary>
/// The units of a part of the bank, each with the group it is compared in; the database joins them to its rows.
/// </summary>
internal sealed class UnitGroups
{
    /// <summary>The group of units that no unit of the wanted kind stands above.</summary>
    public const string None = "";

    private readonly IReadOnlyDictionary<string, OrgUnit> _units;
    private readonly IReadOnlyDictionary<string, string> _groups;

    private UnitGroups(
        IReadOnlyDictionary<string, OrgUnit> units,
        IReadOnlyDictionary<string, string> groups,
        bool isWhole
    )
    {
        (_units, _groups, IsWhole) = (units, groups, isWhole);
        Json = JsonSerializer.Serialize(groups);
    }

    /// <summary>True for the whole bank: rows of units that are not in the tree belong to it too.</summary>
    public bool IsWhole { get; }

    /// <summary>The group by unit, as an object of JSON.</summary>
    public string Json { get; }

    public string? NameOf(string group) => _units.GetValueOrDefault(group)?.Name;

    /// <summary>The group of a unit; null outside the part of the bank.</summary>
    public string? Of(string unit) => _groups.GetValueOrDefault(unit) ?? (IsWhole ? None : null);

    /// <summary>Gathers units under the nearest one of a kind, which may be the unit itself.</summary>
    /// <param name="kind">A kind of unit; null gathers all into one group.</param>
    /// <param name="org">A unit, for only it and what is below it; null for the caller's whole part.</param>
    public static Task<UnitGroups> ByKindAsync(
        string? kind,
        string? org,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        LoadAsync(
            org,
            part,
            db,
            (way, _) => kind is null ? None : way.LastOrDefault(u => u.Kind == kind)?.Code ?? None,
            ct
        );

    /// <summary>
    /// Gathers units under the children of a unit; the unit itself is a group of its own. Without a unit it is the one
    /// at the top of the caller's part, or the units at its top where there are several.
    /// </summary>
    /// <param name="org">A unit, for only it and what is below it; null for the caller's whole part.</param>
    public static Task<UnitGroups> ByChildAsync(
        string? org,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        LoadAsync(
            org,
            part,
            db,
            (way, top) => way[Math.Min(top is null ? 0 : way.FindIndex(u => u.Code == top) + 1, way.Count - 1)].Code,
            ct
        );

    /// <param name="groupOf">
    /// The group of a unit, by the way to it from the top of the caller's part, and the unit that is above all.
    /// </param>
    private static async Task<UnitGroups> LoadAsync(
        string? org,
        PartOfBank part,
        PerformanceDbContext db,
        Func<List<OrgUnit>, string?, string> groupOf,
        CancellationToken ct
    )
    {
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Code, StringComparer.Ordinal, ct);
        var own = part.Orgs?.ToHashSet(StringComparer.Ordinal);
        var ways = units
            .Values.Where(u => own?.Contains(u.Code) ?? true)
            .Select(WayTo)
            .Where(way => org is null || way.Exists(u => u.Code == org))
            .ToList();
        var tops = ways.Select(way => way[0].Code).Distinct(StringComparer.Ordinal).ToList();
        var top = org ?? (tops is [var only] ? only : null);
        return new(
            units,
            ways.ToDictionary(way => way[^1].Code, way => groupOf(way, top), StringComparer.Ordinal),
            org is null && part.IsWhole
        );

        // As far as the caller may see it. A circle ends where it began.
        List<OrgUnit> WayTo(OrgUnit unit)
        {
            var way = new List<OrgUnit>();
            for (
                var at = unit;
                at is not null && (own?.Contains(at.Code) ?? true) && !way.Contains(at);
                at = at.Parent is null ? null : units.GetValueOrDefault(at.Parent)
            )
                way.Insert(0, at);
            return way;
        }
    }
}
