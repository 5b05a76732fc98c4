using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Pays an amount for each fact: by its place among the month's facts, or by how many there are.</summary>
internal sealed class PerUnitRule(RuleText text)
    : EarningRule(text.With("fact", "products", "tiering", "rate", "tiers", "gate"))
{
    protected override (Exact Quantity, Exact Earned, IReadOnlyList<Exact>? Each) Earn(List<CountedFact> facts)
    {
        var each = facts
            .Select((_, number) => (Tiering == "whole" ? Rates.At(facts.Count) : Rates.OfUnit(number)).Worth(Exact.One))
            .ToList();
        return (facts.Count, Exact.Sum(each), each);
    }
}
