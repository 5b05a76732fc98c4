using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Statements;
using CardTeam.Platform.Roster;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

/// <summary>
/// What a plan, written or only thought of, would have come to for one manager in one closed month, beside the plan that was in force: calculated as a run does, with what that
/// month's close knew, and kept nowhere. Months before it go by their own plans; what became known late of them is left out of both.
/// </summary>
internal static class TryPlan
{
    /// <param name="Difference">Payable and deferred as tried, less as in force.</param>
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

    public sealed record Outcome(Money Payable, Money Deferred, IReadOnlyList<StatementLine> Lines)
    {
        public static Outcome Of(PeriodBonus bonus, RuleNames names) =>
            new(bonus.Payable, bonus.Deferred, bonus.Lines.Select(l => StatementLine.Of(l, names)).ToList());
    }

    /// <param name="body">The document, as <c>PUT /plans/{code}</c> takes it; from when it is to take effect plays no part here.</param>
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
        var document = PutPlan.Read(body);
        var plan = Plan.Draft(
            document with
            {
                Code = document.Code ?? "trial",
                EffectiveFrom = document.EffectiveFrom ?? period,
            },
            version: 0,
            by: "",
            clock.GetUtcNow()
        );
        var close =
            await db.Closes.AsNoTracking().FirstOrDefaultAsync(c => c.Period == period, ct)
            ?? throw new RuleBrokenException(
                "plan.trial-needs-close",
                new($"{period} 尚未关账，无法试算。", $"{period} is not closed; a plan is tried on a closed month.")
            );

        var part = await finder.FindAsync(ct);
        var calendar = await RunInputs.CalendarAsync(db, period, ct);
        var inForce = calendar.In(period)!;
        var before =
            await CalculateAsync(db, calendar, close.CloseNumber, managerNo, part, ct)
            ?? throw RuleBrokenException.NotFound("manager");
        var after = await CalculateAsync(
            db,
            calendar.With(period, new(plan.Code, plan.Version, plan.RuleHash, plan.Rules())),
            close.CloseNumber,
            managerNo,
            part,
            ct
        );
        var (was, tried) = (
            Outcome.Of(before, (await PlansOfMonths.LoadAsync(db, period, ct)).Of(period)),
            Outcome.Of(after!, RuleNames.Of(document))
        );
        return TypedResults.Ok(
            new Answer(
                managerNo,
                (await ManagerNames.OfAsync(db, [managerNo], ct)).GetValueOrDefault(managerNo),
                period,
                inForce.Code,
                inForce.Version,
                was,
                tried,
                tried.Payable + tried.Deferred - (was.Payable + was.Deferred)
            )
        );
    }

    /// <summary>The month's bonus; null for a manager unknown to the books or outside the caller's part of the bank.</summary>
    private static async Task<PeriodBonus?> CalculateAsync(
        IncentiveDbContext db,
        PlanCalendar calendar,
        int closeNumber,
        string managerNo,
        PartOfBank part,
        CancellationToken ct
    )
    {
        var books = await RunBooks.OpenAsync(db, new(closeNumber), calendar, managerNo, ct);
        await foreach (var manager in books.ReadAsync(ct))
            return part.Includes(manager.Profile.On(calendar.Last.LastDay)?.Org, managerNo)
                ? new BonusCalculation(calendar).Of(manager)[^1]
                : null;
        return null;
    }
}
