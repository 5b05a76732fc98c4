using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Statements;
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

    /// <param name="Lines">The lines with the records they rest on, as in a statement.</param>
    public sealed record Outcome(Money Payable, Money Deferred, Money Reserved, IReadOnlyList<StatementLine> Lines)
    {
        /// <summary>The whole of the month, paid now or later.</summary>
        internal Money Whole => Payable + Deferred + Reserved;
    }

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
            clock.GetUtcNow()
        );
        var close =
            await db.Closes.AsNoTracking().FirstOrDefaultAsync(c => c.Period == period, ct)
            ?? throw new RuleBrokenException(
                "plan.trial-needs-close",
                new($"{period} 尚未关账，无法试算。", $"{period} is not closed; a plan is tried on a closed month.")
            );

        var part = await finder.FindAsync(ct);
        var calendar = await PlanCalendars.LoadAsync(db, period, ct);
        var inForce = calendar.In(period)!;
        var names = (await PlansOfMonths.LoadAsync(db, period, ct)).Of(period);
        var was =
            await CalculateAsync(db, calendar, close.CloseNumber, managerNo, part, names, ct)
            ?? throw RuleBrokenException.NotFound("manager");
        var withIt = calendar.With(period, plan.InForce());
        var tried = (await CalculateAsync(db, withIt, close.CloseNumber, managerNo, part, RuleNames.Of(document), ct))!;
        return TypedResults.Ok(
            new Answer(
                managerNo,
                (await ManagerNames.OfAsync(db, [managerNo], ct)).GetValueOrDefault(managerNo),
                period,
                inForce.Code,
                inForce.Version,
                was,
                tried,
                tried.Whole - was.Whole
            )
        );
    }

    /// <summary>
    /// The result of the calendar's last month; null for a manager unknown to the books or outside the caller's part of
    /// the bank.
    /// </summary>
    private static async Task<Outcome?> CalculateAsync(
        IncentiveDbContext db,
        PlanCalendar calendar,
        int closeNumber,
        string managerNo,
        PartOfBank part,
        RuleNames names,
        CancellationToken ct
    )
    {
        var books = await RunBooks.OpenAsync(db, new(closeNumber), calendar, managerNo, ct);
        await foreach (var manager in books.ReadAsync(ct))
        {
            if (!part.Includes(manager.Profile.On(calendar.Last.LastDay)?.Org, managerNo))
                return null;
            var bonus = new BonusCalculation(calendar).Of(manager)[^1];
            var records = await LineRecords.LoadAsync(
                db,
                managerNo,
                calendar.Last,
                bonus.Lines,
                calendar.In(calendar.Last)!,
                closeNumber,
                ct
            );
            return new(
                bonus.Payable,
                bonus.Deferred,
                bonus.Amounts.Reserved,
                [.. bonus.Lines.Select(l => records.Open(l, names))]
            );
        }

        return null;
    }
}
