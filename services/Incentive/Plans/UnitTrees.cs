using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>
/// The bank's units in each month: as they were kept when the month's first run started, and as they are now in a month
/// that has had no run.
/// </summary>
internal sealed class UnitTrees
{
    private readonly Dictionary<Period, UnitTree> _kept;
    private readonly UnitTree _now;

    /// <summary>Plans with their units; months in which a plan covers the same units share one.</summary>
    private readonly Dictionary<(PlanInForce, string), PlanInForce> _plans = [];

    private UnitTrees(Dictionary<Period, UnitTree> kept, UnitTree now) => (_kept, _now) = (kept, now);

    /// <summary>Loads the units of some months, where any of these plans names one.</summary>
    public static async Task<UnitTrees> LoadAsync(
        IncentiveDbContext db,
        IEnumerable<PlanInForce> plans,
        Period first,
        Period last,
        CancellationToken ct
    )
    {
        if (!plans.Any(plan => plan.NamesUnits))
            return new([], new(new Dictionary<string, string?>(StringComparer.Ordinal)));
        return new(
            (await db.UnitsOfMonths.AsNoTracking().Where(u => u.Period >= first && u.Period <= last).ToListAsync(ct))
                .GroupBy(u => u.Period)
                .ToDictionary(
                    month => month.Key,
                    month => new UnitTree(month.ToDictionary(u => u.Code, u => u.Parent, StringComparer.Ordinal))
                ),
            await NowAsync(db, ct)
        );
    }

    /// <summary>The bank's units as they are now.</summary>
    public static async Task<UnitTree> NowAsync(IncentiveDbContext db, CancellationToken ct)
    {
        var units = await db.OrgUnits.AsNoTracking().ToListAsync(ct);
        return new(
            units.ToDictionary(u => u.Code, u => u.Parent, StringComparer.Ordinal),
            units.Where(u => u.Name is not null).ToDictionary(u => u.Code, u => u.Name!, StringComparer.Ordinal)
        );
    }

    /// <summary>
    /// Keeps the units as they are now for a month whose run starts, in place of those that an earlier run of the month
    /// had kept, and for months before it that have none: those that were paid before units were kept.
    /// </summary>
    /// <param name="month">A month without an approved run.</param>
    public static async Task PinAsync(IncentiveDbContext db, Period first, Period month, CancellationToken ct)
    {
        await db.UnitsOfMonths.Where(u => u.Period == month).ExecuteDeleteAsync(ct);
        await KeepAsync(month);
        // Months are paid in order: where one has its units, those before it have theirs.
        for (var before = month.Previous(); before >= first; before = before.Previous())
        {
            if (await db.UnitsOfMonths.AnyAsync(u => u.Period == before, ct))
                return;
            await KeepAsync(before);
        }

        Task KeepAsync(Period of) =>
            db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "UnitsOfMonths" ("Period", "Code", "Parent")
                SELECT {of.ToString()}, "Code", "Parent" FROM "OrgUnits"
                """,
                ct
            );
    }

    /// <summary>The names of the units that rules name, by code.</summary>
    public static IReadOnlyDictionary<string, string> NamesOf(IEnumerable<Rule> rules, UnitTree units)
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in rules)
            if (rule.Audience.Org is { } org && units.NameOf(org) is { } name)
                names[org] = name;
        return names;
    }

    public UnitTree In(Period month) => _kept.GetValueOrDefault(month) ?? _now;

    /// <summary>A plan with the units that its rules cover in a month.</summary>
    public PlanInForce Among(PlanInForce plan, Period month)
    {
        if (!plan.NamesUnits)
            return plan;
        var among = plan.Among(In(month));
        if (_plans.TryGetValue((plan, among.UnitsCovered), out var same))
            return same;
        return _plans[(plan, among.UnitsCovered)] = among;
    }
}
