using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Pays a share of amounts: of each by itself, or of the month's sum.</summary>
internal sealed class PerAmountRule(RuleText text)
    : EarningRule(text.With("fact", "products", "tiering", "rate", "tiers", "gate", "least", "most"))
{
    private readonly Exact? _least = text.AmountOrNull("least")?.Yuan;
    private readonly Exact? _most = text.AmountOrNull("most")?.Yuan;

    protected override (Exact Quantity, Exact Earned, IReadOnlyList<Exact>? Each) Earn(List<CountedFact> facts)
    {
        var amounts = facts.ConvertAll(f => f.Fact.Yuan);
        var sum = Exact.Sum(amounts);
        switch (Tiering)
        {
            case "cumulative":
                return (InTiers(sum), Rates.Worth(sum), null);
            case "whole":
                return (sum, Rates.At(sum).Worth(sum), null);
            default:
                var each = amounts.ConvertAll(amount =>
                    Bounded(Tiering == "flat" ? Rates.Rows[0].Worth(amount) : Rates.Worth(amount))
                );
                return (Tiering == "flat" ? sum : Exact.Sum(amounts.Select(InTiers)), Exact.Sum(each), each);
        }
    }

    private Exact InTiers(Exact amount) => Exact.Sum(Rates.Split(amount).Select(p => p.Quantity));

    private Exact Bounded(Exact earned) =>
        _least is { } least && earned < least ? least
        : _most is { } most && earned > most ? most
        : earned;
}
