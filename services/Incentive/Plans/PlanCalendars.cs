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

    /// <summary>
    /// The approved plans up to a month that may still be open, from the first closed month, or from the month itself
    /// where none before it is closed.
    /// </summary>
    public static async Task<PlanCalendar> LoadToOpenAsync(IncentiveDbContext db, Period last, CancellationToken ct) =>
        await LoadAsync(
            db,
            await db
                .Closes.Where(c => c.Period < last)
                .OrderBy(c => c.CloseNumber)
                .Select(c => (Period?)c.Period)
                .FirstOrDefaultAsync(ct)
                ?? last,
            last,
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
        var approved = await db.Plans.AsNoTracking().NewestFirst().ToListAsync(ct);
        var ready = approved.ToDictionary(p => p, p => p.InForce());
        var trees = await UnitTrees.LoadAsync(db, ready.Values, first, last, ct);
        var months = new Dictionary<Period, PlanInForce>();
        for (var month = first; month <= last; month = month.Next())
        {
            var plan =
                approved.Find(p => p.EffectiveFrom <= month)
                ?? throw new RuleBrokenException(
                    "run.no-plan",
                    new($"{month} 没有已批准的方案。", $"No approved plan is in force in {month}.")
                );
            months[month] = trees.Among(ready[plan], month);
        }

        return new(first, last, months);
    }

    /// <summary>A calendar with another plan from one of its months to another.</summary>
    public static async Task<PlanCalendar> WithAsync(
        IncentiveDbContext db,
        PlanCalendar calendar,
        PlanInForce plan,
        Period from,
        Period to,
        CancellationToken ct
    )
    {
        var trees = await UnitTrees.LoadAsync(db, [plan], from, to, ct);
        return calendar.With(
            calendar.Months.Where(m => m >= from && m <= to).ToDictionary(m => m, m => trees.Among(plan, m))
        );
    }

    /// <summary>A plan with the units that its rules cover in a month.</summary>
    public static async Task<PlanInForce> InMonthAsync(
        IncentiveDbContext db,
        PlanInForce plan,
        Period month,
        CancellationToken ct
    ) => (await UnitTrees.LoadAsync(db, [plan], month, month, ct)).Among(plan, month);

    /// <summary>
    /// Approved plans in the order in which they replace each other, the newest first: the first that takes effect in a
    /// month or earlier is in force in it. Of two from one month it is the one approved later.
    /// </summary>
    public static IQueryable<Plan> NewestFirst(this IQueryable<Plan> plans) =>
        plans
            .Where(p => p.ApprovalNumber != null)
            .OrderByDescending(p => p.EffectiveFrom)
            .ThenByDescending(p => p.ApprovalNumber);
}
