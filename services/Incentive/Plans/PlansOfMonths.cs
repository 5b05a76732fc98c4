using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>The names of the rules in force in each month up to a run's.</summary>
internal sealed class PlansOfMonths
{
    private readonly Dictionary<Period, RuleNames> _names;

    private PlansOfMonths(Dictionary<Period, RuleNames> names) => _names = names;

    public static async Task<PlansOfMonths> LoadAsync(IncentiveDbContext db, Period last, CancellationToken ct)
    {
        var calendar = await PlanCalendars.LoadAsync(db, last, ct);
        var inForce = calendar.Months.ToDictionary(month => month, month => calendar.In(month)!);
        var codes = inForce.Values.Select(p => p.Code).Distinct(StringComparer.Ordinal).ToList();
        var names = (await db.Plans.AsNoTracking().Where(p => codes.Contains(p.Code)).ToListAsync(ct)).ToDictionary(
            p => (p.Code, p.Version),
            p => RuleNames.Of(p.Read())
        );
        return new(inForce.ToDictionary(m => m.Key, m => names[(m.Value.Code, m.Value.Version)]));
    }

    /// <summary>
    /// The names of the rules in some months, closed or not; a month without an approved plan has none, and calls its
    /// rules by their ids.
    /// </summary>
    public static async Task<PlansOfMonths> OfAsync(
        IncentiveDbContext db,
        IEnumerable<Period> months,
        CancellationToken ct
    )
    {
        var wanted = months.Distinct().ToList();
        if (wanted.Count == 0)
            return new([]);
        var approved = await db.Plans.AsNoTracking().NewestFirst().ToListAsync(ct);
        var read = new Dictionary<Plan, RuleNames>();
        var names = new Dictionary<Period, RuleNames>();
        foreach (var month in wanted)
            if (approved.Find(p => p.EffectiveFrom <= month) is { } plan)
                names[month] = read.TryGetValue(plan, out var known) ? known : read[plan] = RuleNames.Of(plan.Read());
        return new(names);
    }

    public RuleNames Of(Period month) => _names.GetValueOrDefault(month) ?? RuleNames.None;
}
