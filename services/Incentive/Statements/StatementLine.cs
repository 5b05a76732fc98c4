using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Statements;

/// <summary>A line as it is shown, in words and in numbers.</summary>
/// <param name="Rate">The rate; null where several rates applied, which <paramref name="Steps"/> then lists.</param>
/// <param name="Exact">CNY before rounding.</param>
/// <param name="Rounding">The rounding that leads from <paramref name="Exact"/> to <paramref name="Amount"/>.</param>
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
    /// <summary>
    /// The unit of <see cref="Quantity"/>: <c>card</c>, <c>complaint</c>, <c>CNY</c>, <c>year</c> or <c>day</c>; null where
    /// the line has no quantity.
    /// </summary>
    public string? Unit { get; init; }

    /// <summary>Name of the rule.</summary>
    public LineText? Name { get; init; }

    /// <summary>
    /// The amount that facts that did not count would have earned in addition; only on a why-not line of a statement or
    /// a trial.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? WouldHavePaid { get; init; }

    /// <summary>The records behind the line; only in a statement and in a trial of a plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LineRecord>? Records { get; init; }

    /// <summary>The number of facts of the line that an estimate assumes; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Assumed { get; init; }

    /// <summary>The manager's number, in lists over several managers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManagerNo { get; init; }

    /// <inheritdoc cref="ManagerNo"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManagerName { get; init; }

    /// <inheritdoc cref="ManagerNo"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Period? Period { get; init; }

    /// <param name="names">The rule names of the plan in force in the line's period.</param>
    public static StatementLine Of(Line line, RuleNames names) =>
        new(
            line.Rule,
            line.Kind.Name(),
            LineText.Of(line, names),
            line.Quantity,
            line.Rate,
            line.Factor,
            line.Exact,
            "half-up-0.01",
            line.Amount,
            line.Basis ?? [],
            line.Steps?.Select(s => new StatementStep(s.Subject, s.Quantity, s.Rate, s.Amount)).ToList()
        )
        {
            Unit = line.Reason switch
            {
                "earned-per-unit" or "clawback" or "clawback-recomputed" => "card",
                "earned-per-amount" or "deferral" or "reserve" or "deduction-limit" => "CNY",
                "split-out" or "split-in" or "override" or "budget" => "CNY",
                "seniority" => "year",
                "fixed-prorated" => "day",
                "complaint" => "complaint",
                _ => line.Kind == LineKind.WhyNot ? "card" : null,
            },
            Name = new(names.Of(line.Rule).Zh, names.Of(line.Rule).En),
        };
}

/// <summary>
/// A tier, a clawed back card, a deferred part with its due date, or an adjusted period (quantity: as approved, amount:
/// as now calculated).
/// </summary>
internal sealed record StatementStep(
    string Subject,
    [property: JsonConverter(typeof(RatioJson))] decimal? Quantity,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate,
    [property: JsonConverter(typeof(RatioJson))] decimal? Amount
);
