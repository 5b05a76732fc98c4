using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Recognitions;

/// <summary>The condition of a recognition, as somebody wrote it.</summary>
/// <param name="Type"><c>kpi</c>, <c>rank</c>, <c>streak</c> or <c>course</c>.</param>
/// <param name="Kpi">
/// The KPI that is looked at, or <c>scorecard</c> for the scorecard's total; null for a course.
/// </param>
/// <param name="AtLeast">The least value that counts, for <c>kpi</c> and <c>streak</c>.</param>
/// <param name="AtMost">The greatest value that counts, for a KPI of which less is better.</param>
/// <param name="Org">The unit, with those below it, whose managers take part; null for the whole bank.</param>
/// <param name="Top">The last rank that is recognised, for <c>rank</c>; equal values share a rank.</param>
/// <param name="LowestFirst">True where the smallest value has the first rank.</param>
/// <param name="Months">The months in a row, for <c>streak</c>.</param>
/// <param name="Certificate">The certificate that a course leads to, for <c>course</c>.</param>
internal sealed record RecognitionRule(
    string? Type,
    string? Kpi = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? AtLeast = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? AtMost = null,
    string? Org = null,
    int? Top = null,
    bool? LowestFirst = null,
    int? Months = null,
    string? Certificate = null
)
{
    public const string OfKpi = "kpi",
        OfRank = "rank",
        OfStreak = "streak",
        OfCourse = "course",
        Scorecard = "scorecard";

    /// <summary>The longest streak.</summary>
    public const int MostMonths = 36;

    private const int MostTop = 1000;

    private static readonly string[] Types = [OfKpi, OfRank, OfStreak, OfCourse];

    /// <summary>True where a value reaches the bound.</summary>
    public bool IsReached(Quotient value) =>
        AtLeast is { } least
            ? value.Numerator >= least * value.Denominator
            : value.Numerator <= AtMost!.Value * value.Denominator;

    public string Write() => JsonSerializer.Serialize(this, EventCatalogue.Json);

    public static RecognitionRule Read(string json) =>
        JsonSerializer.Deserialize<RecognitionRule>(json, EventCatalogue.Json)!;

    /// <summary>The faults of the rule; empty where it can be applied.</summary>
    public IEnumerable<RecognitionFault> Faults()
    {
        if (!Types.Contains(Type, StringComparer.Ordinal))
        {
            yield return new(
                "rule.type",
                new($"应为 {string.Join('、', Types)} 之一。", $"is one of {string.Join(", ", Types)}.")
            );
            yield break;
        }

        if (Type == OfCourse)
        {
            if (Certificate is null)
                yield return Missing("rule.certificate");
        }
        else if (Kpi is null)
            yield return Missing("rule.kpi");
        if (Type is OfKpi or OfStreak && AtLeast is null == AtMost is null)
            yield return new("rule.atLeast", new("应填写 atLeast 或 atMost 之一。", "gives either atLeast or atMost."));
        if (Type == OfRank && Top is not (>= 1 and <= MostTop))
            yield return Between("rule.top", 1, MostTop);
        if (Type == OfStreak && Months is not (>= 2 and <= MostMonths))
            yield return Between("rule.months", 2, MostMonths);
        foreach (var (field, isSet) in Needless().Where(n => n.IsSet))
            yield return new(field, new($"{Type} 类规则没有此项。", $"does not belong to a rule of type {Type}."));
    }

    private IEnumerable<(string Field, bool IsSet)> Needless()
    {
        if (Type == OfCourse)
            yield return ("rule.kpi", Kpi is not null);
        else
            yield return ("rule.certificate", Certificate is not null);
        if (Type is not (OfKpi or OfStreak))
        {
            yield return ("rule.atLeast", AtLeast is not null);
            yield return ("rule.atMost", AtMost is not null);
        }

        if (Type != OfRank)
        {
            yield return ("rule.top", Top is not null);
            yield return ("rule.lowestFirst", LowestFirst is not null);
        }

        if (Type != OfStreak)
            yield return ("rule.months", Months is not null);
    }

    private static RecognitionFault Missing(string field) => new(field, new("缺少此项。", "is missing."));

    private static RecognitionFault Between(string field, int least, int most) =>
        new(
            field,
            new(Invariant($"应为 {least} 至 {most} 的整数。"), Invariant($"is a whole number from {least} to {most}."))
        );
}

/// <summary>A fault of a recognition or a contest, by its field.</summary>
internal sealed record RecognitionFault(string Field, Text Text);
