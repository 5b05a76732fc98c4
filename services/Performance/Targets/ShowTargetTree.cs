using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>
/// Shows the targets of a KPI in a period down the caller's part of the bank: what is in force, what is proposed, what
/// the children have together, and what is reached so far.
/// </summary>
internal static class ShowTargetTree
{
    /// <param name="Step">
    /// The smallest part of a target, such as 1 of a count; null for a rate, whose targets are not summed.
    /// </param>
    /// <param name="Nodes">The nodes in the order of the tree, each unit before what is below it.</param>
    public sealed record Answer(
        Period Period,
        string Kpi,
        bool LowerIsBetter,
        [property: JsonConverter(typeof(RatioJson))] decimal? Step,
        DateOnly AsOf,
        IReadOnlyList<Node> Nodes
    );

    /// <param name="Code">The unit's code or the manager's number.</param>
    /// <param name="Kind"><c>unit</c> or <c>manager</c>.</param>
    /// <param name="Parent">The unit above it; null at the top of the caller's part.</param>
    /// <param name="Depth">0 at the top of the caller's part.</param>
    /// <param name="Managers">The managers in post in the period: 1, or those below a unit.</param>
    /// <param name="Target">The target in force; null where there is none.</param>
    /// <param name="Proposed">The target that waits for a decision; null where none does.</param>
    /// <param name="Plan">The target plan that proposes it.</param>
    /// <param name="ChildrenSum">The sum of the targets in force of its children; null without any, and for rates.</param>
    /// <param name="ChildrenWithout">The number of its children without a target.</param>
    /// <param name="Gap">The target less the sum of its children; null where either is missing.</param>
    /// <param name="Value">What is reached so far, to six decimals; null where nothing is counted.</param>
    /// <param name="Progress">The value over the target, to six decimals; null where either is missing.</param>
    public sealed record Node(
        string Code,
        string Kind,
        string Name,
        string? Parent,
        int Depth,
        int Managers,
        [property: JsonConverter(typeof(RatioJson))] decimal? Target,
        [property: JsonConverter(typeof(RatioJson))] decimal? Proposed,
        Guid? Plan,
        [property: JsonConverter(typeof(RatioJson))] decimal? ChildrenSum,
        int ChildrenWithout,
        [property: JsonConverter(typeof(RatioJson))] decimal? Gap,
        [property: JsonConverter(typeof(RatioJson))] decimal? Value,
        [property: JsonConverter(typeof(RatioJson))] decimal? Progress
    );

    private static readonly ExportColumn<Node>[] Columns =
    [
        new("code", new("节点编号", "Node"), n => n.Code),
        new("kind", new("类型", "Kind"), n => n.Kind),
        new("name", new("名称", "Name"), n => n.Name),
        new("parent", new("上级机构", "Unit above"), n => n.Parent),
        new("managers", new("客户经理人数", "Managers"), n => n.Managers) { IsSummed = false },
        new("target", new("目标值", "Target"), n => n.Target) { IsSummed = false },
        new("proposed", new("待审批目标", "Proposed"), n => n.Proposed) { IsSummed = false },
        new("childrenSum", new("下级合计", "Sum of children"), n => n.ChildrenSum) { IsSummed = false },
        new("gap", new("差额", "Gap"), n => n.Gap) { IsSummed = false },
        new("value", new("已完成", "Reached"), n => n.Value) { IsSummed = false },
        new("progress", new("完成进度", "Progress"), n => n.Progress) { IsRatio = true, IsSummed = false },
    ];

    /// <param name="period">A month, quarter, half-year or year.</param>
    /// <param name="org">A unit, to show only it and what is below it; null for the caller's whole part.</param>
    public static async Task<Ok<Answer>> Handle(
        Period period,
        string kpi,
        string? org,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var known = await TargetKpi.LoadAsync(db, kpi, period, ct);
        return TypedResults.Ok(
            new Answer(
                period,
                kpi,
                known.LowerIsBetter,
                known.Step,
                BankCalendar.Today(clock),
                await NodesAsync(period, known, org, await finder.FindAsync(ct), db, ct)
            )
        );
    }

    /// <inheritdoc cref="Handle"/>
    public static async Task Export(
        string format,
        Period period,
        string kpi,
        string? org,
        HttpContext http,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var known = await TargetKpi.LoadAsync(db, kpi, period, ct);
        ExportFile.IsCsv($"target-tree.{format}");
        var nodes = await NodesAsync(period, known, org, await finder.FindAsync(ct), db, ct);
        var isForPeople = ExportFile.IsForPeople(http);
        await ExportFile.WriteAsync(
            http,
            $"target-tree-{kpi}-{period}.{format}",
            [.. Columns.Select(c => c.Heading(http, isForPeople))],
            nodes.ToAsyncEnumerable().Select(n => (IReadOnlyList<object?>)[.. Columns.Select(c => c.Value(n))]),
            ct
        );
    }

    private static async Task<IReadOnlyList<Node>> NodesAsync(
        Period period,
        TargetKpi kpi,
        string? org,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var managers = PeriodTree.ManagersOf(db, period, part);
        var tree = await PeriodTree.LoadAsync(db, period, managers, ct);
        var inForce = await TargetsInForce.LoadAsync(db, period, kpi.Code, ct);
        var open = part.ManagerNo is null
            ? await (
                from t in db.Set<PlannedTarget>()
                join p in db.TargetPlans on t.PlanNumber equals p.Number
                where t.Period == period && t.Kpi == kpi.Code && t.State == TargetState.Proposed
                select new
                {
                    t.IsUnit,
                    t.Node,
                    t.Value,
                    p.Id,
                }
            ).ToDictionaryAsync(t => (t.IsUnit, t.Node), t => (t.Value, t.Id), ct)
            : [];
        var reached = await TargetProgress.ReadAsync(db, period, kpi, managers, ct);
        var sums = new Dictionary<BankNode, (int Managers, TargetProgress.Part? Part)>();
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. tree.Walk(part, org)
                .Select(node =>
                {
                    var depth = node.Parent is { } above && depths.TryGetValue(above, out var its) ? its + 1 : 0;
                    if (node.IsUnit)
                        depths[node.Code] = depth;
                    var target = inForce.Of(node);
                    var children = tree.ChildrenOf(node).Select(inForce.Of).ToList();
                    var sum = kpi.IsSummed && children.Exists(c => c is not null) ? children.Sum() : null;
                    var (count, sumOfParts) = SumOf(node);
                    var value = ValueOf(sumOfParts, node);
                    var proposed = open.TryGetValue((node.IsUnit, node.Code), out var waiting);
                    return new Node(
                        Code: node.Code,
                        Kind: node.Kind,
                        Name: node.Name,
                        Parent: depth == 0 ? null : node.Parent,
                        Depth: depth,
                        Managers: count,
                        Target: target,
                        Proposed: proposed ? waiting.Value : null,
                        Plan: proposed ? waiting.Id : null,
                        ChildrenSum: sum,
                        ChildrenWithout: children.Count(c => c is null),
                        Gap: target - sum,
                        Value: value,
                        Progress: value is { } v && target is { } t && t != 0 ? Figures.Round(v / t) : null
                    );
                }),
        ];

        (int Managers, TargetProgress.Part? Part) SumOf(BankNode node)
        {
            if (sums.TryGetValue(node, out var known))
                return known;
            if (!node.IsUnit)
                known = (1, reached is not null && reached.TryGetValue(node.Code, out var own) ? own : null);
            else
                foreach (var (count, part) in tree.ChildrenOf(node).Select(SumOf))
                    known = (known.Managers + count, part is null ? known.Part : (known.Part ?? default) + part.Value);
            return sums[node] = known;
        }

        // Of a count nothing means zero; a rate without a denominator, and a unit's imported rate, have no value.
        decimal? ValueOf(TargetProgress.Part? part, BankNode node) =>
            reached is null ? null
            : kpi.IsSummed ? part?.Numerator ?? (kpi.IsImported ? null : 0)
            : part is not { Denominator: > 0 } rate ? null
            : node.IsUnit && kpi.IsImported ? null
            : Figures.Round(rate.Numerator / rate.Denominator);
    }
}

/// <summary>The targets in force of a KPI in a period.</summary>
internal sealed class TargetsInForce
{
    private readonly Dictionary<string, decimal> _units;
    private readonly Dictionary<string, decimal> _managers;

    private TargetsInForce(Dictionary<string, decimal> units, Dictionary<string, decimal> managers) =>
        (_units, _managers) = (units, managers);

    public static async Task<TargetsInForce> LoadAsync(
        PerformanceDbContext db,
        Period period,
        string kpi,
        CancellationToken ct
    ) =>
        new(
            await db
                .UnitTargets.AsNoTracking()
                .Where(t => t.Period == period && t.Kpi == kpi)
                .ToDictionaryAsync(t => t.Org, t => t.Value, StringComparer.Ordinal, ct),
            await db
                .Targets.AsNoTracking()
                .Where(t => t.Period == period && t.Kpi == kpi)
                .ToDictionaryAsync(t => t.ManagerNo, t => t.Value, StringComparer.Ordinal, ct)
        );

    public decimal? Of(BankNode node) =>
        (node.IsUnit ? _units : _managers).TryGetValue(node.Code, out var target) ? target : null;
}
