using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>A fact as a rule counts it.</summary>
/// <param name="Day">The day on which the fact takes effect; null when it never does.</param>
internal readonly record struct CountedFact(Fact Fact, DateOnly? Day);

/// <summary>A manager's facts by the month and the rule that count them, and those that do not count.</summary>
internal sealed class CountedFacts
{
    private readonly Dictionary<(Period, Rule), List<CountedFact>> _counted = [];
    private readonly Dictionary<(Period, Rule), List<CountedFact>> _notCounted = [];
    private readonly Dictionary<Period, List<Fact>> _otherProducts = [];

    public IReadOnlyList<CountedFact> Counted(Period month, Rule rule) =>
        _counted.GetValueOrDefault((month, rule)) ?? [];

    /// <summary>Facts of the month that the rule does not count in it, with the day on which it does.</summary>
    public List<CountedFact> NotCounted(Period month, Rule rule) => _notCounted.GetValueOrDefault((month, rule)) ?? [];

    /// <summary>Facts of the month whose product no rule of their kind pays.</summary>
    public List<Fact> NoProduct(Period month) => _otherProducts.GetValueOrDefault(month) ?? [];

    /// <summary>
    /// Finds in one pass over the facts which facts each rule counts in which month, and why it does not count the
    /// others.
    /// </summary>
    public static CountedFacts Of(ManagerBooks books, PlanCalendar calendar)
    {
        var counts = new CountedFacts();
        foreach (var fact in books.Facts)
        {
            var month = Period.MonthOf(fact.Day);
            foreach (var plan in calendar.Plans)
            {
                var (matched, covered) = (false, false);
                foreach (var rule in plan.Earning)
                {
                    if (rule.Fact != fact.Kind)
                        continue;
                    matched = true;
                    if (!rule.Covers(fact.Product))
                        continue;
                    covered = true;
                    var day = PlanCalendar.EffectiveDay(rule, fact, books.Certificates);
                    if (day is { } effective && calendar.In(Period.MonthOf(effective)) == plan)
                        Add(counts._counted, (Period.MonthOf(effective), rule), new CountedFact(fact, effective));
                    if (day != fact.Day && calendar.In(month) == plan)
                        Add(counts._notCounted, (month, rule), new CountedFact(fact, day));
                }

                if (matched && !covered && calendar.In(month) == plan)
                    Add(counts._otherProducts, month, fact);
            }
        }

        return counts;
    }

    private static void Add<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, T item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(item);
    }
}
