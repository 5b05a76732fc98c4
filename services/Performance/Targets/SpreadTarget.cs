using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.Targets;

/// <summary>Shows how a unit's target would be spread over its children. Nothing is kept.</summary>
internal static class SpreadTarget
{
    private const string LastPeriod = "last-period",
        HeadCount = "head-count",
        Evenly = "evenly";

    private static readonly string[] Ways = [LastPeriod, HeadCount, Evenly];

    /// <param name="Node">The unit.</param>
    /// <param name="Target">Its target.</param>
    /// <param name="By">
    /// <c>last-period</c>: by what each child reached in the period before; <c>head-count</c>: by its managers;
    /// <c>evenly</c>.
    /// </param>
    public sealed record Request(
        [property: Required] Period? Period,
        [property: Required, MaxLength(Lengths.KpiCode)] string? Kpi,
        [property: Required, MaxLength(Lengths.OrgCode)] string? Node,
        [property: Required, JsonConverter(typeof(RatioJson))] decimal? Target,
        [property: Required, MaxLength(20)] string? By
    );

    /// <param name="By">The way it was spread: <c>evenly</c> too where there was nothing to go by.</param>
    public sealed record Answer(string By, IReadOnlyList<Share> Nodes);

    /// <param name="Kind"><c>unit</c> or <c>manager</c>.</param>
    /// <param name="Basis">What the part is in proportion to.</param>
    public sealed record Share(
        string Code,
        string Kind,
        string Name,
        [property: JsonConverter(typeof(RatioJson))] decimal Basis,
        [property: JsonConverter(typeof(RatioJson))] decimal Target
    );

    public static async Task<Ok<Answer>> Handle(
        Request request,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var period = TargetBounds.CheckPeriod(request.Period!.Value, bounds);
        var kpi = await TargetKpi.LoadAsync(db, request.Kpi, period, ct);
        var target = TargetBounds.CheckTarget(request.Target!.Value, kpi, "target");
        var by = Ways.Contains(request.By) ? request.By! : throw UnknownWay();
        var step = kpi.Step ?? throw NotSummed();
        var part = await finder.FindAsync(ct);
        var managers = PeriodTree.ManagersOf(db, period, part);
        var tree = await PeriodTree.LoadAsync(db, period, managers, ct);
        var children = tree.ChildrenOf(ProposeTargets.FindNode(tree, part, request.Node, kind: "unit", field: "node"))
            .ToList();
        if (children.Count == 0)
            throw new RuleBrokenException(
                "target-spread.no-children",
                new("该机构没有下级机构，也没有在职的客户经理。", "The unit has neither units nor managers below it.")
            );
        var reached =
            by == LastPeriod ? await TargetProgress.ReadAsync(db, period.Previous(), kpi, managers, ct) : null;
        var bases = children.ToDictionary(c => KeyOf(c), BasisOf, StringComparer.Ordinal);
        if (bases.Values.All(b => b == 0))
            by = Evenly;
        var shares = TargetSpread.Over(target, step, bases);
        return TypedResults.Ok(
            new Answer(
                by,
                [.. children.Select(c => new Share(c.Code, c.Kind, c.Name, bases[KeyOf(c)], shares[KeyOf(c)]))]
            )
        );

        decimal BasisOf(BankNode child) =>
            by switch
            {
                Evenly => 1,
                HeadCount => tree.Below(child).Count(n => !n.IsUnit),
                _ => Math.Max(
                    0,
                    tree.Below(child).Where(n => !n.IsUnit).Sum(n => reached?.GetValueOrDefault(n.Code).Numerator ?? 0)
                ),
            };
    }

    /// <summary>A code may be a unit's and a manager's.</summary>
    private static string KeyOf(BankNode node) => $"{node.Code} {node.Kind}";

    private static RuleBrokenException UnknownWay() =>
        new(
            "target-spread.unknown-way",
            new($"by：应为下列之一：{string.Join('、', Ways)}。", $"by: one of these: {string.Join(", ", Ways)}."),
            status: 400
        );

    private static RuleBrokenException NotSummed() =>
        new(
            "target-spread.not-summed",
            new(
                "该指标不能加总，无法分摊；请逐个填写下级目标。",
                "Targets of this KPI are not summed and cannot be spread; set those below one by one."
            ),
            status: 400
        );
}
