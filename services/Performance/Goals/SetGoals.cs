using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Targets;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Goals;

/// <summary>A manager sets their three goals for a period; the head confirms or returns them.</summary>
internal static class SetGoals
{
    /// <param name="Marketing">区域营销目标: the marketing target of their area.</param>
    /// <param name="Kpi">The KPI that it is measured by, with the target; null without one.</param>
    /// <param name="WorkPlan">工作计划: the plan of work.</param>
    /// <param name="Focus">工作重点: the focus of work.</param>
    public sealed record Request(
        [property: Required, MaxLength(GoalBounds.Longest)] string? Marketing,
        [property: MaxLength(Lengths.KpiCode)] string? Kpi,
        [property: JsonConverter(typeof(RatioJson))] decimal? Target,
        [property: Required, MaxLength(GoalBounds.Longest)] string? WorkPlan,
        [property: Required, MaxLength(GoalBounds.Longest)] string? Focus
    );

    public static async Task<Ok<GoalAnswer>> Handle(
        string managerNo,
        Period period,
        Request request,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        TargetBounds.CheckPeriod(period, bounds);
        var content = await GoalBounds.ReadAsync(request, period, db, ct);
        var part = await finder.FindAsync(ct);
        var manager = await db.InTransactionAsync(
            async () =>
            {
                var own = await GoalAnswer.FindManagerAsync(managerNo, period, part, db, ct);
                var before = await db
                    .OwnGoals.Where(g => g.ManagerNo == managerNo && g.Period == period)
                    .OrderByDescending(g => g.Version)
                    .FirstOrDefaultAsync(ct);
                if (before is { State: GoalState.Set or GoalState.Confirmed } && before.Content == content)
                    return own;
                var goals = OwnGoals.Set(managerNo, period, own.Org, content, before, caller.Id, clock.GetUtcNow());
                db.OwnGoals.Add(goals);
                trail.Note("version", goals.Version.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return own;
            },
            ct
        );
        return TypedResults.Ok(await GoalAnswer.OfAsync(manager, period, caller, db, clock, ct));
    }

    /// <summary>Goals as far as they are written.</summary>
    public sealed record CheckRequest(
        [property: MaxLength(GoalBounds.Longest)] string? Marketing,
        [property: MaxLength(Lengths.KpiCode)] string? Kpi,
        [property: JsonConverter(typeof(RatioJson))] decimal? Target,
        [property: MaxLength(GoalBounds.Longest)] string? WorkPlan,
        [property: MaxLength(GoalBounds.Longest)] string? Focus
    );

    /// <param name="Findings">The items that the SMART check asks about.</param>
    public sealed record CheckAnswer(IReadOnlyList<GoalAnswer.ItemFindings> Findings);

    /// <summary>Lists what the SMART check asks about goals before they are set. Nothing is kept.</summary>
    public static async Task<Ok<CheckAnswer>> Check(
        string managerNo,
        Period period,
        CheckRequest request,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        TargetBounds.CheckPeriod(period, bounds);
        var content = await GoalBounds.ReadPartAsync(request, period, db, ct);
        var manager = await GoalAnswer.FindManagerAsync(managerNo, period, await finder.FindAsync(ct), db, ct);
        return TypedResults.Ok(
            new CheckAnswer(await GoalAnswer.FindingsAsync(content, manager, period, db, clock, ct))
        );
    }
}
