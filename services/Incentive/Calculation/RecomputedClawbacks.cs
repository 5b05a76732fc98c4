using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>
/// The differences that cancelled cards make to the month in which they earned. The cards of a month are removed in the
/// order of cancellation; each takes the difference its own removal makes, so that all together never take more than
/// they brought.
/// </summary>
internal sealed class RecomputedClawbacks
{
    private readonly ManagerBooks _books;
    private readonly PlanCalendar _calendar;
    private readonly CountedFacts _facts;
    private readonly PaidFacts _paid;
    private readonly Dictionary<Period, Carried> _carriedInto = [];

    /// <summary>The cards taken out of an earlier month by rules that recompute, in the order of cancellation.</summary>
    private readonly ILookup<Period, TakenBack> _later;

    /// <summary>The sum of a month without its first cards of <see cref="_later"/>.</summary>
    private readonly Dictionary<(Period Month, int Removed), Money> _comesTo = [];

    public RecomputedClawbacks(ManagerBooks books, PlanCalendar calendar, CountedFacts facts, PaidFacts paid)
    {
        (_books, _calendar, _facts, _paid) = (books, calendar, facts, paid);
        _later = books
            .TakenBack.Where(t => t.TakenIn > t.EarnedIn)
            .Where(t => calendar.In(t.TakenIn)?.Clawbacks.Any(r => r.Id == t.Rule && r.Recomputes) == true)
            .OrderBy(t => t.CancelledOn)
            .ThenBy(t => t.CancelledBy, StringComparer.Ordinal)
            .ThenBy(t => t.Rule, StringComparer.Ordinal)
            .ToLookup(t => t.EarnedIn);
    }

    /// <summary>Keeps what was carried into a month, for when it is recomputed.</summary>
    public void Remember(Period month, Carried carried) => _carriedInto[month] = carried;

    /// <summary>The amount that each cancelled card takes in a month.</summary>
    public List<(TakenBack Taken, Money Amount)> In(ManagerMonth month, IEnumerable<TakenBack> taken)
    {
        var amounts = new List<(TakenBack, Money)>();
        var removed = month.Without.ToHashSet();
        foreach (var card in taken)
        {
            if (card.EarnedIn < month.Period)
            {
                amounts.Add((card, InEarlierMonth(card)));
                continue;
            }

            // In the month in which it earned, the cap and what follows act afterwards on what is left.
            var before = Earned(month, removed);
            removed.Add((card.Of, card.Card));
            amounts.Add((card, before - Earned(month, removed)));
        }

        return amounts;
    }

    private Money InEarlierMonth(TakenBack card)
    {
        var before = _later[card.EarnedIn].TakeWhile(t => t != card).Count();
        return ComesTo(card.EarnedIn, before) - ComesTo(card.EarnedIn, before + 1);
    }

    private Money ComesTo(Period period, int removed)
    {
        if (_comesTo.TryGetValue((period, removed), out var known))
            return known;
        var without = _later[period].Take(removed).Select(t => (t.Of, t.Card)).ToHashSet();
        var month = Month(period, _carriedInto[period], without);
        month.ApplyUpTo(Effect.Cap);
        return _comesTo[(period, removed)] = month.Sum();
    }

    private Money Earned(ManagerMonth month, HashSet<(string Rule, string Card)> without)
    {
        var other = Month(month.Period, month.CarriedIn, without);
        other.ApplyUpTo(Effect.Factor);
        return other.Sum();
    }

    private ManagerMonth Month(Period period, Carried carried, IReadOnlySet<(string Rule, string Card)> without) =>
        new(period, _calendar.In(period)!, _books, _facts, _paid, carried, this) { Without = without, IsTrial = true };
}
