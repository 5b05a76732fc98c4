using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>The kind of a statement's line. Statements are stored with the number of the kind.</summary>
internal enum LineKind
{
    Earned,
    Factor,
    Complaint,
    Clawback,
    Carried,
    Cap,
    Deferral,
    Adjustment,
    WhyNot,
    Fixed,
    Seniority,
    DeductionLimit,
    Draw,
    DrawRecovered,
    Reserve,
    Manual,
    Held,
    ReleasedHold,
    SplitOut,
    SplitIn,
    Override,
    Pool,
    Budget,
    Recovery,
}

/// <summary>
/// A line with a rule, the records it rests on, and every number between them and the amount. Its text is made from
/// these when it is shown.
/// </summary>
/// <param name="Rule">
/// Id of the plan's rule; for lines without a rule <c>carry</c>, <c>recovery</c>, <c>adjustment</c>, <c>manual</c>,
/// <c>held</c> or <c>released-hold</c>.
/// </param>
/// <param name="Reason">The code of the sentence that explains the line.</param>
/// <param name="Arguments">The values that the sentence names, in its order.</param>
/// <param name="Quantity">Units, or CNY for rules on amounts.</param>
/// <param name="Rate">
/// CNY per unit, or a share; null where several applied, which <paramref name="Steps"/> lists.
/// </param>
/// <param name="Factor">Product of the factors applied.</param>
/// <param name="Exact">CNY before the one rounding, half up to 分.</param>
/// <param name="Basis">References of facts, complaints or periods.</param>
internal sealed record Line(
    [property: JsonPropertyName("r")] string Rule,
    [property: JsonPropertyName("k")] LineKind Kind,
    [property: JsonPropertyName("w")] string Reason,
    [property: JsonPropertyName("a")] IReadOnlyList<string>? Arguments,
    [property: JsonPropertyName("q")] decimal? Quantity,
    [property: JsonPropertyName("p")] decimal? Rate,
    [property: JsonPropertyName("f")] decimal? Factor,
    [property: JsonPropertyName("e")] decimal? Exact,
    [property: JsonPropertyName("m")] Money Amount,
    [property: JsonPropertyName("b")] IReadOnlyList<string>? Basis,
    [property: JsonPropertyName("s")] IReadOnlyList<LineStep>? Steps = null
);

/// <summary>A part of a line: a tier, a clawed back card, a deferred part, an adjusted period.</summary>
/// <param name="Subject">The tier's start, the fact, the due date or the period.</param>
internal sealed record LineStep(
    [property: JsonPropertyName("s")] string Subject,
    [property: JsonPropertyName("q")] decimal? Quantity,
    [property: JsonPropertyName("p")] decimal? Rate,
    [property: JsonPropertyName("m")] decimal? Amount
);

/// <summary>The names of line kinds in answers, such as <c>why-not</c>.</summary>
internal static class LineKinds
{
    private static readonly string[] Names =
    [
        .. Enum.GetValues<LineKind>().Select(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString())),
    ];

    public static string Name(this LineKind kind) => Names[(int)kind];
}
