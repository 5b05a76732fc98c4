using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>A period of one manager, recalculated in full with current knowledge and without adjustment.</summary>
/// <param name="Amounts">P(p) payable, D(p) deferred and R(p) reserved.</param>
/// <param name="CarriedIn">The amount carried in from the period before, not above zero.</param>
/// <param name="CarriedOut">The amount left to the next period, not above zero.</param>
internal sealed record PeriodBonus(
    Period Period,
    IReadOnlyList<Line> Lines,
    Amounts Amounts,
    Money CarriedIn,
    Money CarriedOut
)
{
    public Money Payable => Amounts.Payable;
    public Money Deferred => Amounts.Deferred;

    /// <summary>The advances up to the minimum that later months have to pay back.</summary>
    public Money Draw { get; init; }

    /// <summary>The amount that this period and those before it have taken for cases of recovery.</summary>
    public Money Recovered { get; init; }

    /// <inheritdoc cref="Calculation.OwedParts"/>
    public string? OwedParts => Calculation.OwedParts.Of(Lines);

    /// <summary>Everything the period leaves to the next one.</summary>
    public Carried Leaves => new(CarriedOut, Draw, Recovered);
}

/// <summary>The part of a manager's history with which a calculation begins.</summary>
/// <param name="From">The first month that is calculated.</param>
/// <param name="Carried">The deductions and advances that the months before left to it.</param>
/// <param name="LookedBackAt">
/// Months before it in which cards were paid whose earnings the months calculated take back, each at its own rate.
/// </param>
internal sealed record CalculationStart(Period From, Carried Carried, IReadOnlyCollection<Period> LookedBackAt);

/// <summary>
/// Calculates a manager's bonuses from the bank's first closed month to the last, with the rules in the order of
/// <see cref="Effect"/>. Exact decimals throughout; each line is rounded half up to 分 once, at its end.
/// </summary>
internal sealed class BonusCalculation(PlanCalendar calendar)
{
    /// <summary>
    /// Changes with the code wherever the same books may come to another result, so that nothing is built on what an
    /// earlier release had made of them.
    /// </summary>
    public const int Revision = 1;

    /// <summary>Calculates every month from the bank's first.</summary>
    public List<PeriodBonus> Of(ManagerBooks books) => Of(books, new(calendar.First, default, []));

    /// <summary>A manager's earnings for the rules over several managers, in each of some months.</summary>
    public IEnumerable<Colleague> ColleaguesOf(ManagerBooks books, IEnumerable<Period> months)
    {
        var facts = CountedFacts.Of(books, calendar);
        var paid = new PaidFacts([]);
        var recomputed = new RecomputedClawbacks(books, calendar, facts, paid);
        foreach (var period in months)
        {
            var month = new ManagerMonth(period, calendar.In(period)!, books, facts, paid, default, recomputed);
            month.ApplyUpTo(Effect.Factor);
            yield return Colleague.Of(month);
        }
    }

    /// <summary>
    /// Calculates the months from a start on. The result is that of the whole history, as long as the months before
    /// left what the start says, and the books hold all that the months calculated and looked back at count.
    /// </summary>
    public List<PeriodBonus> Of(ManagerBooks books, CalculationStart start)
    {
        var facts = CountedFacts.Of(books, calendar);
        var paid = new PaidFacts(books.TakenBack);
        var recomputed = new RecomputedClawbacks(books, calendar, facts, paid);
        var periods = new List<PeriodBonus>();
        // What a fact earned depends on nothing that months leave to each other.
        foreach (var period in start.LookedBackAt.Order())
            Month(period, default).ApplyUpTo(Effect.Earned);
        var carried = start.Carried;
        for (var period = start.From; period <= calendar.Last; period = period.Next())
        {
            var month = Month(period, carried);
            recomputed.Remember(period, carried);
            month.ApplyUpTo(Effect.Deferral);
            WhyNot.Explain(month);
            periods.Add(
                new(
                    period,
                    month.Lines,
                    new(month.Sum(), month.Deferred, month.Reserved),
                    carried.Deductions,
                    month.CarriedOut
                )
                {
                    Draw = month.Draw,
                    Recovered = month.Recovered,
                }
            );
            carried = periods[^1].Leaves;
        }

        return periods;

        ManagerMonth Month(Period period, Carried into) =>
            new(period, calendar.In(period)!, books, facts, paid, into, recomputed);
    }
}
