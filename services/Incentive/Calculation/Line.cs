using System.Text.Json.Serialization;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>What a line of a statement is about.</summary>
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
}

/// <summary>One line: a rule, what it rests on, and every number between that and the amount. The words are made from it when it is shown.</summary>
/// <param name="Rule">Id of the plan's rule; <c>carry</c> and <c>adjustment</c> for the two that no plan states.</param>
/// <param name="Reason">Which sentence explains it.</param>
/// <param name="Arguments">What the sentence names, in its order.</param>
/// <param name="Quantity">Units, or CNY for rules on amounts.</param>
/// <param name="Rate">CNY a unit, or a share; null where several applied, which <paramref name="Steps"/> lists.</param>
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

/// <summary>A part of a line: a tier, a card taken back, a deferred part, a period adjusted.</summary>
/// <param name="Subject">Tier's start, fact, due date or period.</param>
internal sealed record LineStep(
    [property: JsonPropertyName("s")] string Subject,
    [property: JsonPropertyName("q")] decimal? Quantity,
    [property: JsonPropertyName("p")] decimal? Rate,
    [property: JsonPropertyName("m")] decimal? Amount
);

/// <summary>Names of line kinds in answers.</summary>
internal static class LineKinds
{
    public static string Name(this LineKind kind) =>
        kind == LineKind.WhyNot ? "why-not" : kind.ToString().ToLowerInvariant();
}
