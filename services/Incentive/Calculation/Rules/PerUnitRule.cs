using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays by the number of facts. Rates are CNY per fact.</summary>
internal sealed record PerUnitRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : EarningRule(Id, Fact, Products, Gate, Rates, Tiering)
{
    protected override string Reason => "earned-per-unit";

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader) =>
        Read(
            rule,
            path,
            reader,
            wholeNumbers: true,
            tierings: ["cumulative", "whole"],
            (id, fact, products, gate, rates, tiering) => new PerUnitRule(id, fact, products, gate, rates, tiering)
        );

    /// <summary>
    /// Pays unit number n the rate of the tier that contains n (cumulative), or every unit the rate of the tier that
    /// contains the count (whole).
    /// </summary>
    protected override IReadOnlyList<Part> Split(IReadOnlyList<CountedFact> facts, decimal factor, ManagerMonth month)
    {
        var byTier = new SortedDictionary<decimal, Part>();
        for (var n = 0; n < facts.Count; n++)
        {
            var step = Rates.StepAt(Tiering == Tiering.Whole ? facts.Count : n);
            byTier[step.From] = new(step.From, byTier.GetValueOrDefault(step.From).Quantity + 1, step.Value);
            month.RememberPaid(Id, facts[n].Fact.Ref, step.Value * 100 * factor);
        }

        return [.. byTier.Values];
    }
}
