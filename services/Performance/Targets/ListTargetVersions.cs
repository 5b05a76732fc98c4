using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;

namespace CardTeam.Performance.Targets;

/// <summary>Lists every version of the targets of nodes: who proposed it, who decided, and why.</summary>
internal static class ListTargetVersions
{
    /// <param name="Kind"><c>unit</c> or <c>manager</c>.</param>
    /// <param name="Before">The target that was in force before it; null where there was none.</param>
    /// <param name="State"><c>proposed</c>, <c>approved</c>, <c>refused</c> or <c>replaced</c>.</param>
    public sealed record Row(
        Period Period,
        string Kpi,
        string Node,
        string Kind,
        int Version,
        [property: JsonConverter(typeof(RatioJson))] decimal? Before,
        [property: JsonConverter(typeof(RatioJson))] decimal Target,
        string State,
        string? Reason,
        string ProposedBy,
        DateTimeOffset ProposedAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? RefusalReason
    );

    /// <summary>A version and the proposal it came with.</summary>
    public sealed class Pair
    {
        public required PlannedTarget Target { get; init; }
        public required TargetPlan Plan { get; init; }
    }

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("period", new("期间", "Period"), v => v.Period),
        new("kpi", new("指标", "KPI"), v => v.Kpi),
        new("node", new("节点编号", "Node"), v => v.Node),
        new("kind", new("类型", "Kind"), v => v.Kind),
        new("version", new("版本", "Version"), v => v.Version) { IsSummed = false },
        new("before", new("原目标", "Before"), v => v.Before) { IsSummed = false },
        new("target", new("目标值", "Target"), v => v.Target) { IsSummed = false },
        new("state", new("状态", "State"), v => v.State),
        new("reason", new("原因", "Reason"), v => v.Reason),
        new("proposedBy", new("提出人", "Proposed by"), v => v.ProposedBy),
        new("proposedAt", new("提出时间（UTC）", "Proposed at (UTC)"), v => v.ProposedAt),
        new("decidedBy", new("审批人", "Decided by"), v => v.DecidedBy),
        new("decidedAt", new("审批时间（UTC）", "Decided at (UTC)"), v => v.DecidedAt),
        new("refusalReason", new("退回原因", "Reason of the refusal"), v => v.RefusalReason),
    ];

    /// <param name="node">A unit's code or a manager's number; null for all.</param>
    public static async Task<Listing<Pair, Row>> Handle(
        [AsParameters] ListQuery list,
        Period period,
        string? kpi,
        string? node,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var targets = db.Set<PlannedTarget>().Where(t => t.Period == period).Within(part, t => t.Org, t => t.Node);
        if (kpi is not null)
            targets = targets.Where(t => t.Kpi == kpi);
        if (node is not null)
            targets = targets.Where(t => t.Node == node);
        return new(
            targets.Join(db.TargetPlans, t => t.PlanNumber, p => p.Number, (t, p) => new Pair { Target = t, Plan = p }),
            list,
            new ListOrder<Pair>("node")
                .Key("node", v => v.Target.Node)
                .Key("kpi", v => v.Target.Kpi)
                .Key("version", v => v.Target.Version),
            v => new Row(
                v.Target.Period,
                v.Target.Kpi,
                v.Target.Node,
                v.Target.IsUnit ? "unit" : "manager",
                v.Target.Version,
                v.Target.Before,
                v.Target.Value,
                ListTargetPlans.Name(v.Target.State),
                v.Plan.Reason,
                v.Plan.ProposedBy,
                v.Plan.ProposedAt,
                v.Plan.DecidedBy,
                v.Plan.DecidedAt,
                v.Plan.RefusalReason
            ),
            Columns
        );
    }
}
