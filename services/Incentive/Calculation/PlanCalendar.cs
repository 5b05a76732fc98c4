using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>The plan in force in each month from the bank's first closed one to the one being run.</summary>
internal sealed class PlanCalendar
{
    private readonly Dictionary<Period, PlanInForce> _plans;

    public PlanCalendar(Period first, Period last, IReadOnlyDictionary<Period, PlanInForce> plans)
    {
        (First, Last, _plans) = (first, last, new(plans));
        Plans = _plans.Values.Distinct().ToList();
    }

    public Period First { get; }
    public Period Last { get; }

    /// <summary>
    /// Each plan once, in the order of the months; one whose rules name units comes once for each extent of these
    /// units.
    /// </summary>
    public IReadOnlyList<PlanInForce> Plans { get; }

    /// <summary>
    /// The greatest number of days that lie between a fact and its taking effect under any rule: no longer ago than
    /// this before its first day, a month has facts that count in it.
    /// </summary>
    public int LongestCure =>
        Plans.SelectMany(p => p.Earning).Select(r => r.Gate?.CureDays ?? 0).DefaultIfEmpty(0).Max();

    /// <summary>True when a minimum is advanced in any month, to be paid back later.</summary>
    public bool HasAdvances => Plans.SelectMany(p => p.Rules).OfType<MinimumRule>().Any(r => r.Recovers);

    /// <summary>The rhythms longer than a month whose scorecards some factor takes.</summary>
    public IReadOnlyList<string> LongerRhythms =>
        Plans
            .SelectMany(p => p.Factors)
            .OfType<ScorecardFactorRule>()
            .Select(r => r.Rhythm)
            .Where(rhythm => rhythm != Rhythms.Month)
            .Distinct(StringComparer.Ordinal)
            .ToList();

    /// <summary>
    /// The quarters, half-years and years whose scorecards may count in the months: those of such rhythms that ended
    /// before the last month.
    /// </summary>
    public IReadOnlyList<Period> LongerPeriods()
    {
        var periods = new List<Period>();
        foreach (var rhythm in LongerRhythms)
            for (
                var period = Period.Of(rhythm, First.FirstDay);
                MonthFigures.MayCount(period, Last);
                period = period.Next()
            )
                periods.Add(period);
        return periods;
    }

    public IEnumerable<Period> Months
    {
        get
        {
            for (var month = First; month <= Last; month = month.Next())
                yield return month;
        }
    }

    /// <summary>The plan of a month; null outside the months calculated.</summary>
    public PlanInForce? In(Period month) => _plans.GetValueOrDefault(month);

    /// <summary>The same calendar up to one of its months.</summary>
    public PlanCalendar UpTo(Period last) =>
        new(First, last, _plans.Where(m => m.Key <= last).ToDictionary(m => m.Key, m => m.Value));

    /// <summary>The same calendar with other plans in some of its months.</summary>
    public PlanCalendar With(IReadOnlyDictionary<Period, PlanInForce> plans) =>
        new(First, Last, _plans.ToDictionary(m => m.Key, m => plans.GetValueOrDefault(m.Key) ?? m.Value));

    /// <summary>
    /// The day on which a fact takes effect under a rule: its own day, or the first day within the cure on which its
    /// manager is certified; null when it never counts.
    /// </summary>
    public static DateOnly? EffectiveDay(EarningRule rule, Fact fact, Certificates certificates) =>
        fact.Uncounted is not null ? null
        : rule.Gate is { } gate ? certificates.FirstHeld(gate.Certificate, fact.Day, gate.CureDays)
        : fact.Day;

    /// <summary>
    /// The month in which a fact counts under the rule of this id, with each month's own plan; null when it never does.
    /// </summary>
    public Period? CountsIn(string ruleId, Fact fact, Certificates certificates) =>
        MonthsOf(ruleId, fact, certificates).Select(month => (Period?)month).FirstOrDefault();

    /// <summary>
    /// Each month in which a fact counts under the rule of this id: where plans of two months have it with different
    /// gates, there may be two.
    /// </summary>
    public IEnumerable<Period> MonthsOf(string ruleId, Fact fact, Certificates certificates)
    {
        foreach (var plan in Plans)
        {
            var rule = plan.Earning.FirstOrDefault(r => r.Id == ruleId);
            if (rule is null || rule.Fact != fact.Kind || !rule.Covers(fact.Product))
                continue;
            if (EffectiveDay(rule, fact, certificates) is { } day && In(Period.MonthOf(day)) == plan)
                yield return Period.MonthOf(day);
        }
    }
}
