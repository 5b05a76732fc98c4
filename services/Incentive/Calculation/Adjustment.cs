using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>The amounts of a manager's month.</summary>
/// <param name="Deferred">The part that is paid in later years.</param>
/// <param name="Reserved">The part that is kept as a reserve.</param>
internal readonly record struct Amounts(Money Payable, Money Deferred, Money Reserved)
{
    public static Amounts operator +(Amounts a, Amounts b) =>
        new(a.Payable + b.Payable, a.Deferred + b.Deferred, a.Reserved + b.Reserved);

    public static Amounts operator -(Amounts a, Amounts b) =>
        new(a.Payable - b.Payable, a.Deferred - b.Deferred, a.Reserved - b.Reserved);

    public Amounts NotBelowZero() =>
        new(Money.Max(Money.Zero, Payable), Money.Max(Money.Zero, Deferred), Money.Max(Money.Zero, Reserved));

    public static Amounts Sum(IEnumerable<Amounts> all) => all.Aggregate(default(Amounts), (sum, one) => sum + one);
}

/// <summary>
/// The open period's bonus with the late differences of approved periods: a period is never rewritten, its difference
/// is paid in the open one.
/// </summary>
/// <param name="Amounts">
/// The amounts of the statement, none below zero; the part cut off at zero is included in the next difference.
/// </param>
/// <param name="Changed">
/// Earlier periods whose amounts, or whose parts of recoveries, now differ from those approved.
/// </param>
internal sealed record AdjustedBonus(
    PeriodBonus Own,
    IReadOnlyList<Line> Lines,
    Amounts Amounts,
    IReadOnlyList<PeriodBonus> Changed
)
{
    public Money Payable => Amounts.Payable;
    public Money Deferred => Amounts.Deferred;

    /// <summary>False where the month has nothing to tell a manager who is not in post in it.</summary>
    public bool IsStatementOf(ManagerProfile profile) =>
        profile.IsInPost(Own.Period) || Lines.Count > 0 || Changed.Count > 0;

    /// <summary>
    /// The part cut off at zero, not above zero: once this bonus is approved, all periods together come to what is
    /// approved and this.
    /// </summary>
    public Amounts CutOff { get; private init; }

    /// <summary>The parts of corrections that are in the payable amount and in the lines.</summary>
    public IReadOnlyList<CorrectionPart> Corrections { get; init; } = [];

    /// <summary>The sum of all corrections: payable less this is what the plan comes to.</summary>
    public Money Corrected => new(Corrections.Sum(c => c.Amount.Fen));

    /// <summary>The amount provisionally withheld in this month.</summary>
    public Money Held =>
        new(
            -Corrections
                .Where(c => c.Kind is CorrectionKind.Held or CorrectionKind.UndecidedComplaint)
                .Sum(c => c.Amount.Fen)
        );

    /// <param name="periods">The full recalculation, first to last; the last is the open period.</param>
    /// <param name="approvedSoFar">The sums of everything approved so far.</param>
    /// <param name="approved">
    /// The amounts of each period as last approved; a manager without a statement in it had nothing.
    /// </param>
    /// <param name="owed">The parts each period was last approved with for advances and recoveries; null where none had any.</param>
    public static AdjustedBonus Of(
        IReadOnlyList<PeriodBonus> periods,
        Amounts approvedSoFar,
        IReadOnlyDictionary<Period, Amounts> approved,
        IReadOnlyDictionary<Period, string>? owed = null
    )
    {
        var earlier = Amounts.Sum(periods.Take(periods.Count - 1).Select(p => p.Amounts));
        return Of(periods, approved, owed, earlier - approvedSoFar);
    }

    /// <param name="periods">The periods recalculated; those before them are as they were when they were approved.</param>
    /// <param name="cutOff">The part that the bonus approved last cut off at zero.</param>
    /// <param name="approved">The amounts of each of the periods as last approved.</param>
    /// <param name="owed">The parts each of them was last approved with for advances and recoveries.</param>
    public static AdjustedBonus Since(
        IReadOnlyList<PeriodBonus> periods,
        Amounts cutOff,
        IReadOnlyDictionary<Period, Amounts> approved,
        IReadOnlyDictionary<Period, string>? owed = null
    )
    {
        var differences = periods.Take(periods.Count - 1).Select(p => p.Amounts - approved.GetValueOrDefault(p.Period));
        return Of(periods, approved, owed, cutOff + Amounts.Sum(differences));
    }

    private static AdjustedBonus Of(
        IReadOnlyList<PeriodBonus> periods,
        IReadOnlyDictionary<Period, Amounts> approved,
        IReadOnlyDictionary<Period, string>? owed,
        Amounts adjustment
    )
    {
        var own = periods[^1];
        var earlier = periods.Take(periods.Count - 1).ToList();
        var different = earlier.Where(p => p.Amounts != approved.GetValueOrDefault(p.Period)).ToList();
        // A month may come to the same with another advance or another part for a recovery: the ledger has to know.
        var changed = earlier
            .Where(p =>
                p.Amounts != approved.GetValueOrDefault(p.Period) || p.OwedParts != owed?.GetValueOrDefault(p.Period)
            )
            .ToList();
        var amounts = (own.Amounts + adjustment).NotBelowZero();
        var cutOff = own.Amounts + adjustment - amounts;
        if (adjustment == default)
            return new(own, own.Lines, amounts, changed) { CutOff = cutOff };

        var steps = different
            .Select(p => new LineStep(
                p.Period.ToString(),
                Numbers.Yuan(approved.GetValueOrDefault(p.Period).Payable),
                null,
                Numbers.Yuan(p.Payable)
            ))
            .ToList();
        List<string> arguments = [adjustment.Payable.ToString(), adjustment.Deferred.ToString()];
        if (adjustment.Reserved.Fen != 0)
            arguments.Add(adjustment.Reserved.ToString());
        var line = new Line(
            Rule: "adjustment",
            Kind: LineKind.Adjustment,
            Reason: amounts.Payable == own.Payable + adjustment.Payable ? "adjustment" : "adjustment-cut",
            Arguments: arguments,
            Quantity: null,
            Rate: null,
            Factor: null,
            Exact: Numbers.Yuan(adjustment.Payable),
            Amount: amounts.Payable - own.Payable,
            Basis: different.Select(p => p.Period.ToString()).ToList(),
            Steps: steps
        );
        return new(own, [.. own.Lines, line], amounts, changed) { CutOff = cutOff };
    }
}
