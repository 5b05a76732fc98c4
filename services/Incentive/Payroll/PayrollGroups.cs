using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>The groups of the bank, and the group of each unit.</summary>
internal sealed class PayrollGroups
{
    private readonly Dictionary<string, PayrollGroup> _ofUnit = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _parents;

    private PayrollGroups(IReadOnlyList<PayrollGroup> all, Dictionary<string, string?> parents)
    {
        (All, _parents) = (all, parents);
        foreach (var group in all)
        foreach (var unit in group.Units)
            _ofUnit[unit.Org] = group;
    }

    public IReadOnlyList<PayrollGroup> All { get; }

    public static async Task<PayrollGroups> ReadAsync(IncentiveDbContext db, CancellationToken ct)
    {
        var all = await db.PayrollGroups.AsNoTracking().OrderBy(g => g.Code).ToListAsync(ct);
        var parents =
            all.Count == 0
                ? []
                : await db
                    .OrgUnits.AsNoTracking()
                    .ToDictionaryAsync(u => u.Code, u => u.Parent, StringComparer.Ordinal, ct);
        return new(all, parents);
    }

    /// <summary>The nearest group at or above a unit; null where there is none.</summary>
    public PayrollGroup? Of(string org)
    {
        // A unit that is its own ancestor, as damaged data may say, ends the way up.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (string? unit = org; unit is not null && seen.Add(unit); unit = _parents.GetValueOrDefault(unit))
            if (_ofUnit.TryGetValue(unit, out var group))
                return group;
        return null;
    }
}
