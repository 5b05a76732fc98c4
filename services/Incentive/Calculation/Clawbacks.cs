using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>
/// Finds the cards whose earnings are clawed back, once per card, whoever cancelled it and whoever earned.
/// </summary>
internal static class Clawbacks
{
    /// <param name="cancelled">Facts of kind <c>cancelled</c>.</param>
    /// <param name="earners">
    /// Facts of the cancelled cards, of the kinds that clawback rules look back at, with their managers.
    /// </param>
    /// <returns>The clawbacks by the manager who earned.</returns>
    public static ILookup<string, TakenBack> Find(
        PlanCalendar calendar,
        IEnumerable<Fact> cancelled,
        IEnumerable<(string ManagerNo, Fact Fact)> earners,
        Func<string, Certificates> certificatesOf
    )
    {
        var byCard = earners.ToLookup(e => e.Fact.Card, StringComparer.Ordinal);
        var found = new List<(string ManagerNo, TakenBack Taken)>();
        foreach (var card in cancelled.GroupBy(c => c.Card, StringComparer.Ordinal))
        {
            var inOrder = card.OrderBy(c => c.Day).ThenBy(c => c.Ref, StringComparer.Ordinal).ToList();
            foreach (
                var ruleId in calendar
                    .Plans.SelectMany(p => p.Clawbacks)
                    .Select(r => r.Id)
                    .Distinct(StringComparer.Ordinal)
            )
            {
                var first = inOrder
                    .Select(c => Take(calendar, ruleId, c, byCard[card.Key].ToList(), certificatesOf))
                    .FirstOrDefault(t => t is not null);
                if (first is { } taken)
                    found.Add(taken);
            }
        }

        return found.ToLookup(f => f.ManagerNo, f => f.Taken, StringComparer.Ordinal);
    }

    private static (string, TakenBack)? Take(
        PlanCalendar calendar,
        string ruleId,
        Fact cancel,
        List<(string ManagerNo, Fact Fact)> facts,
        Func<string, Certificates> certificatesOf
    )
    {
        foreach (var rule in calendar.Plans.SelectMany(p => p.Clawbacks).Where(r => r.Id == ruleId).Distinct())
        {
            if (KindOf(calendar, rule) is not { } kind)
                continue;
            var latest = facts
                .Where(f => f.Fact.Kind == kind && f.Fact.Day <= cancel.Day && f.Fact.Uncounted != Uncounted.Already)
                .OrderByDescending(f => f.Fact.Day)
                .ThenByDescending(f => f.Fact.Ref, StringComparer.Ordinal)
                .FirstOrDefault();
            if (latest.Fact is null || cancel.Day.DayNumber - latest.Fact.Day.DayNumber > rule.WithinDays)
                continue;
            if (calendar.CountsIn(rule.Of, latest.Fact, certificatesOf(latest.ManagerNo)) is not { } earnedIn)
                continue;
            var taken = new TakenBack(
                Rule: rule.Id,
                Of: rule.Of,
                FactRef: latest.Fact.Ref,
                Card: latest.Fact.Card,
                CancelledBy: cancel.Ref,
                CancelledOn: cancel.Day,
                EarnedIn: earnedIn
            );
            if (calendar.In(taken.TakenIn)?.Clawbacks.Contains(rule) == true)
                return (latest.ManagerNo, taken);
        }

        return null;
    }

    private static CardFactKind? KindOf(PlanCalendar calendar, ClawbackRule rule) =>
        calendar
            .Plans.Where(p => p.Clawbacks.Contains(rule))
            .SelectMany(p => p.Earning)
            .FirstOrDefault(r => r.Id == rule.Of)
            ?.Fact;
}
