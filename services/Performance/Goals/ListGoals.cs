using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Goals;

/// <summary>Lists the goals that managers have set for themselves, the newest version of each, and shows one.</summary>
internal static class ListGoals
{
    /// <param name="State"><c>set</c>, <c>confirmed</c>, <c>returned</c> or <c>replaced</c>.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        Period Period,
        int Version,
        string Org,
        string Marketing,
        string? Kpi,
        [property: JsonConverter(typeof(RatioJson))] decimal? Target,
        string WorkPlan,
        string Focus,
        string State,
        DateTimeOffset SetAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? Reason
    );

    private static readonly ListOrder<OwnGoals> Order = new ListOrder<OwnGoals>("-period")
        .Key("period", g => g.Period)
        .Key("managerNo", g => g.ManagerNo)
        .By("setAt", g => g.SetAt);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), g => g.ManagerNo),
        new("name", new("姓名", "Name"), g => g.Name),
        new("period", new("期间", "Period"), g => g.Period),
        new("version", new("版本", "Version"), g => g.Version) { IsSummed = false },
        new("org", new("机构", "Unit"), g => g.Org),
        new("marketing", new("区域营销目标", "Marketing target of the area"), g => g.Marketing),
        new("kpi", new("指标", "KPI"), g => g.Kpi),
        new("target", new("目标值", "Target"), g => g.Target) { IsSummed = false },
        new("workPlan", new("工作计划", "Plan of work"), g => g.WorkPlan),
        new("focus", new("工作重点", "Focus of work"), g => g.Focus),
        new("state", new("状态", "State"), g => g.State),
        new("setAt", new("设定时间（UTC）", "Set at (UTC)"), g => g.SetAt),
        new("decidedBy", new("确认人", "Decided by"), g => g.DecidedBy),
        new("decidedAt", new("确认时间（UTC）", "Decided at (UTC)"), g => g.DecidedAt),
        new("reason", new("退回原因", "Reason of the return"), g => g.Reason),
    ];

    /// <param name="state">A state; null for all.</param>
    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<OwnGoals, Row>> Handle(
        [AsParameters] ListQuery list,
        Period? period,
        string? state,
        string? manager,
        string? search,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var goals = db
            .OwnGoals.AsNoTracking()
            .Within(await finder.FindAsync(ct), g => g.Org, g => g.ManagerNo)
            .Where(g =>
                !db.OwnGoals.Any(n => n.ManagerNo == g.ManagerNo && n.Period == g.Period && n.Version > g.Version)
            );
        if (period is not null)
            goals = goals.Where(g => g.Period == period);
        if (!string.IsNullOrEmpty(state))
        {
            var asked = GoalAnswer.StateOf(state);
            goals = goals.Where(g => g.State == asked);
        }

        if (manager is not null)
            goals = goals.Where(g => g.ManagerNo == manager);
        if (ManagerSearch.Matching(db, search) is { } matching)
            goals = goals.Where(g => matching.Contains(g.ManagerNo));
        return new(
            goals,
            list,
            Order,
            g => new Row(
                g.ManagerNo,
                db.Managers.Where(m => m.ManagerNo == g.ManagerNo).Select(m => m.Name).FirstOrDefault(),
                g.Period,
                g.Version,
                g.Org,
                g.Marketing,
                g.Kpi,
                g.Target,
                g.WorkPlan,
                g.Focus,
                GoalAnswer.NameOf(g.State),
                g.SetAt,
                g.DecidedBy,
                g.DecidedAt,
                g.Reason
            ),
            Columns
        );
    }

    public static async Task<Ok<GoalAnswer>> Get(
        string managerNo,
        Period period,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        Targets.TargetBounds.CheckPeriod(period, bounds);
        var manager = await GoalAnswer.FindManagerAsync(managerNo, period, await finder.FindAsync(ct), db, ct);
        return TypedResults.Ok(await GoalAnswer.OfAsync(manager, period, caller, db, clock, ct));
    }
}
