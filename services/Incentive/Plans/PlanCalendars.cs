using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>Loads which approved plan is in force in which month.</summary>
internal static class PlanCalendars
{
    /// <summary>The approved plans from the first closed month to a closed one.</summary>
    public static async Task<PlanCalendar> LoadAsync(IncentiveDbContext db, Period closed, CancellationToken ct) =>
        await LoadAsync(
            db,
            await db.Closes.Where(c => c.CloseNumber == 1).Select(c => c.Period).SingleAsync(ct),
            closed,
            ct
        );

    /// <param name="first">The first month.</param>
    /// <param name="last">The last month.</param>
    /// <exception cref="RuleBrokenException">409: a month has no approved plan.</exception>
    public static async Task<PlanCalendar> LoadAsync(
        IncentiveDbContext db,
        Period first,
        Period last,
        CancellationToken ct
    )
    {
        var approved = await db.Plans.AsNoTracking().Where(p => p.ApprovalNumber != null).ToListAsync(ct);
        var ready = approved.ToDictionary(p => p, p => p.InForce());
        var months = new Dictionary<Period, PlanInForce>();
        for (var month = first; month <= last; month = month.Next())
        {
            var plan =
                approved.AsQueryable().InForceIn(month).FirstOrDefault()
                ?? throw new RuleBrokenException(
                    "run.no-plan",
                    new($"{month} 没有已批准的方案。", $"No approved plan is in force in {month}.")
                );
            months[month] = ready[plan];
        }

        return new(first, last, months);
    }

    /// <summary>
    /// The approved plans that may be in force in a month, the one that is first: of those from it or earlier the
    /// latest, and of two from one month the one approved later.
    /// </summary>
    public static IQueryable<Plan> InForceIn(this IQueryable<Plan> plans, Period month) =>
        plans
            .Where(p => p.ApprovalNumber != null && p.EffectiveFrom <= month)
            .OrderByDescending(p => p.EffectiveFrom)
            .ThenByDescending(p => p.ApprovalNumber);
}
