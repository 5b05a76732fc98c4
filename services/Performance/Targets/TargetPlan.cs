using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Targets;

internal enum TargetState
{
    /// <summary>Waits for the head above.</summary>
    Proposed,

    /// <summary>Decided: in force, or once was.</summary>
    Approved,

    /// <summary>Sent back with a reason.</summary>
    Refused,

    /// <summary>Another proposal for the same node came before the decision.</summary>
    Replaced,
}

/// <summary>
/// Targets that one person proposes for nodes of the bank, for one KPI and period. A head above the nodes, and never the
/// same person, approves or refuses them together.
/// </summary>
internal sealed class TargetPlan
{
    private readonly List<PlannedTarget> _nodes = [];

    private TargetPlan() { }

    /// <summary>The number in the order of proposing.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }
    public Period Period { get; private set; }
    public string Kpi { get; private set; } = "";

    /// <summary>The lowest unit that contains every node; null where only the whole bank does.</summary>
    public string? Org { get; private set; }

    /// <summary>The lowest unit above every node, whose head decides; null where only the whole bank is.</summary>
    public string? DecidedIn { get; private set; }

    /// <summary>The reason, which a change of an approved target needs.</summary>
    public string? Reason { get; private set; }

    /// <summary>The code of the first node, by which people recognise it.</summary>
    public string FirstNode { get; private set; } = "";

    /// <summary>The number of nodes.</summary>
    public int Size { get; private set; }

    public string ProposedBy { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public TargetState State { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? RefusalReason { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<PlannedTarget> Nodes => _nodes;

    /// <summary>The nodes that wait for the decision: those that no later proposal has replaced.</summary>
    public IEnumerable<PlannedTarget> Waiting() => _nodes.Where(n => n.State == TargetState.Proposed);

    /// <param name="nodes">The nodes with their targets, at least one.</param>
    /// <param name="place">The unit that contains the nodes, and the one whose head decides.</param>
    /// <exception cref="RuleBrokenException">400: a target that was approved is changed without a reason.</exception>
    public static TargetPlan Propose(
        Period period,
        string kpi,
        IReadOnlyList<ProposedTarget> nodes,
        (string? Org, string? DecidedIn) place,
        string? reason,
        string by,
        DateTimeOffset now
    )
    {
        if (reason is null && nodes.Any(n => n.Before is not null))
            throw new RuleBrokenException(
                "target-plan.reason-missing",
                new(
                    "reason：修改已生效的目标须说明原因。",
                    "reason: a change of a target that is in force needs a reason."
                ),
                status: 400
            );
        var plan = new TargetPlan
        {
            Id = Guid.CreateVersion7(now),
            Period = period,
            Kpi = kpi,
            Org = place.Org,
            DecidedIn = place.DecidedIn,
            Reason = reason,
            FirstNode = nodes[0].Node.Code,
            Size = nodes.Count,
            ProposedBy = by,
            ProposedAt = now,
        };
        plan._nodes.AddRange(nodes.Select(n => new PlannedTarget(period, kpi, n)));
        return plan;
    }

    /// <summary>Takes a node out of what waits, because a later proposal is about it.</summary>
    public void Replace(PlannedTarget node)
    {
        node.Replace();
        if (!Waiting().Any())
            State = TargetState.Replaced;
        Version++;
    }

    /// <summary>Approves the nodes that wait.</summary>
    /// <param name="inForce">The target in force of a node; null where it has none.</param>
    public void Approve(string by, DateTimeOffset now, Func<PlannedTarget, decimal?> inForce)
    {
        CheckDecision(by);
        foreach (var node in Waiting().ToList())
            node.Approve(inForce(node));
        Decide(TargetState.Approved, by, now, null);
    }

    public void Refuse(string by, string reason, DateTimeOffset now)
    {
        CheckDecision(by);
        foreach (var node in Waiting().ToList())
            node.Refuse();
        Decide(TargetState.Refused, by, now, reason);
    }

    private void CheckDecision(string by)
    {
        if (State != TargetState.Proposed)
            throw new RuleBrokenException(
                "target-plan.wrong-state",
                new("该目标方案已处理，或已被新的方案代替。", "The target plan was decided or replaced already.")
            );
        if (by == ProposedBy)
            throw new RuleBrokenException(
                "target-plan.maker-cannot-check",
                new("提出人不能审批自己提出的目标。", "Who proposed targets cannot decide on them.")
            );
    }

    private void Decide(TargetState state, string by, DateTimeOffset now, string? refusalReason)
    {
        (State, DecidedBy, DecidedAt, RefusalReason) = (state, by, now, refusalReason);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<TargetPlan>
    {
        public void Configure(EntityTypeBuilder<TargetPlan> builder)
        {
            builder.ToTable("TargetPlans");
            builder.HasKey(p => p.Number);
            builder.HasIndex(p => p.Id).IsUnique();
            builder.HasIndex(p => new { p.State, p.Org });
            builder.Property(p => p.Kpi).HasMaxLength(Lengths.KpiCode);
            builder.Property(p => p.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(p => p.DecidedIn).HasMaxLength(Lengths.OrgCode);
            builder.Property(p => p.FirstNode).HasMaxLength(Lengths.OrgCode);
            builder.Property(p => p.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(p => p.RefusalReason).HasMaxLength(Lengths.Reason);
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.HasMany(p => p.Nodes).WithOne().HasForeignKey(n => n.PlanNumber);
        }
    }
}

/// <summary>A version of a node's target: every proposal makes the next one, and none is ever overwritten.</summary>
internal sealed class PlannedTarget
{
    private PlannedTarget() { }

    public PlannedTarget(Period period, string kpi, ProposedTarget given) =>
        (Period, Kpi, IsUnit, Node, Version, Org, Before, Value) = (
            period,
            kpi,
            given.Node.IsUnit,
            given.Node.Code,
            given.Version,
            given.Node.Org,
            given.Before,
            given.Value
        );

    public Period Period { get; private set; }
    public string Kpi { get; private set; } = "";

    /// <summary>True for a unit's target, false for a manager's.</summary>
    public bool IsUnit { get; private set; }

    /// <summary>The unit's code or the manager's number.</summary>
    public string Node { get; private set; } = "";

    /// <summary>1 for the first proposal, then counting up.</summary>
    public int Version { get; private set; }

    public long PlanNumber { get; private set; }

    /// <summary>The unit itself, or the manager's unit on the period's last day.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The target that was in force before it; null where there was none.</summary>
    public decimal? Before { get; private set; }

    public decimal Value { get; private set; }
    public TargetState State { get; private set; }

    public void Replace() => State = TargetState.Replaced;

    public void Refuse() => State = TargetState.Refused;

    public void Approve(decimal? before) => (State, Before) = (TargetState.Approved, before);

    internal sealed class Mapping : IEntityTypeConfiguration<PlannedTarget>
    {
        public void Configure(EntityTypeBuilder<PlannedTarget> builder)
        {
            builder.ToTable("PlannedTargets");
            builder.HasKey(t => new
            {
                t.Period,
                t.Kpi,
                t.Node,
                t.IsUnit,
                t.Version,
            });
            builder.HasIndex(t => t.PlanNumber);
            builder.Property(t => t.Kpi).HasMaxLength(Lengths.KpiCode);
            builder.Property(t => t.Node).HasMaxLength(Lengths.OrgCode);
            builder.Property(t => t.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(t => t.Version).ValueGeneratedNever();
        }
    }
}

/// <summary>A target that somebody proposes for a node.</summary>
/// <param name="Version">The number of this proposal among those for the node.</param>
/// <param name="Before">The target in force; null where there is none.</param>
internal sealed record ProposedTarget(BankNode Node, int Version, decimal? Before, decimal Value);
