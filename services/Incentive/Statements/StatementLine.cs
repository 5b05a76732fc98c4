using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;

namespace CardTeam.Incentive.Statements;

/// <summary>A line as it is shown, in words and in numbers.</summary>
/// <param name="Rate">Null where several rates applied; <paramref name="Steps"/> then lists them.</param>
/// <param name="Exact">CNY before rounding.</param>
/// <param name="Rounding">How <paramref name="Amount"/> came from <paramref name="Exact"/>.</param>
internal sealed record StatementLine(
    string Rule,
    string Kind,
    LineText Text,
    [property: JsonConverter(typeof(RatioJson))] decimal? Quantity,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate,
    [property: JsonConverter(typeof(RatioJson))] decimal? Factor,
    [property: JsonConverter(typeof(RatioJson))] decimal? Exact,
    string Rounding,
    Money Amount,
    IReadOnlyList<string> Basis,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<StatementStep>? Steps
)
{
    /// <summary>Said in lists over several managers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManagerNo { get; init; }

    /// <inheritdoc cref="ManagerNo"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Period? Period { get; init; }

    public static StatementLine Of(Line line) =>
        new(
            line.Rule,
            line.Kind.Name(),
            LineText.Of(line),
            line.Quantity,
            line.Rate,
            line.Factor,
            line.Exact,
            "half-up-0.01",
            line.Amount,
            line.Basis ?? [],
            line.Steps?.Select(s => new StatementStep(s.Subject, s.Quantity, s.Rate, s.Amount)).ToList()
        );
}

/// <summary>A tier, a card taken back, a deferred part with its due date, or a period adjusted (quantity: as approved, amount: as it now comes out).</summary>
internal sealed record StatementStep(
    string Subject,
    [property: JsonConverter(typeof(RatioJson))] decimal? Quantity,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate,
    [property: JsonConverter(typeof(RatioJson))] decimal? Amount
);
