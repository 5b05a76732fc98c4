using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Trials;

/// <summary>
/// Calculates a plan, saved or only drafted, for one manager in one closed month, beside the plan that was in force, as
/// a run would with the knowledge of that month's close. Nothing is saved. Months before it use their own plans; late
/// knowledge about them is left out of both results.
/// </summary>
internal static class TryPlan
{
    /// <param name="Difference">Payable and deferred as tried, less those in force.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period Period,
        string PlanCode,
        int PlanVersion,
        Outcome InForce,
        Outcome Tried,
        Money Difference
    );

    /// <param name="body">The document, as for <c>PUT /plans/{code}</c>; its effective month is ignored here.</param>
    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        Period period,
        JsonElement body,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var document = PlanDocument.Read(body);
        var plan = Plan.Draft(
            document with
            {
                Code = document.Code ?? "trial",
                EffectiveFrom = document.EffectiveFrom ?? period,
            },
            version: 0,
            by: "",
            clock.GetUtcNow(),
            units: await UnitTrees.NowAsync(db, ct)
        );
        var close =
            await db.Closes.AsNoTracking().FirstOrDefaultAsync(c => c.Period == period, ct)
            ?? throw new RuleBrokenException(
                "plan.trial-needs-close",
                new($"{period} 尚未关账，无法试算。", $"{period} is not closed; a plan is tried on a closed month.")
            );

        var calendar = await PlanCalendars.LoadAsync(db, period, ct);
        var tried = await PlanCalendars.WithAsync(db, calendar, plan.InForce(), period, period, ct);
        if (
            await RunBooks.OfManagerAsync(db, new(close.CloseNumber), calendar, managerNo, ct, tried)
                is not var (books, manager)
            || !(await finder.FindAsync(ct)).Includes(manager.Profile.On(period.LastDay)?.Org, managerNo)
        )
            throw RuleBrokenException.NotFound("manager");
        var inForce = calendar.In(period)!;
        var planInForce = await db
            .Plans.AsNoTracking()
            .SingleAsync(p => p.Code == inForce.Code && p.Version == inForce.Version, ct);
        var was = await OutcomeAsync(calendar, manager, planInForce);
        var withIt = await OutcomeAsync(tried, books.Under(tried, manager), plan);
        return TypedResults.Ok(
            new Answer(
                managerNo,
                (await ManagerNames.OfAsync(db, [managerNo], ct)).GetValueOrDefault(managerNo),
                period,
                inForce.Code,
                inForce.Version,
                was,
                withIt,
                withIt.Whole - was.Whole
            )
        );

        Task<Outcome> OutcomeAsync(PlanCalendar plans, ManagerBooks known, Plan by)
        {
            var bonus = new BonusCalculation(plans).Of(known)[^1];
            return Outcome.LoadAsync(db, managerNo, period, bonus.Amounts, bonus.Lines, by, close.CloseNumber, ct);
        }
    }
}
