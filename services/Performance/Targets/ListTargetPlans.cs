using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>Lists what was proposed as targets, and shows one proposal with its nodes.</summary>
internal static class ListTargetPlans
{
    private static readonly string[] States = ["proposed", "approved", "refused", "replaced"];

    /// <param name="Org">The lowest unit that contains every node; null where only the whole bank does.</param>
    /// <param name="FirstNode">The code of the first node.</param>
    /// <param name="Size">The number of nodes.</param>
    /// <param name="State"><c>proposed</c>, <c>approved</c>, <c>refused</c> or <c>replaced</c>.</param>
    /// <param name="MayDecide">True when the caller may approve or refuse it.</param>
    public sealed record Row(
        Guid Id,
        long Number,
        Period Period,
        string Kpi,
        string? Org,
        string? OrgName,
        string FirstNode,
        int Size,
        string? Reason,
        string State,
        string ProposedBy,
        DateTimeOffset ProposedAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? RefusalReason,
        bool MayDecide
    )
    {
        public static Row Of(TargetPlan p, string? orgName, Caller caller, PartOfBank part) =>
            new(
                Id: p.Id,
                Number: p.Number,
                Period: p.Period,
                Kpi: p.Kpi,
                Org: p.Org,
                OrgName: orgName,
                FirstNode: p.FirstNode,
                Size: p.Size,
                Reason: p.Reason,
                State: Name(p.State),
                ProposedBy: p.ProposedBy,
                ProposedAt: p.ProposedAt,
                DecidedBy: p.DecidedBy,
                DecidedAt: p.DecidedAt,
                RefusalReason: p.RefusalReason,
                MayDecide: p.State == TargetState.Proposed
                    && p.ProposedBy != caller.Id
                    && caller.IsAny(Roles.Hr, Roles.BranchHead)
                    && IsAbove(part, p.DecidedIn)
            );
    }

    /// <param name="Nodes">The nodes with the target before and the proposed one.</param>
    public sealed record Detail(Row Plan, IReadOnlyList<PlanNode> Nodes);

    /// <param name="Kind"><c>unit</c> or <c>manager</c>.</param>
    /// <param name="Version">The number of this proposal among those for the node.</param>
    /// <param name="Findings">What the SMART check asks about it.</param>
    public sealed record PlanNode(
        string Code,
        string Kind,
        string? Name,
        int Version,
        [property: JsonConverter(typeof(RatioJson))] decimal? Before,
        [property: JsonConverter(typeof(RatioJson))] decimal Target,
        string State,
        IReadOnlyList<SmartCheck.Finding> Findings
    );

    private static readonly ListOrder<TargetPlan> Order = new ListOrder<TargetPlan>("-number")
        .By("period", p => p.Period)
        .By("kpi", p => p.Kpi)
        .Key("number", p => p.Number);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("number", new("序号", "Number"), p => p.Number) { IsSummed = false },
        new("period", new("期间", "Period"), p => p.Period),
        new("kpi", new("指标", "KPI"), p => p.Kpi),
        new("org", new("机构", "Unit"), p => p.Org),
        new("orgName", new("机构名称", "Unit name"), p => p.OrgName),
        new("firstNode", new("首个节点", "First node"), p => p.FirstNode),
        new("size", new("节点数", "Nodes"), p => p.Size) { IsSummed = false },
        new("reason", new("原因", "Reason"), p => p.Reason),
        new("state", new("状态", "State"), p => p.State),
        new("proposedBy", new("提出人", "Proposed by"), p => p.ProposedBy),
        new("proposedAt", new("提出时间（UTC）", "Proposed at (UTC)"), p => p.ProposedAt),
        new("decidedBy", new("审批人", "Decided by"), p => p.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), p => p.DecidedAt),
        new("refusalReason", new("退回原因", "Reason of the refusal"), p => p.RefusalReason),
    ];

    /// <param name="state">One of the states; null for all.</param>
    /// <exception cref="RuleBrokenException">400: no such state.</exception>
    public static async Task<Listing<TargetPlan, Row>> Handle(
        [AsParameters] ListQuery list,
        Period? period,
        string? kpi,
        string? state,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var plans = db.TargetPlans.AsNoTracking().Within(part, p => p.Org!, p => "");
        if (period is not null)
            plans = plans.Where(p => p.Period == period);
        if (kpi is not null)
            plans = plans.Where(p => p.Kpi == kpi);
        if (!string.IsNullOrEmpty(state))
        {
            var asked = StateOf(state);
            plans = plans.Where(p => p.State == asked);
        }

        return new(
            plans,
            list,
            Order,
            p => Row.Of(p, db.Units.Where(u => u.Code == p.Org).Select(u => u.Name).FirstOrDefault(), caller, part),
            Columns
        );
    }

    public static async Task<Ok<Detail>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        return TypedResults.Ok(
            await DetailAsync(await FindAsync(id, part, db.TargetPlans.AsNoTracking(), ct), caller, part, db, clock, ct)
        );
    }

    /// <exception cref="RuleBrokenException">404: there is none in the caller's part of the bank.</exception>
    internal static async Task<TargetPlan> FindAsync(
        Guid id,
        PartOfBank part,
        IQueryable<TargetPlan> plans,
        CancellationToken ct
    ) =>
        await plans.Include(p => p.Nodes).Within(part, p => p.Org!, p => "").FirstOrDefaultAsync(p => p.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("target-plan");

    /// <summary>True when the part of the bank contains the unit whose head decides.</summary>
    internal static bool IsAbove(PartOfBank part, string? decidedIn) => part.IsWhole || part.Includes(decidedIn, "");

    internal static async Task<Detail> DetailAsync(
        TargetPlan plan,
        Caller caller,
        PartOfBank part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var checks = await CheckTargets.OfAsync(
            [.. plan.Nodes.Select(n => (n.IsUnit, n.Node, n.Value))],
            plan.Period,
            await TargetKpi.LoadAsync(db, plan.Kpi, plan.Period, ct),
            part,
            db,
            clock,
            ct
        );
        var codes = plan.Nodes.ToLookup(n => n.IsUnit, n => n.Node);
        var (asked, numbers) = (codes[true].Append(plan.Org ?? "").ToList(), codes[false].ToList());
        var units = await db
            .Units.AsNoTracking()
            .Where(u => asked.Contains(u.Code))
            .ToDictionaryAsync(u => u.Code, u => u.Name, StringComparer.Ordinal, ct);
        var managers = await db
            .Managers.AsNoTracking()
            .Where(m => numbers.Contains(m.ManagerNo))
            .Select(m => new { m.ManagerNo, m.Name })
            .ToDictionaryAsync(m => m.ManagerNo, m => m.Name, StringComparer.Ordinal, ct);
        return new(
            Row.Of(plan, units.GetValueOrDefault(plan.Org ?? ""), caller, part),
            [
                .. plan
                    .Nodes.OrderBy(n => !n.IsUnit)
                    .ThenBy(n => n.Node, StringComparer.Ordinal)
                    .Select(n => new PlanNode(
                        n.Node,
                        n.IsUnit ? "unit" : "manager",
                        (n.IsUnit ? units : managers).GetValueOrDefault(n.Node),
                        n.Version,
                        n.Before,
                        n.Value,
                        Name(n.State),
                        checks[(n.IsUnit, n.Node)]
                    )),
            ]
        );
    }

    internal static string Name(TargetState state) => States[(int)state];

    private static TargetState StateOf(string state) =>
        Array.IndexOf(States, state) is >= 0 and var place
            ? (TargetState)place
            : throw new RuleBrokenException(
                "request.invalid-state",
                new(
                    $"state 应为下列之一：{string.Join('、', States)}。",
                    $"state is one of these: {string.Join(", ", States)}."
                ),
                status: 400
            );
}
