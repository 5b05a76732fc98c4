using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>A node of the bank: a unit, or a manager in post in a period.</summary>
/// <param name="Code">The unit's code or the manager's number.</param>
/// <param name="Parent">The unit above it; null for a unit at the top.</param>
internal sealed record BankNode(bool IsUnit, string Code, string Name, string? Parent)
{
    /// <summary>The unit itself, or the manager's unit on the period's last day.</summary>
    public string Org => IsUnit ? Code : Parent!;

    public string Kind => IsUnit ? "unit" : "manager";
}

/// <summary>The bank's units with managers in post in a period, each where they are on its last day.</summary>
internal sealed class PeriodTree
{
    private readonly Dictionary<string, BankNode> _units;
    private readonly Dictionary<string, BankNode> _managers;
    private readonly ILookup<string?, BankNode> _children;

    /// <param name="nodes">Units and managers; a manager without a unit of the tree is not in it.</param>
    public PeriodTree(IEnumerable<BankNode> nodes)
    {
        var all = nodes.ToLookup(n => n.IsUnit);
        _units = all[true].ToDictionary(n => n.Code, StringComparer.Ordinal);
        _managers = all[false]
            .Where(n => n.Parent is { } org && _units.ContainsKey(org))
            .ToDictionary(n => n.Code, StringComparer.Ordinal);
        _children = _units
            .Values.Concat(_managers.Values)
            .OrderBy(n => !n.IsUnit)
            .ThenBy(n => n.Code, StringComparer.Ordinal)
            .ToLookup(n => n.Parent, StringComparer.Ordinal);
    }

    /// <summary>Reads all units, and some managers.</summary>
    /// <param name="managers">The managers in question; those who are not in post in the period are left out.</param>
    public static async Task<PeriodTree> LoadAsync(
        PerformanceDbContext db,
        Period period,
        IQueryable<Manager> managers,
        CancellationToken ct
    )
    {
        var (first, last) = (period.FirstDay, period.LastDay);
        var units = await db
            .Units.AsNoTracking()
            .Select(u => new BankNode(true, u.Code, u.Name, u.Parent))
            .ToListAsync(ct);
        var found = await managers
            .AsNoTracking()
            .Where(m => m.EarlierEmployments != null || m.HiredOn <= last && (m.LeftOn == null || m.LeftOn >= first))
            .Select(m => new
            {
                m.ManagerNo,
                m.Name,
                m.HiredOn,
                m.LeftOn,
                m.EarlierEmployments,
                Org = m
                    .Postings.Where(p => p.From <= last)
                    .OrderByDescending(p => p.From)
                    .Select(p => p.Data.Org)
                    .FirstOrDefault(),
            })
            .ToListAsync(ct);
        return new(
            units.Concat(
                found
                    .Where(m =>
                        new Employment(m.HiredOn, m.LeftOn).Touches(period)
                        || (
                            m.EarlierEmployments is { } earlier
                            && JsonSerializer.Deserialize<List<Employment>>(earlier)!.Exists(e => e.Touches(period))
                        )
                    )
                    .Select(m => new BankNode(false, m.ManagerNo, m.Name, m.Org))
            )
        );
    }

    /// <summary>The managers of a part of the bank, by their unit on the period's last day.</summary>
    public static IQueryable<Manager> ManagersOf(PerformanceDbContext db, Period period, PartOfBank part) =>
        db.Managers.Within(part, ManagerRoutes.OrgOn(period.LastDay), m => m.ManagerNo);

    public BankNode? Unit(string code) => _units.GetValueOrDefault(code);

    public BankNode? Manager(string managerNo) => _managers.GetValueOrDefault(managerNo);

    public IEnumerable<BankNode> ChildrenOf(BankNode unit) => unit.IsUnit ? _children[unit.Code] : [];

    /// <summary>The nodes of a part of the bank in the order of the tree: a unit, its children, the next unit.</summary>
    /// <param name="below">The unit to begin with; null for all.</param>
    public IEnumerable<BankNode> Walk(PartOfBank part, string? below)
    {
        if (part.ManagerNo is { } own)
            return _managers.TryGetValue(own, out var self) && below is null ? [self] : [];
        var tops = below is null
            ? _units.Values.Where(u => part.Includes(u.Code, "") && !(u.Parent is { } p && IsIn(p)))
            : _units.Values.Where(u => u.Code == below && IsIn(u.Code));
        return tops.OrderBy(u => u.Code, StringComparer.Ordinal).SelectMany(Below);

        bool IsIn(string unit) => _units.ContainsKey(unit) && part.Includes(unit, "");
    }

    /// <summary>A node and all below it.</summary>
    public IEnumerable<BankNode> Below(BankNode node) => ChildrenOf(node).SelectMany(Below).Prepend(node);

    /// <summary>The units from the top of the bank down to one.</summary>
    public IReadOnlyList<string> PathTo(string? unit)
    {
        var path = new List<string>();
        for (var at = unit; at is not null && !path.Contains(at); at = Unit(at)?.Parent)
            path.Add(at);
        path.Reverse();
        return path;
    }

    /// <summary>The lowest unit that contains some units; null where there is none.</summary>
    /// <param name="units">The units; null stands for the whole bank.</param>
    public string? Common(IEnumerable<string?> units)
    {
        var common = (IReadOnlyList<string>?)null;
        foreach (var path in units.Distinct(StringComparer.Ordinal).Select(PathTo))
            common = common is null
                ? path
                : [.. common.Zip(path).TakeWhile(p => p.First == p.Second).Select(p => p.First)];
        return common is { Count: > 0 } ? common[^1] : null;
    }
}
