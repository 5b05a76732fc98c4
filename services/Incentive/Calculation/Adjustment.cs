using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>A manager's amounts approved earlier for a period, from its newest approved statement.</summary>
/// <param name="Payable">P(p) as last approved.</param>
internal sealed record ApprovedPeriod(Period Period, Money Payable, Money Deferred);

/// <summary>
/// The open period's bonus with the late differences of approved periods: a period is never rewritten, its difference
/// is paid in the open one.
/// </summary>
/// <param name="Payable">
/// The amount to pay, not below zero; the part cut off at zero is included in the next difference.
/// </param>
/// <param name="Changed">Earlier periods whose amounts now differ from those approved.</param>
internal sealed record AdjustedBonus(
    PeriodBonus Own,
    IReadOnlyList<Line> Lines,
    Money Payable,
    Money Deferred,
    IReadOnlyList<PeriodBonus> Changed
)
{
    /// <param name="periods">The full recalculation, first to last; the last is the open period.</param>
    /// <param name="paid">The sum of everything approved as payable so far.</param>
    /// <param name="heldBack">The sum of everything approved as deferred so far.</param>
    public static AdjustedBonus Of(
        IReadOnlyList<PeriodBonus> periods,
        Money paid,
        Money heldBack,
        IReadOnlyDictionary<Period, ApprovedPeriod> approved
    )
    {
        var own = periods[^1];
        var earlier = periods.Take(periods.Count - 1).ToList();
        var adjustment = new Money(earlier.Sum(p => p.Payable.Fen)) - paid;
        var deferredAdjustment = new Money(earlier.Sum(p => p.Deferred.Fen)) - heldBack;
        // A manager without a statement in a period was approved with zero in it.
        var changed = earlier
            .Where(p =>
                approved.GetValueOrDefault(p.Period) is { } was
                    ? (was.Payable, was.Deferred) != (p.Payable, p.Deferred)
                    : (p.Payable, p.Deferred) != (Money.Zero, Money.Zero)
            )
            .ToList();
        var payable = Money.Max(Money.Zero, own.Payable + adjustment);
        var deferred = Money.Max(Money.Zero, own.Deferred + deferredAdjustment);
        if (adjustment.Fen == 0 && deferredAdjustment.Fen == 0)
            return new(own, own.Lines, payable, deferred, changed);

        var steps = changed
            .Select(p => new LineStep(
                p.Period.ToString(),
                (approved.GetValueOrDefault(p.Period)?.Payable.Fen ?? 0) / 100m,
                null,
                p.Payable.Fen / 100m
            ))
            .ToList();
        var line = new Line(
            "adjustment",
            LineKind.Adjustment,
            payable == own.Payable + adjustment ? "adjustment" : "adjustment-cut",
            [adjustment.ToString(), deferredAdjustment.ToString()],
            null,
            null,
            null,
            adjustment.Fen / 100m,
            payable - own.Payable,
            changed.Select(p => p.Period.ToString()).ToList(),
            steps
        );
        return new(own, [.. own.Lines, line], payable, deferred, changed);
    }
}
