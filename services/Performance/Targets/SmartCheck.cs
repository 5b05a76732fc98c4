using System.Globalization;
using System.Text.RegularExpressions;
using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Targets;

/// <summary>
/// Asks of a target or goal whether it is specific, measurable, achievable, relevant and time-bound. It warns and never
/// refuses.
/// </summary>
internal static partial class SmartCheck
{
    public const string Specific = "smart.specific",
        Measurable = "smart.measurable",
        Achievable = "smart.achievable",
        Relevant = "smart.relevant",
        TimeBound = "smart.time-bound";

    /// <summary>The periods before, of which the median tells what is achievable.</summary>
    public const int Looked = 4;

    private const decimal Least = 0.5m,
        Most = 2m;

    /// <summary>Words that stand where somebody meant to write something.</summary>
    private static readonly string[] Placeholders =
    [
        "todo",
        "tbd",
        "xx",
        "xxx",
        "n/a",
        "none",
        "test",
        "待定",
        "待补充",
        "暂无",
        "无",
        "同上",
        "略",
        "测试",
    ];

    /// <summary>A warning, with the numbers it rests on in its sentence.</summary>
    /// <param name="Code"><c>smart.specific</c>, <c>smart.measurable</c>, …</param>
    public sealed record Finding(string Code, Text Text);

    /// <summary>Something that somebody sets out to reach.</summary>
    /// <param name="Text">What is typed; null for a target, which has none of its own.</param>
    /// <param name="Kpi">The KPI it is measured by; null without one.</param>
    /// <param name="Value">The number to reach; null without one.</param>
    /// <param name="OnSheet">
    /// True when the KPI is on the score sheet it counts for, false when it is not, null where there is no sheet.
    /// </param>
    /// <param name="Earlier">What was reached in each of the periods before, as far as there is any.</param>
    /// <param name="Days">The last day of the period, and today.</param>
    public sealed record Subject(
        string? Text,
        string? Kpi,
        decimal? Value,
        bool? OnSheet,
        IReadOnlyList<decimal> Earlier,
        (DateOnly Last, DateOnly Today) Days
    );

    public static IReadOnlyList<Finding> Of(Subject subject)
    {
        var findings = new List<Finding>();
        if (subject.Text is { } text && IsPlaceholder(text))
            findings.Add(
                new(Specific, new("内容太笼统，请写明具体做什么。", "This says too little; say what exactly is meant."))
            );
        if (subject.Kpi is null || subject.Value is null)
            findings.Add(
                new(
                    Measurable,
                    new(
                        "没有指标和数值，期末无法衡量是否达成。",
                        "There is no KPI with a number, so nobody can tell at the end whether it was reached."
                    )
                )
            );
        if (subject.OnSheet == false)
            findings.Add(
                new(
                    Relevant,
                    new("该指标不在本人的考核表上。", "This KPI is not on the score sheet it would count for.")
                )
            );
        if (Unusual(subject) is { } unusual)
            findings.Add(unusual);
        if (subject.Days.Last < subject.Days.Today)
            findings.Add(
                new(
                    TimeBound,
                    new(
                        Invariant($"该期间已于 {subject.Days.Last:yyyy-MM-dd} 结束。"),
                        Invariant($"The period ended on {subject.Days.Last:yyyy-MM-dd}.")
                    )
                )
            );
        return findings;
    }

    /// <summary>The middle of some values; of an even number the mean of the two in the middle; null of none.</summary>
    public static decimal? Median(IReadOnlyCollection<decimal> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count == 0 ? null
            : sorted.Count % 2 == 1 ? sorted[middle]
            : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Finding? Unusual(Subject subject)
    {
        if (subject.Value is not { } value || Median(subject.Earlier) is not { } median || median <= 0)
            return null;
        if (value >= Least * median && value <= Most * median)
            return null;
        var (shown, least, most) = (Show(median), Show(Least * median), Show(Most * median));
        return new(
            Achievable,
            new(
                Invariant($"前 {subject.Earlier.Count} 期的中位数是 {shown}，通常在 {least} 至 {most} 之间，请确认。"),
                Invariant($"The median of the {subject.Earlier.Count} periods before is {shown}; ")
                    + $"between {least} and {most} is usual. Please confirm it."
            )
        );
    }

    private static string Show(decimal value) =>
        Figures.Round(value).ToString("0.######", CultureInfo.InvariantCulture);

    private static bool IsPlaceholder(string text)
    {
        var plain = Sign().Replace(text, "").ToLowerInvariant();
        return plain.Length < 2 || Placeholders.Contains(plain, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"[\s\p{P}\p{S}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sign();
}
