using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Targets;

/// <summary>The bounds of what people type about targets.</summary>
internal static class TargetBounds
{
    /// <summary>The most nodes that one plan may have: a branch with all its managers, and room to spare.</summary>
    public const int MostNodes = 2000;

    /// <exception cref="RuleBrokenException">400: not a KPI's code.</exception>
    public static string CheckKpi(string? kpi) =>
        kpi is not null && Kpi.IsCode(kpi)
            ? kpi
            : throw new RuleBrokenException(
                "kpi.not-valid",
                new(
                    "kpi：指标代码应为小写字母、数字和横线。",
                    "kpi: a KPI's code has lower-case letters, digits and hyphens."
                ),
                status: 400
            );

    /// <exception cref="RuleBrokenException">400: a period that cannot be right.</exception>
    public static Period CheckPeriod(Period period, BankBounds bounds) =>
        bounds.OfPeriod(period) is { } refusal ? throw refusal.Of("period") : period;

    /// <summary>The target as it is kept, rounded to six decimals.</summary>
    /// <exception cref="RuleBrokenException">400: too large, below zero, or zero where more is better.</exception>
    public static decimal CheckTarget(decimal target, TargetKpi kpi, string field)
    {
        if (Figures.OfSize(target) is { } refusal)
            throw refusal.Of(field);
        var kept = Figures.Round(target);
        return IsTarget(kept, kpi.LowerIsBetter) ? kept : throw NotPositive.Of(field);
    }

    /// <summary>A target is above zero, or zero where lower is better.</summary>
    public static bool IsTarget(decimal value, bool lowerIsBetter) => value > 0 || (value == 0 && lowerIsBetter);

    public static Refusal NotPositive { get; } =
        new(
            "target.not-positive",
            new(
                "目标值必须大于零（越低越好的指标可以为零）。",
                "A target is above zero (or zero where lower is better)."
            )
        );

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string ReadReason(string? given) =>
        TypedText.Read(given, Lengths.Reason, "reason")
        ?? throw new RuleBrokenException(
            "target-plan.reason-missing",
            new("reason：请说明原因。", "reason: say why."),
            status: 400
        );
}
