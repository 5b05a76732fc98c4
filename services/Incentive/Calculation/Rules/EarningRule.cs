using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays for facts of one kind.</summary>
/// <param name="Products">The products the rule covers; null means every product.</param>
internal abstract record EarningRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : Rule(Id)
{
    /// <summary>The code of the sentence on its line.</summary>
    protected abstract string Reason { get; }

    public bool Covers(string? product) => Products is null || (product is not null && Products.Contains(product));

    public override void Apply(ManagerMonth month)
    {
        var facts = month.Counted(this);
        if (facts.Count == 0)
            return;
        var inOrder = Gate is null
            ? facts
            : facts.OrderBy(f => f.Day).ThenBy(f => f.Fact.Ref, StringComparer.Ordinal).ToList();
        var factor = month.FactorOf(this);
        var steps = Split(inOrder, factor, month);
        var exact = steps.Sum(s => s.Quantity * s.Rate) * factor;
        var used = steps.Where(s => s.Quantity != 0).ToList();
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Earned,
                Reason: Reason,
                Arguments: null,
                Quantity: steps.Sum(s => s.Quantity),
                Rate: used.Count == 1 ? used[0].Rate : null,
                Factor: factor,
                Exact: exact,
                Amount: Money.RoundHalfUp(exact * 100),
                Basis: inOrder.Select(f => f.Fact.Ref).ToList(),
                Steps: used.Count > 1
                    ? used.Select(s => new LineStep(Numbers.Plain(s.From), s.Quantity, s.Rate, s.Quantity * s.Rate))
                        .ToList()
                    : null
            )
        );
    }

    /// <summary>Reads the fields that rules on facts have in common; null where a fault was found.</summary>
    /// <param name="wholeNumbers">True when tiers begin at numbers of units.</param>
    /// <param name="tierings">The values of <c>tiering</c> that the type knows.</param>
    private protected static Rule? Read(
        RuleDocument rule,
        string path,
        RuleReader reader,
        bool wholeNumbers,
        string[] tierings,
        Maker make
    )
    {
        var tiering = reader.ReadTiering(rule, path, tierings);
        var rates = reader.ReadRates(rule, path, wholeNumbers);
        var (fact, gate) = (reader.ReadFact(rule, path), reader.ReadGate(rule, path));
        return fact is { } kind && rates is not null && tiering is { } how
            ? make(rule.Id ?? "", kind, reader.ReadProducts(rule, path), gate, rates, how)
            : null;
    }

    /// <summary>The quantity in each tier, with the tier's rate.</summary>
    protected abstract IReadOnlyList<Part> Split(IReadOnlyList<CountedFact> facts, decimal factor, ManagerMonth month);

    /// <summary>The quantity that falls into one tier.</summary>
    /// <param name="From">The tier's start.</param>
    protected readonly record struct Part(decimal From, decimal Quantity, decimal Rate);

    private protected delegate EarningRule Maker(
        string id,
        CardFactKind fact,
        IReadOnlySet<string>? products,
        Gate? gate,
        Table rates,
        Tiering tiering
    );
}
