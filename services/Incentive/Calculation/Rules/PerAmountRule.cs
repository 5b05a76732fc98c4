using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays by the facts' amounts. Rates are shares; tiers begin at amounts in CNY.</summary>
internal sealed record PerAmountRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : EarningRule(Id, Fact, Products, Gate, Rates, Tiering)
{
    protected override string Reason => "earned-per-amount";

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader) =>
        Read(
            rule,
            path,
            reader,
            wholeNumbers: false,
            tierings: ["cumulative", "whole", "per-item"],
            (id, fact, products, gate, rates, tiering) => new PerAmountRule(id, fact, products, gate, rates, tiering)
        );

    protected override IReadOnlyList<Part> Split(IReadOnlyList<CountedFact> facts, decimal factor, ManagerMonth month)
    {
        var sum = facts.Sum(f => f.Fact.Fen) / 100m;
        return Tiering switch
        {
            Tiering.Flat => [new(0, sum, Rates.Steps[0].Value)],
            Tiering.Whole => [new(Rates.StepAt(sum).From, sum, Rates.ValueAt(sum))],
            Tiering.Cumulative => Parts([sum]),
            _ => Parts(facts.Select(f => f.Fact.Fen / 100m)),
        };
    }

    private List<Part> Parts(IEnumerable<decimal> totals)
    {
        var quantities = new decimal[Rates.Steps.Count];
        foreach (var total in totals)
        {
            var step = 0;
            foreach (var (quantity, _) in Rates.Split(total))
                quantities[step++] += quantity;
        }

        return Rates.Steps.Select((s, i) => new Part(s.From, quantities[i], s.Value)).ToList();
    }
}
