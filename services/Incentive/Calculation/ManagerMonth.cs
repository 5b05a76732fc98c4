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
    PaidFacts paid,
    Carried carried,
    RecomputedClawbacks recomputed
)
{
    private static readonly IReadOnlySet<(string, string)> Nothing = new HashSet<(string, string)>();

    private readonly List<Line> _lines = [];

    public Period Period => period;
    public PlanInForce Plan => plan;
    public ManagerBooks Books => books;
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>The cards left out of the month under a rule.</summary>
    public IReadOnlySet<(string Rule, string Card)> Without { get; init; } = Nothing;

    /// <summary>True for a month that is calculated to compare it, so that it leaves no trace.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Deductions and advances that the months before left to this one.</summary>
    public Carried CarriedIn => carried;

    /// <summary>The figures that decide which rules are for the manager, and the factors.</summary>
    public MonthFigures Figures { get; } = MonthFigures.Of(books, period);

    /// <summary>The days of the month on which the manager is employed.</summary>
    public int DaysInPost { get; } = books.Profile.DaysInPost(period);

    /// <summary>The deferred part of what the month comes to.</summary>
    public Money Deferred { get; private set; }

    /// <summary>The part of what the month comes to that is kept as a reserve.</summary>
    public Money Reserved { get; private set; }

    /// <summary>The deductions that the month could not take, not above zero.</summary>
    public Money CarriedOut { get; private set; }

    /// <summary>The advances up to the minimum that later months have to pay back.</summary>
    public Money Draw { get; private set; } = carried.Draw;

    /// <summary>The amount that this month and those before it have taken for cases of recovery.</summary>
    public Money Recovered { get; private set; } = carried.Recovered;

    /// <summary>Facts of the month whose product no rule of their kind pays.</summary>
    public List<Fact> NoProduct => facts.NoProduct(period);

    /// <summary>The sum of the lines so far.</summary>
    public Money Sum() => new(_lines.Sum(l => l.Amount.Fen));

    public void Add(Line line) => _lines.Add(line);

    public void Defer(Money amount) => Deferred += amount;

    public void Reserve(Money amount) => Reserved += amount;

    /// <summary>Leaves a deduction to the next month.</summary>
    public void CarryOut(Money amount) => CarriedOut += amount;

    /// <summary>Advances an amount (above zero), or takes back what was advanced (below zero).</summary>
    public void Advance(Money amount) => Draw += amount;

    /// <summary>Adds what a rule over several managers comes to for this one.</summary>
    public void AddShared(SharedRule rule) =>
        _lines.AddRange(books.Shared.In(period).Where(line => line.Rule == rule.Id));

    public bool IsFor(Rule rule) => rule.Audience.Includes(Figures.Posting);

    /// <summary>Adds the lines of the rules that are for this manager, in their order, up to an effect.</summary>
    public void ApplyUpTo(Effect last)
    {
        Apply(Effect.Fixed, Effect.Clawback);
        if (last < Effect.CarriedIn)
            return;
        Recover();
        if (carried.Deductions.Fen != 0)
            Add(Carried("carried-in", period.Previous(), carried.Deductions));
        Apply(Effect.DeductionLimit, Effect.DeductionLimit);
        var below = Money.Min(Sum(), Money.Zero);
        if (below.Fen != 0)
        {
            CarryOut(below);
            Add(Carried("carried-out", period.Next(), -below));
        }

        Apply(Effect.Minimum, last);

        void Apply(Effect from, Effect to)
        {
            foreach (var rule in plan.InOrder)
                if (
                    rule.Effect >= from
                    && rule.Effect <= to
                    && rule.Effect <= last
                    && (rule is SharedRule || IsFor(rule))
                )
                    rule.Apply(this);
        }
    }

    /// <summary>Takes what is still demanded of the manager, as far as the deduction limit leaves it.</summary>
    private void Recover()
    {
        if (books.Recoveries.Count == 0)
            return;
        var limit = plan.InOrder.OfType<DeductionLimitRule>().FirstOrDefault(IsFor);
        var (lines, taken) = Recovery.Take(books.Recoveries, period, carried.Recovered, limit?.Room(this) ?? Sum());
        _lines.AddRange(lines);
        Recovered += taken;
    }

    /// <summary>The sum of some of the lines so far.</summary>
    public Money SumOf(Func<Line, bool> which) => new(_lines.Where(which).Sum(l => l.Amount.Fen));

    public IReadOnlyList<CountedFact> Counted(Rule rule)
    {
        var counted = facts.Counted(period, rule);
        return Without.Count == 0 ? counted : counted.Where(f => !Without.Contains((rule.Id, f.Fact.Card))).ToList();
    }

    public List<CountedFact> NotCounted(Rule rule) => facts.NotCounted(period, rule);

    /// <summary>The product of the factors on a rule's earnings; a factor without its figure is 1.</summary>
    public Factor FactorOf(EarningRule rule) => plan.FactorOf(rule, Figures);

    /// <summary>Keeps the 分 a fact earned, factor included, where a clawback will ask for it.</summary>
    public void RememberPaid(string rule, string factRef, decimal fen)
    {
        if (!IsTrial)
            paid.Remember(rule, factRef, fen);
    }

    /// <summary>The 分 a fact earned in this or an earlier month; null when no rule for this manager paid it.</summary>
    public decimal? PaidFor(string rule, string factRef) => paid.Of(rule, factRef);

    /// <summary>The difference that each cancelled card makes to the month in which it earned.</summary>
    public List<(TakenBack Taken, Money Amount)> DifferencesOf(IEnumerable<TakenBack> taken) =>
        recomputed.In(this, taken);

    /// <param name="other">The month from or to which the amount is carried.</param>
    private static Line Carried(string reason, Period other, Money amount) =>
        new(
            Rule: "carry",
            Kind: LineKind.Carried,
            Reason: reason,
            Arguments: [other.ToString()],
            Quantity: null,
            Rate: null,
            Factor: null,
            Exact: null,
            Amount: amount,
            Basis: [other.ToString()]
        );
}

/// <summary>Everything that a month leaves to the next one.</summary>
/// <param name="Deductions">Deductions it could not take, not above zero.</param>
/// <param name="Draw">Advances up to the minimum that are to be paid back.</param>
/// <param name="Recovered">
/// The amount that all months so far have taken for cases of recovery. What is demanded less this is still to be taken.
/// </param>
internal readonly record struct Carried(Money Deductions, Money Draw, Money Recovered);
