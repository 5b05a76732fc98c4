using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>What was approved for a manager before, by period: the newest approved sheet of each.</summary>
/// <param name="Payable">P(p) as it was last approved.</param>
internal sealed record ApprovedPeriod(Period Period, Money Payable, Money Deferred);

/// <summary>The open period's bonus with what became known late of approved ones: never a rewritten period, always a difference in the open one.</summary>
/// <param name="Payable">Not below zero; what the zero cuts off comes back by itself in the next difference.</param>
/// <param name="Changed">Earlier periods that now come to something else than was approved.</param>
internal sealed record AdjustedBonus(
    PeriodBonus Own,
    IReadOnlyList<Line> Lines,
    Money Payable,
    Money Deferred,
    IReadOnlyList<PeriodBonus> Changed
)
{
    /// <param name="periods">The full recompute, first to last; the last is the open one.</param>
    /// <param name="paid">Everything approved as payable so far.</param>
    /// <param name="heldBack">Everything approved as deferred so far.</param>
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
        // Who had no sheet in a period was approved with nothing in it.
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
