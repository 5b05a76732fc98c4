using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>Proposes targets for nodes of the bank; a head above them decides.</summary>
internal static class ProposeTargets
{
    /// <param name="Period">A month, quarter, half-year or year.</param>
    /// <param name="Nodes">The nodes, each once.</param>
    /// <param name="Reason">The reason, which a change of a target in force needs.</param>
    public sealed record Request(
        [property: Required] Period? Period,
        [property: Required, MaxLength(Lengths.KpiCode)] string? Kpi,
        [property: Required, MinLength(1), MaxLength(TargetBounds.MostNodes)] IReadOnlyList<NodeTarget>? Nodes,
        [property: MaxLength(Lengths.Reason)] string? Reason
    );

    /// <param name="Node">A unit's code or a manager's number.</param>
    /// <param name="Target">The target in the KPI's unit.</param>
    /// <param name="Kind"><c>unit</c> or <c>manager</c>, where the code is both; null otherwise.</param>
    public sealed record NodeTarget(
        [property: Required, MaxLength(Lengths.OrgCode)] string? Node,
        [property: Required, JsonConverter(typeof(RatioJson))] decimal? Target,
        [property: MaxLength(10)] string? Kind = null
    );

    public static async Task<Created<ListTargetPlans.Detail>> Handle(
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
        var period = TargetBounds.CheckPeriod(request.Period!.Value, bounds);
        var kpi = await TargetKpi.LoadAsync(db, request.Kpi, period, ct);
        kpi.CheckNotEnded(period);
        var reason = TypedText.Read(request.Reason, Lengths.Reason, "reason");
        var part = await finder.FindAsync(ct);
        var plan = await db.InTransactionAsync(
            async () =>
            {
                var (tree, nodes) = await ReadAsync(request.Nodes!, period, kpi, part, db, ct);
                var proposed = await ChangedAsync(nodes, period, kpi.Code, db, ct);
                var made = TargetPlan.Propose(
                    period,
                    kpi.Code,
                    proposed,
                    (
                        tree.Common(proposed.Select(n => (string?)n.Node.Org)),
                        tree.Common(proposed.Select(n => n.Node.Parent))
                    ),
                    reason,
                    caller.Id,
                    clock.GetUtcNow()
                );
                db.TargetPlans.Add(made);
                trail.About(made.Id.ToString());
                trail.Note("period", period.ToString());
                trail.Note("kpi", kpi.Code);
                trail.Note("nodes", made.Size.ToString(CultureInfo.InvariantCulture));
                if (reason is not null)
                    trail.Note("reason", reason);
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct
        );
        return TypedResults.Created(
            $"/{PerformanceService.Name}/target-plans/{plan.Id}",
            await ListTargetPlans.DetailAsync(plan, caller, part, db, clock, ct)
        );
    }

    internal static async Task<(PeriodTree Tree, List<(BankNode Node, decimal Target)> Nodes)> ReadAsync(
        IReadOnlyList<NodeTarget> given,
        Period period,
        TargetKpi kpi,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var codes = given.Select(n => n?.Node ?? "").Distinct(StringComparer.Ordinal).ToList();
        var tree = await PeriodTree.LoadAsync(
            db,
            period,
            PeriodTree.ManagersOf(db, period, part).Where(m => codes.Contains(m.ManagerNo)),
            ct
        );
        var nodes = new List<(BankNode Node, decimal Target)>();
        for (var i = 0; i < given.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"nodes[{i}]");
            var node = FindNode(tree, part, given[i]?.Node, given[i]?.Kind, field);
            nodes.Add((node, TargetBounds.CheckTarget(given[i].Target!.Value, kpi, $"{field}.target")));
        }

        if (nodes.GroupBy(n => n.Node).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBrokenException(
                "target-plan.node-twice",
                new($"nodes：“{twice.Key.Code}”出现了两次。", $"nodes: '{twice.Key.Code}' is listed more than once."),
                status: 400
            );
        return (tree, nodes);
    }

    /// <summary>The unit or manager of a code, within the caller's part of the bank.</summary>
    /// <exception cref="RuleBrokenException">404: there is none; 400: there are both, and no kind is given.</exception>
    internal static BankNode FindNode(PeriodTree tree, PartOfBank part, string? code, string? kind, string field)
    {
        var unit = kind != "manager" && tree.Unit(code ?? "") is { } u && part.Includes(u.Code, "") ? u : null;
        var manager = kind != "unit" && tree.Manager(code ?? "") is { } m && part.Includes(m.Org, m.Code) ? m : null;
        if (unit is not null && manager is not null)
            throw new RuleBrokenException(
                "target-plan.node-ambiguous",
                new(
                    $"{field}：既有机构也有客户经理使用该编号；请用 kind 写明是 unit 还是 manager。",
                    $"{field}: both a unit and a manager have this code; say with kind whether it is a unit or a manager."
                ),
                status: 400
            );
        return unit ?? manager ?? throw RuleBrokenException.NotFound("target-node");
    }

    /// <summary>
    /// The nodes whose target would become another one. What waited for a decision about them is replaced.
    /// </summary>
    private static async Task<List<ProposedTarget>> ChangedAsync(
        List<(BankNode Node, decimal Target)> nodes,
        Period period,
        string kpi,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var inForce = await TargetsInForce.LoadAsync(db, period, kpi, ct);
        var codes = nodes.Select(n => n.Node.Code).ToList();
        var versions = await db.Set<PlannedTarget>()
            .Where(t => t.Period == period && t.Kpi == kpi && codes.Contains(t.Node))
            .ToListAsync(ct);
        var known = versions.ToLookup(t => (t.IsUnit, t.Node));
        var changed = nodes
            .Select(n => (n.Node, n.Target, Versions: known[(n.Node.IsUnit, n.Node.Code)].ToList()))
            .Where(n => inForce.Of(n.Node) != n.Target || n.Versions.Exists(v => v.State == TargetState.Proposed))
            .ToList();
        if (changed.Count == 0)
            throw new RuleBrokenException(
                "target-plan.nothing-changed",
                new("所有目标都与已生效的相同。", "Every target is the one in force.")
            );
        var replaced = changed.SelectMany(n => n.Versions).Where(v => v.State == TargetState.Proposed).ToList();
        var plans = replaced.Select(v => v.PlanNumber).Distinct().ToList();
        var open = await db
            .TargetPlans.Include(p => p.Nodes)
            .Where(p => plans.Contains(p.Number))
            .ToDictionaryAsync(p => p.Number, ct);
        foreach (var version in replaced)
            open[version.PlanNumber].Replace(version);
        return
        [
            .. changed.Select(n => new ProposedTarget(
                n.Node,
                n.Versions.Select(v => v.Version).DefaultIfEmpty().Max() + 1,
                inForce.Of(n.Node),
                n.Target
            )),
        ];
    }
}
