using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>
/// The branch that a unit belongs to: the unit just below the top of the tree, the top itself for its own managers. A
/// unit that is not known is its own branch.
/// </summary>
internal sealed class Branches(IReadOnlyDictionary<string, string?> parents)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public static async Task<Branches> LoadAsync(IncentiveDbContext db, CancellationToken ct) =>
        new(await db.OrgUnits.AsNoTracking().ToDictionaryAsync(u => u.Code, u => u.Parent, StringComparer.Ordinal, ct));

    public string Of(string org)
    {
        if (_known.TryGetValue(org, out var known))
            return known;
        var (unit, passed) = (org, new HashSet<string>(StringComparer.Ordinal) { org });
        // A unit whose parent has a parent is further below.
        while (
            parents.GetValueOrDefault(unit) is { } parent
            && parents.GetValueOrDefault(parent) is not null
            && passed.Add(parent)
        )
            unit = parent;
        return _known[org] = unit;
    }
}
