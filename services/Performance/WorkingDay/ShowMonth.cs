using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Targets;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>
/// Shows a manager's month: its targets, what each week is to bring of them, and how many tasks of each week are done.
/// </summary>
internal static class ShowMonth
{
    /// <param name="Targets">The targets of the month by KPI, each with its weeks in order.</param>
    public sealed record Answer(
        string ManagerNo,
        string Name,
        Period Period,
        IReadOnlyList<Week> Weeks,
        IReadOnlyList<MonthTarget> Targets
    );

    /// <param name="Monday">The week's Monday, which may lie in the month before.</param>
    /// <param name="First">The first day of the week within the month.</param>
    /// <param name="Planned">Tasks that were first planned for these days.</param>
    /// <param name="Done">The number that are done.</param>
    public sealed record Week(DateOnly Monday, DateOnly First, DateOnly Last, int WorkingDays, int Planned, int Done);

    /// <param name="Reached">
    /// The figure reached in the month as it is known now; null where it comes with the scorecard.
    /// </param>
    /// <param name="ByWeek">The part of each week; of a rate the target itself.</param>
    public sealed record MonthTarget(
        string Kpi,
        [property: JsonConverter(typeof(RatioJson))] decimal Target,
        [property: JsonConverter(typeof(RatioJson))] decimal? Reached,
        IReadOnlyList<WeekTarget> ByWeek
    );

    public sealed record WeekTarget(DateOnly Monday, [property: JsonConverter(typeof(RatioJson))] decimal Target);

    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        Period period,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        TargetBounds.CheckPeriod(period, bounds);
        if (!period.IsMonth)
            throw new RuleBrokenException(
                "work.not-a-month",
                new("period：工作计划按月查看，例如 2026-06。", "period: a month is wanted, such as 2026-06."),
                status: 400
            );
        var name = await WorkBounds.CheckManagerAsync(
            db,
            await finder.FindAsync(ct),
            managerNo,
            BankCalendar.Today(clock),
            ct
        );
        var weeks = WorkWeek.Of(period);
        var (first, last) = (period.FirstDay, period.LastDay);
        var tasks = await db
            .WorkTasks.AsNoTracking()
            .Where(t => t.ManagerNo == managerNo && t.PlannedOn >= first && t.PlannedOn <= last)
            .Select(t => new { t.PlannedOn, t.State })
            .ToListAsync(ct);
        return TypedResults.Ok(
            new Answer(
                managerNo,
                name,
                period,
                [
                    .. weeks.Select(w =>
                    {
                        var of = tasks.FindAll(t => t.PlannedOn >= w.First && t.PlannedOn <= w.Last);
                        return new Week(
                            w.Monday,
                            w.First,
                            w.Last,
                            w.WorkingDays,
                            of.Count(t => t.State != WorkWords.Dropped),
                            of.Count(t => t.State == WorkWords.Done)
                        );
                    }),
                ],
                await TargetsAsync(managerNo, period, weeks, db, ct)
            )
        );
    }

    private static async Task<IReadOnlyList<MonthTarget>> TargetsAsync(
        string managerNo,
        Period period,
        IReadOnlyList<WorkWeek> weeks,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var targets = await db
            .Targets.AsNoTracking()
            .Where(t => t.ManagerNo == managerNo && t.Period == period)
            .OrderBy(t => t.Kpi)
            .Select(t => new { t.Kpi, t.Value })
            .ToListAsync(ct);
        var own = db.Managers.Where(m => m.ManagerNo == managerNo);
        var shown = new List<MonthTarget>();
        foreach (var target in targets)
        {
            var kpi = await TargetKpi.LoadAsync(db, target.Kpi, period, ct);
            var reached = await TargetProgress.ReadAsync(db, period, kpi, own, ct);
            shown.Add(
                new(
                    target.Kpi,
                    target.Value,
                    reached is null ? null : ValueOf(reached.GetValueOrDefault(managerNo), kpi),
                    [
                        .. WorkWeek
                            .Spread(target.Value, kpi.Step, weeks)
                            .Select((part, at) => new WeekTarget(weeks[at].Monday, part)),
                    ]
                )
            );
        }

        return shown;
    }

    private static decimal? ValueOf(TargetProgress.Part part, TargetKpi kpi)
    {
        if (kpi.IsSummed)
            return part.Numerator;
        return part.Denominator > 0 ? Figures.Round(part.Numerator / part.Denominator) : null;
    }
}
