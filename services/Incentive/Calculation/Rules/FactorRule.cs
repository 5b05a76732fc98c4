using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Multiplies the earnings of other rules.</summary>
internal abstract record FactorRule(string Id, IReadOnlyList<string> Of) : Rule(Id)
{
    public override Effect Effect => Effect.Factor;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var of = Words.List(Of.Select(names.Of));
        yield return new($"“{of.Zh}”的所得乘以系数，{Basis.Zh}：", $"What “{of.En}” earn is multiplied, {Basis.En}:");
        foreach (var value in Values())
            yield return value;
    }

    /// <summary>The figure that the factor follows, in words.</summary>
    protected abstract Text Basis { get; }

    /// <summary>The factor of each value of the figure, in words.</summary>
    protected abstract IEnumerable<Text> Values();

    public static Text UsualName(RuleDocument rule) =>
        rule.By switch
        {
            "pay-step" => new("档次系数", "Pay step factor"),
            "kpis" => new("指标系数", "KPI factor"),
            _ => new("考核系数", "Scorecard factor"),
        };

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        if (rule.Of is not { Items.Count: > 0 })
            reader.Required($"{path}.of");
        if (rule.Rhythm is not null && rule.By != "scorecard")
            reader.Fault(
                $"{path}.rhythm",
                "plan.rhythm-not-scorecard",
                "rhythm 只用于 by 为 scorecard 的系数。",
                "A rhythm is for a factor by scorecard."
            );
        switch (rule.By)
        {
            case "scorecard":
                return ScorecardFactorRule.ReadBands(rule, path, reader);
            case "pay-step":
                return PayStepFactorRule.ReadValues(rule, path, reader);
            case "kpis":
                return KpiFactorRule.ReadKpis(rule, path, reader);
            default:
                reader.Fault(
                    $"{path}.by",
                    "plan.unknown-by",
                    "by 应为 scorecard、pay-step 或 kpis。",
                    "by is scorecard, pay-step or kpis."
                );
                return null;
        }
    }

    /// <summary>The factor; null for a manager without the figure it rests on.</summary>
    public abstract Factor? ValueFor(MonthFigures figures);

    /// <summary>The earnings contain the factor already; this line says which it was.</summary>
    public override void Apply(ManagerMonth month)
    {
        if (
            month.Plan.Earning.Any(r =>
                Of.Contains(r.Id, StringComparer.Ordinal) && month.IsFor(r) && month.Counted(r).Count > 0
            )
        )
            month.Add(Line(month));
    }

    /// <summary>The line of a month in which the factor had something to multiply.</summary>
    protected abstract Line Line(ManagerMonth month);

    private protected Line Line(
        string reason,
        IReadOnlyList<string> arguments,
        decimal? quantity,
        decimal factor,
        IReadOnlyList<string>? basis
    ) =>
        new(
            Rule: Id,
            Kind: LineKind.Factor,
            Reason: reason,
            Arguments: [string.Join(' ', Of), .. arguments],
            Quantity: quantity,
            Rate: null,
            Factor: factor,
            Exact: null,
            Amount: Money.Zero,
            Basis: basis
        );
}
