using CardTeam.Verify.Bundles;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>A fact, whose it is, and the reason why it counts nowhere.</summary>
/// <param name="Owner">Null for the manager who is calculated; otherwise another.</param>
/// <param name="Against">The reason; null for a fact that may count.</param>
/// <param name="LeftOn">The owner's last day, where the fact happened after it.</param>
internal sealed record JudgedFact(Fact Fact, Other? Owner, string? Against, DateOnly? LeftOn)
{
    public DateOnly Day => Fact.Day;
    public string Card => Fact.Card;
    public Exact Yuan => Fact.Amount?.Yuan ?? Exact.Zero;
}

/// <summary>A fact with the day on which it takes effect.</summary>
internal readonly record struct CountedFact(JudgedFact Fact, DateOnly Day);

/// <summary>The facts that count in each month under each rule, and those that do not.</summary>
internal sealed class CountedFacts
{
    public const string Repeated = "already-counted";

    private static readonly DateOnly FirstDay = new(1900, 1, 1),
        LastDay = new(2199, 12, 31);

    private static readonly Fen Largest = new(100_000_000_000_000);

    /// <summary>The kinds of which a card counts one until it is cancelled.</summary>
    private static readonly string[] OnceACard = ["approved", "activated", "first-used"];

    private readonly PlanCalendar _calendar;
    private readonly Inputs _inputs;
    private readonly Dictionary<(Month, Rule), List<CountedFact>> _counted = [];
    private readonly ILookup<Month, JudgedFact> _ofMonth;

    public CountedFacts(Inputs inputs, PlanCalendar calendar)
    {
        (_inputs, _calendar) = (inputs, calendar);
        var repeated = RepeatedOf([.. inputs.Facts, .. inputs.Others.SelectMany(o => o.Facts)]);
        var own = InOrder(inputs.Facts).Select(f => Judge(f, null, inputs.Employments, repeated)).ToList();
        All =
        [
            .. own,
            .. inputs.Others.SelectMany(o => InOrder(o.Facts).Select(f => Judge(f, o, o.Employments, repeated))),
        ];
        _ofMonth = own.ToLookup(f => Month.Of(f.Day));
        foreach (var plan in calendar.Plans)
        foreach (var rule in plan.Earning)
        foreach (var fact in own)
            if (rule.Pays(fact) && EffectiveDay(rule, fact) is { } day && calendar.In(Month.Of(day)) == plan)
                Add((Month.Of(day), rule), new(fact, day));
        foreach (var ((_, rule), facts) in _counted)
            if (rule is EarningRule { Gate: not null })
                facts.Sort(
                    (a, b) =>
                        a.Day != b.Day
                            ? a.Day.CompareTo(b.Day)
                            : string.CompareOrdinal(a.Fact.Fact.Ref, b.Fact.Fact.Ref)
                );
    }

    /// <summary>The facts of the manager and, on their cards, of others.</summary>
    public IReadOnlyList<JudgedFact> All { get; }

    public IReadOnlyList<CountedFact> In(Month month, EarningRule rule) =>
        _counted.GetValueOrDefault((month, rule)) ?? [];

    /// <summary>The manager's facts that happened in a month.</summary>
    public IEnumerable<JudgedFact> HappenedIn(Month month) => _ofMonth[month];

    /// <summary>The day a fact takes effect under a rule: its own, or the first on which its certificate is held.</summary>
    public DateOnly? EffectiveDay(EarningRule rule, JudgedFact fact)
    {
        if (fact.Against is not null)
            return null;
        if (rule.Gate is not { } gate)
            return fact.Day;
        DateOnly? first = null;
        foreach (var held in fact.Owner?.Certificates ?? _inputs.Certificates)
        {
            var day = held.ValidFrom > fact.Day ? held.ValidFrom : fact.Day;
            var isHeld =
                held.Name == gate.Certificate
                && day.DayNumber - fact.Day.DayNumber <= gate.CureDays
                && (held.ValidTo is not { } to || day <= to);
            if (isHeld && (first is null || day < first))
                first = day;
        }

        return first;
    }

    /// <summary>The month in which a fact counts under the rule of an id, by the plan of that month.</summary>
    public Month? CountsIn(string ruleId, JudgedFact fact)
    {
        foreach (var plan in _calendar.Plans)
            if (
                plan.Earning.FirstOrDefault(r => r.Id == ruleId) is { } rule
                && rule.Pays(fact)
                && EffectiveDay(rule, fact) is { } day
                && _calendar.In(Month.Of(day)) == plan
            )
                return Month.Of(day);
        return null;
    }

    /// <summary>
    /// The references of facts whose card counts already: of one kind, between two cancellations, the earliest counts.
    /// </summary>
    private static HashSet<string> RepeatedOf(List<Fact> facts)
    {
        var cancelled = facts
            .Where(f => f.Kind == "cancelled" && f.Day >= FirstDay)
            .ToLookup(f => f.Card, f => f.Day, StringComparer.Ordinal);
        return facts
            .Where(f => OnceACard.Contains(f.Kind, StringComparer.Ordinal) && f.Day >= FirstDay && f.Day <= LastDay)
            .GroupBy(f => (f.Card, f.Kind, Since: cancelled[f.Card].Where(day => day < f.Day).DefaultIfEmpty().Max()))
            .SelectMany(life => InOrder(life).Skip(1))
            .Select(f => f.Ref)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static JudgedFact Judge(
        Fact fact,
        Other? owner,
        IReadOnlyList<Employment> employments,
        HashSet<string> repeated
    )
    {
        var amount = fact.Amount ?? Fen.Zero;
        if (fact.Day < FirstDay || fact.Day > LastDay || amount < Fen.Zero || amount > Largest)
            return new(fact, owner, "not-plausible", null);
        if (repeated.Contains(fact.Ref))
            return new(fact, owner, Repeated, null);
        return Roster.LeftBefore(employments, fact.Day) is { } left
            ? new(fact, owner, "after-leaving", left)
            : new(fact, owner, null, null);
    }

    private static IEnumerable<Fact> InOrder(IEnumerable<Fact> facts) =>
        facts.OrderBy(f => f.Day).ThenBy(f => f.Ref, StringComparer.Ordinal);

    private void Add((Month, Rule) key, CountedFact fact)
    {
        if (!_counted.TryGetValue(key, out var list))
            _counted[key] = list = [];
        list.Add(fact);
    }
}
