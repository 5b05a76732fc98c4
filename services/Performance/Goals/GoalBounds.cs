using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Targets;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Goals;

/// <summary>The bounds of what managers type about their own goals.</summary>
internal static class GoalBounds
{
    /// <summary>The greatest length of one item.</summary>
    public const int Longest = 1000;

    /// <summary>Reads goals as they are kept: all three items, and the KPI with its target or neither.</summary>
    /// <exception cref="RuleBrokenException">400: an item is missing, or a text or number is refused.</exception>
    public static async Task<GoalContent> ReadAsync(
        SetGoals.Request request,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        if (string.IsNullOrWhiteSpace(request.Kpi) != request.Target is null)
            throw new RuleBrokenException(
                "own-goals.kpi-or-target-missing",
                new("kpi：指标和目标值须一起填写，或都不填。", "kpi: give a KPI and its target together, or neither."),
                status: 400
            );
        var content = await ReadPartAsync(
            new(request.Marketing, request.Kpi, request.Target, request.WorkPlan, request.Focus),
            period,
            db,
            ct
        );
        return content switch
        {
            { Marketing: "" } => throw Missing("marketing"),
            { WorkPlan: "" } => throw Missing("workPlan"),
            { Focus: "" } => throw Missing("focus"),
            _ => content,
        };
    }

    /// <summary>Reads goals that are still being written; an empty text stands for an item not yet begun.</summary>
    /// <exception cref="RuleBrokenException">400: a text or number is refused.</exception>
    public static async Task<GoalContent> ReadPartAsync(
        SetGoals.CheckRequest given,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var kpi = string.IsNullOrWhiteSpace(given.Kpi) ? null : await TargetKpi.LoadAsync(db, given.Kpi, period, ct);
        kpi?.CheckNotEnded(period);
        return new(
            ReadText(given.Marketing, "marketing"),
            kpi?.Code,
            kpi is null || given.Target is null ? null : TargetBounds.CheckTarget(given.Target.Value, kpi, "target"),
            ReadText(given.WorkPlan, "workPlan"),
            ReadText(given.Focus, "focus")
        );
    }

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string ReadReason(string? given) =>
        TypedText.Read(given, Lengths.Reason, "reason")
        ?? throw new RuleBrokenException(
            "own-goals.reason-missing",
            new("reason：请说明退回原因。", "reason: say why they are returned."),
            status: 400
        );

    private static string ReadText(string? given, string field)
    {
        var text = TypedText.Read(given, Longest, field, hasLines: true) ?? "";
        return CardNumbers.IsIn(text) ? throw CardNumbers.Refusal.Of(field) : text;
    }

    private static RuleBrokenException Missing(string field) =>
        new(
            "own-goals.item-missing",
            new(
                $"{field}：区域营销目标、工作计划、工作重点三项都要填写。",
                $"{field}: all three are needed: marketing target, plan and focus of work."
            ),
            status: 400
        );
}
