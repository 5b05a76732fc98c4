using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Grades;

/// <summary>A grade scheme as it is written. What is left out has the default named with it.</summary>
/// <param name="Code">The code of the scheme, as in the address; null where it is not repeated.</param>
/// <param name="EffectiveFrom">The first month whose period may be graded by it.</param>
/// <param name="Period">The length of the periods that are graded; <c>half</c> unless given.</param>
/// <param name="Caps">The greatest share of each level; 0.20, 0.50 and 0.30 unless given.</param>
/// <param name="Base"><c>all</c> (default) counts trainees among the managers, <c>graded</c> does not.</param>
/// <param name="Rounding"><c>floor</c> (default) or <c>half-up</c>.</param>
/// <param name="Remainder">
/// The rule for what floor leaves over: <c>largest-remainder</c> (default), or <c>trainee</c> for nobody.
/// </param>
/// <param name="Steps">The share of each step within a level; 0.30, 0.40 and 0.30 unless given.</param>
/// <param name="Score">The weight of each part; 0.60, 0.20 and 0.20 unless given.</param>
/// <param name="Minimum">The least score of a level.</param>
/// <param name="Ties">The order of equal scores: <c>compliance</c>, <c>tenure</c>, <c>draw</c>.</param>
/// <param name="Draw">The published starting number of the draw; 0 unless given.</param>
internal sealed record GradeSchemeDocument(
    string? Code = null,
    Period? EffectiveFrom = null,
    string? Period = null,
    LevelRatios? Caps = null,
    string? Base = null,
    string? Rounding = null,
    string? Remainder = null,
    StepRatios? Steps = null,
    LevelConditions? Conditions = null,
    PartWeights? Score = null,
    LevelRatios? Minimum = null,
    IReadOnlyList<string>? Ties = null,
    long? Draw = null,
    RuralTerms? Rural = null,
    StreakTerms? Streaks = null
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static GradeSchemeDocument Read(string json) => JsonSerializer.Deserialize<GradeSchemeDocument>(json, Json)!;

    /// <summary>The document with every default written out.</summary>
    public GradeSchemeDocument Complete() =>
        this with
        {
            Code = null,
            EffectiveFrom = null,
            Period = Period ?? Rhythms.Half,
            Caps = Caps ?? new(0.20m, 0.50m, 0.30m),
            Base = Base ?? GradeWords.All,
            Rounding = Rounding ?? GradeWords.Floor,
            Remainder = Remainder ?? GradeWords.LargestRemainder,
            Steps = Steps ?? new(0.30m, 0.40m, 0.30m),
            Score = Score ?? new(0.60m, 0.20m, 0.20m),
            Ties = Ties ?? GradeWords.Ties,
            Draw = Draw ?? 0,
            Streaks = Streaks ?? new(2, 2, 3, 0.60m),
        };

    /// <summary>The terms of a complete document.</summary>
    public GradeTerms Terms() =>
        new(
            Period: Period!,
            Caps: Caps!.ByLevel(),
            Base: Base!,
            Rounding: Rounding!,
            Remainder: Remainder!,
            Steps: Steps!.ByStep(),
            Conditions: Conditions?.ByLevel() ?? new Dictionary<string, GradeConditions>(StringComparer.Ordinal),
            Score: Score!.ByPart(),
            Minimum: Minimum?.ByLevel() ?? new Dictionary<string, decimal>(StringComparer.Ordinal),
            Ties: Ties!,
            Draw: Draw!.Value,
            Rural: Rural,
            Streaks: Streaks!
        );

    /// <exception cref="RuleBrokenException">400, naming the member: it is no scheme.</exception>
    public void Check()
    {
        OneOf("period", Period!, Rhythms.All);
        OneOf("base", Base!, [GradeWords.All, GradeWords.Graded]);
        OneOf("rounding", Rounding!, [GradeWords.Floor, GradeWords.HalfUp]);
        OneOf("remainder", Remainder!, [GradeWords.LargestRemainder, GradeWords.Trainee]);
        foreach (var tie in Ties!)
            OneOf("ties", tie, GradeWords.Ties);
        if (Ties.Distinct(StringComparer.Ordinal).Count() < Ties.Count)
            throw Invalid("ties", "同一项出现了两次。", "name one of them twice.");
        Shares("caps", Caps!.ByLevel(), mustBeWhole: false);
        Shares("steps", Steps!.ByStep(), mustBeWhole: true);
        Shares("score", Score!.ByPart(), mustBeWhole: true);
        if (Minimum is not null && Minimum.ByLevel().Values.Any(m => m is < 0 or > 1))
            throw Invalid("minimum", "应在 0 和 1 之间。", "lies between 0 and 1.");
        foreach (var (level, conditions) in Conditions?.ByLevel() ?? [])
        {
            if (conditions.Education is { } education)
                OneOf($"conditions.{level}.education", education, Educations.All);
            if (conditions.YearsInPost is < 0 or > 50)
                throw Invalid($"conditions.{level}.yearsInPost", "应为 0 到 50。", "lies between 0 and 50.");
            if (
                conditions.Exam?.Length > Lengths.ExamCode
                || conditions.Certificates is { Count: > 20 }
                || conditions.Certificates?.Any(c => c is null or { Length: > Lengths.CertificateCode }) == true
            )
                throw Invalid($"conditions.{level}", "代码过长或过多。", "has codes that are too long, or too many.");
        }

        if (Rural is not null)
        {
            if (Rural.CountsInQuota)
                throw Invalid(
                    "rural.countsInQuota",
                    "农村加档不占名额，只能为 false。",
                    "is false: the rural steps take no place."
                );
            if (Rural.Steps is < 1 or > 8)
                throw Invalid("rural.steps", "应为 1 到 8。", "lies between 1 and 8.");
            OneOf("rural.top", Rural.Top, GradeWords.PaySteps);
        }

        if (
            Streaks is { PromoteAfter: < 1 or > 20 } or { DemoteAfter: < 1 or > 20 } or { EliminateAfter: < 1 or > 20 }
            || Streaks!.EliminateBelow is < 0 or > 1
        )
            throw Invalid(
                "streaks",
                "次数应为 1 到 20，分数应在 0 和 1 之间。",
                "has counts from 1 to 20 and a score from 0 to 1."
            );
    }

    private static void Shares(string member, IReadOnlyDictionary<string, decimal> shares, bool mustBeWhole)
    {
        if (shares.Values.Any(s => s is < 0 or > 1 || s.Scale > 6))
            throw Invalid(
                member,
                "各项应在 0 和 1 之间，最多 6 位小数。",
                "has shares between 0 and 1, with at most 6 decimal places."
            );
        var sum = shares.Values.Sum();
        if (mustBeWhole ? sum != 1 : sum > 1)
            throw Invalid(
                member,
                Invariant($"合计应{(mustBeWhole ? "为" : "不超过")} 1，现在是 {sum}。"),
                Invariant($"sums to {sum}; it is to sum to {(mustBeWhole ? "" : "at most ")}1.")
            );
    }

    private static void OneOf(string member, string value, IReadOnlyList<string> words)
    {
        if (!words.Contains(value, StringComparer.Ordinal))
            throw Invalid(
                member,
                $"应为下列之一：{string.Join("、", words)}。",
                $"is one of {string.Join(", ", words)}."
            );
    }

    private static RuleBrokenException Invalid(string member, string zh, string en) =>
        new("grade-scheme.not-valid", new($"{member}：{zh}", $"{member} {en}"), status: 400);
}

/// <summary>A ratio for each level; a level that is left out has none.</summary>
internal sealed record LevelRatios(
    [property: JsonConverter(typeof(RatioJson))] decimal? Senior = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Intermediate = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Junior = null
)
{
    public Dictionary<string, decimal> ByLevel() =>
        new (string Level, decimal? Ratio)[]
        {
            (GradeWords.Senior, Senior),
            (GradeWords.Intermediate, Intermediate),
            (GradeWords.Junior, Junior),
        }
            .Where(r => r.Ratio is not null)
            .ToDictionary(r => r.Level, r => r.Ratio!.Value, StringComparer.Ordinal);
}

/// <summary>The conditions of each level; a level that is left out has none.</summary>
internal sealed record LevelConditions(
    GradeConditions? Senior = null,
    GradeConditions? Intermediate = null,
    GradeConditions? Junior = null
)
{
    public Dictionary<string, GradeConditions> ByLevel() =>
        new (string Level, GradeConditions? Conditions)[]
        {
            (GradeWords.Senior, Senior),
            (GradeWords.Intermediate, Intermediate),
            (GradeWords.Junior, Junior),
        }
            .Where(c => c.Conditions is not null)
            .ToDictionary(c => c.Level, c => c.Conditions!, StringComparer.Ordinal);
}

/// <summary>The share of each step.</summary>
internal sealed record StepRatios(
    [property: JsonPropertyName("A"), JsonConverter(typeof(RatioJson))] decimal A,
    [property: JsonPropertyName("B"), JsonConverter(typeof(RatioJson))] decimal B,
    [property: JsonPropertyName("C"), JsonConverter(typeof(RatioJson))] decimal C
)
{
    public Dictionary<string, decimal> ByStep() =>
        new(StringComparer.Ordinal)
        {
            ["A"] = A,
            ["B"] = B,
            ["C"] = C,
        };
}

/// <summary>The weight of each part of the score.</summary>
internal sealed record PartWeights(
    [property: JsonConverter(typeof(RatioJson))] decimal Scorecards,
    [property: JsonConverter(typeof(RatioJson))] decimal Exam,
    [property: JsonConverter(typeof(RatioJson))] decimal Review
)
{
    public Dictionary<string, decimal> ByPart() =>
        new(StringComparer.Ordinal)
        {
            [GradeWords.Scorecards] = Scorecards,
            [GradeWords.Exam] = Exam,
            [GradeWords.Review] = Review,
        };
}

/// <summary>The grades of education, in the words of rosters.</summary>
internal static class Educations
{
    public const string Secondary = "secondary",
        College = "college",
        Bachelor = "bachelor",
        Master = "master";

    /// <summary>The lowest first.</summary>
    public static readonly IReadOnlyList<string> All = [Secondary, College, Bachelor, Master];

    private static readonly (string Word, string Education)[] Words =
    [
        ("博士", Master),
        ("硕士", Master),
        ("研究生", Master),
        ("doctor", Master),
        ("phd", Master),
        ("master", Master),
        ("大专", College),
        ("专科", College),
        ("高职", College),
        ("college", College),
        ("associate", College),
        ("本科", Bachelor),
        ("学士", Bachelor),
        ("大学", Bachelor),
        ("bachelor", Bachelor),
        ("高中", Secondary),
        ("中专", Secondary),
        ("中学", Secondary),
        ("secondary", Secondary),
    ];

    /// <summary>The grade a roster's words name; null where they name none.</summary>
    public static string? Of(string? text) =>
        text is null
            ? null
            : Words.FirstOrDefault(w => text.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Education;

    public static bool Reaches(string? text, string wanted) =>
        Of(text) is { } has
        && All.Index().First(e => e.Item == has).Index >= All.Index().First(e => e.Item == wanted).Index;
}
