using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// Multiplies the earnings of other rules by the factor of the band that contains the scorecard's total.
/// </summary>
internal sealed record FactorRule(string Id, IReadOnlyList<string> Of, Table Bands) : Rule(Id)
{
    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        if (rule.By != "scorecard")
            reader.Fault($"{path}.by", "plan.unknown-by", "by 应为 scorecard。", "by is scorecard.");
        if (rule.Of is not { Items.Count: > 0 })
            reader.Required($"{path}.of");
        var bands = reader.ReadTable(
            rule.Bands?.Select(b => (b?.From, b?.Factor, b?.To)).ToList(),
            $"{path}.bands",
            "factor",
            wholeNumbers: false
        );
        return rule.Of is null || bands is null ? null : new FactorRule(rule.Id ?? "", rule.Of.Items, bands);
    }

    /// <summary>The earnings contain the factor already; this line says which it was.</summary>
    public override void Apply(ManagerMonth month)
    {
        if (!month.Plan.Earning.Any(r => Of.Contains(r.Id, StringComparer.Ordinal) && month.Counted(r).Count > 0))
            return;
        var total = month.Score;
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Factor,
                Reason: total is null ? "factor-no-scorecard" : "factor",
                Arguments: [string.Join(' ', Of)],
                Quantity: total,
                Rate: null,
                Factor: total is { } score ? Bands.ValueAt(score) : 1,
                Exact: null,
                Amount: Money.Zero,
                Basis: [$"scorecard:{month.Period}"]
            )
        );
    }
}
