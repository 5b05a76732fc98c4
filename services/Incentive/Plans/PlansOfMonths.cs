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

    public RuleNames Of(Period month) => _names.GetValueOrDefault(month) ?? RuleNames.None;
}
