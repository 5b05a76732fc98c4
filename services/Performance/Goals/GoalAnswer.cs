using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Targets;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Goals;

/// <summary>A manager's own goals for a period, with every version and what the SMART check asks.</summary>
/// <param name="Goals">The newest version; null where nothing was set.</param>
/// <param name="Versions">All versions, the newest first.</param>
/// <param name="MaySet">True when the caller may set them.</param>
/// <param name="MayDecide">True when the caller may confirm or return the newest version.</param>
internal sealed record GoalAnswer(
    string ManagerNo,
    string? Name,
    Period Period,
    GoalAnswer.Goal? Goals,
    IReadOnlyList<GoalAnswer.ItemFindings> Findings,
    IReadOnlyList<GoalAnswer.Goal> Versions,
    bool MaySet,
    bool MayDecide
)
{
    private static readonly string[] States = ["set", "confirmed", "returned", "replaced"];

    /// <param name="State"><c>set</c>, <c>confirmed</c>, <c>returned</c> or <c>replaced</c>.</param>
    /// <param name="Reason">The reason for which it was returned.</param>
    public sealed record Goal(
        int Version,
        string Marketing,
        string? Kpi,
        [property: JsonConverter(typeof(RatioJson))] decimal? Target,
        string WorkPlan,
        string Focus,
        string State,
        string SetBy,
        DateTimeOffset SetAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? Reason
    );

    /// <param name="Item"><c>marketing</c>, <c>workPlan</c> or <c>focus</c>.</param>
    public sealed record ItemFindings(string Item, IReadOnlyList<SmartCheck.Finding> Findings);

    public static string NameOf(GoalState state) => States[(int)state];

    /// <exception cref="RuleBrokenException">400: no such state.</exception>
    public static GoalState StateOf(string state) =>
        Array.IndexOf(States, state) is >= 0 and var place
            ? (GoalState)place
            : throw new RuleBrokenException(
                "request.invalid-state",
                new(
                    $"state 应为下列之一：{string.Join('、', States)}。",
                    $"state is one of these: {string.Join(", ", States)}."
                ),
                status: 400
            );

    /// <summary>The manager as a node, within the caller's part of the bank.</summary>
    /// <exception cref="RuleBrokenException">404: there is none who is in post in the period.</exception>
    public static async Task<BankNode> FindManagerAsync(
        string managerNo,
        Period period,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        (
            await PeriodTree.LoadAsync(
                db,
                period,
                PeriodTree.ManagersOf(db, period, part).Where(m => m.ManagerNo == managerNo),
                ct
            )
        ).Manager(managerNo) ?? throw RuleBrokenException.NotFound("manager");

    public static async Task<GoalAnswer> OfAsync(
        BankNode manager,
        Period period,
        Caller caller,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var versions = await db
            .OwnGoals.AsNoTracking()
            .Where(g => g.ManagerNo == manager.Code && g.Period == period)
            .OrderByDescending(g => g.Version)
            .ToListAsync(ct);
        var newest = versions.FirstOrDefault();
        return new(
            manager.Code,
            manager.Name,
            period,
            newest is null ? null : Show(newest),
            newest is null ? [] : await FindingsAsync(newest.Content, manager, period, db, clock, ct),
            [.. versions.Select(Show)],
            MaySet: caller.Is(Roles.AccountManager) && caller.ManagerNo == manager.Code,
            MayDecide: newest is { State: GoalState.Set }
                && newest.SetBy != caller.Id
                && caller.IsAny(Roles.BranchHead, Roles.Hr)
        );
    }

    /// <summary>Lists the items that the SMART check asks about; one that is empty is not asked about yet.</summary>
    public static async Task<IReadOnlyList<ItemFindings>> FindingsAsync(
        GoalContent content,
        BankNode manager,
        Period period,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var own = db.Managers.Where(m => m.ManagerNo == manager.Code);
        var (onSheet, earlier) = ((bool?)null, (IReadOnlyList<decimal>)[]);
        if (content.Kpi is not null)
        {
            var kpi = await TargetKpi.LoadAsync(db, content.Kpi, period, ct);
            onSheet = (await OnSheets.LoadAsync(db, period, kpi.Code, own, ct)).Of(manager.Code);
            earlier = (await EarlierPeriods.LoadAsync(db, period, kpi, own, ct)).Of([manager.Code]);
        }

        var days = (period.LastDay, BankCalendar.Today(clock));
        return
        [
            .. new[]
            {
                new ItemFindings(
                    "marketing",
                    content.Marketing.Length == 0
                        ? []
                        : SmartCheck.Of(new(content.Marketing, content.Kpi, content.Target, onSheet, earlier, days))
                ),
                new ItemFindings("workPlan", OfText(content.WorkPlan)),
                new ItemFindings("focus", OfText(content.Focus)),
            }.Where(f => f.Findings.Count > 0),
        ];

        // A plan and a focus of work need no number of their own.
        IReadOnlyList<SmartCheck.Finding> OfText(string text) =>
            text.Length == 0
                ? []
                :
                [
                    .. SmartCheck
                        .Of(new(text, Kpi: null, Value: null, OnSheet: null, Earlier: [], Days: days))
                        .Where(f => f.Code == SmartCheck.Specific),
                ];
    }

    private static Goal Show(OwnGoals g) =>
        new(
            Version: g.Version,
            Marketing: g.Marketing,
            Kpi: g.Kpi,
            Target: g.Target,
            WorkPlan: g.WorkPlan,
            Focus: g.Focus,
            State: NameOf(g.State),
            SetBy: g.SetBy,
            SetAt: g.SetAt,
            DecidedBy: g.DecidedBy,
            DecidedAt: g.DecidedAt,
            Reason: g.Reason
        );
}
