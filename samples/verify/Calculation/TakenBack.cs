using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>A card whose earnings a clawback takes back from the manager.</summary>
/// <param name="Rule">The id of the clawback.</param>
/// <param name="Of">The id of the rule that paid.</param>
/// <param name="Earned">The fact that earned.</param>
/// <param name="Cancelled">The fact that cancels.</param>
/// <param name="EarnedIn">The month in which it was earned.</param>
/// <param name="TakenIn">The later of that month and the month of the cancellation.</param>
internal sealed record TakenBack(
    string Rule,
    string Of,
    JudgedFact Earned,
    JudgedFact Cancelled,
    Month EarnedIn,
    Month TakenIn
)
{
    /// <summary>
    /// Finds them: a card gives back once under a rule, by its first cancellation that comes soon enough after what it
    /// earned last, from whoever earned that.
    /// </summary>
    public static List<TakenBack> Find(CountedFacts facts, PlanCalendar calendar)
    {
        var found = new List<TakenBack>();
        var rules = calendar.Plans.SelectMany(p => p.Clawbacks).Select(r => r.Id).Distinct(StringComparer.Ordinal);
        foreach (var id in rules)
        foreach (var card in facts.All.GroupBy(f => f.Card, StringComparer.Ordinal))
        {
            var taken = InOrder(card.Where(f => f.Fact.Kind == "cancelled"))
                .Select(cancelled => By(cancelled, id, [.. card], facts, calendar))
                .FirstOrDefault(t => t is not null);
            if (taken is { Earned.Owner: null })
                found.Add(taken);
        }

        return found;
    }

    public static IEnumerable<TakenBack> InOrderOfCancellation(IEnumerable<TakenBack> taken) =>
        taken
            .OrderBy(t => t.Cancelled.Day)
            .ThenBy(t => t.Cancelled.Fact.Ref, StringComparer.Ordinal)
            .ThenBy(t => t.Rule, StringComparer.Ordinal);

    private static TakenBack? By(
        JudgedFact cancelled,
        string id,
        List<JudgedFact> ofCard,
        CountedFacts facts,
        PlanCalendar calendar
    )
    {
        foreach (var plan in calendar.Plans)
        {
            if (
                plan.Clawbacks.FirstOrDefault(r => r.Id == id) is not { } rule
                || plan.Earning.FirstOrDefault(r => r.Id == rule.Of) is not { } of
            )
                continue;
            var latest = InOrder(
                    ofCard.Where(f =>
                        f.Fact.Kind == of.Fact && f.Day <= cancelled.Day && f.Against != CountedFacts.Repeated
                    )
                )
                .LastOrDefault();
            if (
                latest is null
                || cancelled.Day.DayNumber - latest.Day.DayNumber > rule.WithinDays
                || facts.CountsIn(rule.Of, latest) is not { } earnedIn
            )
                continue;
            var ofCancellation = Month.Of(cancelled.Day);
            var takenIn = earnedIn > ofCancellation ? earnedIn : ofCancellation;
            if (calendar.In(takenIn) == plan)
                return new(id, rule.Of, latest, cancelled, earnedIn, takenIn);
        }

        return null;
    }

    private static IEnumerable<JudgedFact> InOrder(IEnumerable<JudgedFact> facts) =>
        facts.OrderBy(f => f.Day).ThenBy(f => f.Fact.Ref, StringComparer.Ordinal);
}
