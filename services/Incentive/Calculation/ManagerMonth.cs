using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>
/// A manager's month while it is calculated: gives the rules of the plan their inputs, and collects the lines they add.
/// </summary>
internal sealed class ManagerMonth(
    Period period,
    PlanInForce plan,
    ManagerBooks books,
    CountedFacts facts,
    PaidFacts paid
)
{
    private readonly List<Line> _lines = [];

    public Period Period => period;
    public PlanInForce Plan => plan;
    public ManagerBooks Books => books;
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>The deferred part of what the month comes to.</summary>
    public Money Deferred { get; private set; }

    /// <summary>The scorecard's total; null without a scorecard.</summary>
    public decimal? Score => books.Scores.TryGetValue(period, out var total) ? total : null;

    /// <summary>Facts of the month whose product no rule of their kind pays.</summary>
    public List<Fact> NoProduct => facts.NoProduct(period);

    /// <summary>The sum of the lines so far.</summary>
    public Money Sum() => new(_lines.Sum(l => l.Amount.Fen));

    public void Add(Line line) => _lines.Add(line);

    public void Defer(Money amount) => Deferred += amount;

    public IReadOnlyList<CountedFact> Counted(Rule rule) => facts.Counted(period, rule);

    public List<CountedFact> NotCounted(Rule rule) => facts.NotCounted(period, rule);

    /// <summary>The product of the factors on a rule's earnings; 1 without a scorecard.</summary>
    public decimal FactorOf(EarningRule rule)
    {
        var factor = 1m;
        if (Score is { } total)
            foreach (var by in plan.Factors)
                if (by.Of.Contains(rule.Id, StringComparer.Ordinal))
                    factor *= by.Bands.ValueAt(total);
        return factor;
    }

    /// <summary>Keeps the 分 a fact earned, factor included, where a clawback will ask for it.</summary>
    public void RememberPaid(string rule, string factRef, decimal fen) => paid.Remember(rule, factRef, fen);

    /// <summary>The 分 a fact earned in this or an earlier month; 0 when it earned nothing.</summary>
    public decimal PaidFor(string rule, string factRef) => paid.Of(rule, factRef);
}
