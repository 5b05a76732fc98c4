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
}

/// <summary>
/// Calculates a manager's bonuses from the bank's first closed month to the last, with the rules in the order of
/// <see cref="Effect"/>. Exact decimals throughout; each line is rounded half up to 分 once, at its end.
/// </summary>
internal sealed class BonusCalculation(PlanCalendar calendar)
{
    public List<PeriodBonus> Of(ManagerBooks books)
    {
        var facts = CountedFacts.Of(books, calendar);
        var paid = new PaidFacts(books.TakenBack);
        var recomputed = new RecomputedClawbacks(books, calendar, facts, paid);
        var periods = new List<PeriodBonus>();
        var carried = default(Carried);
        foreach (var period in calendar.Months)
        {
            var month = new ManagerMonth(period, calendar.In(period)!, books, facts, paid, carried, recomputed);
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
            );
            carried = new(month.CarriedOut, month.Draw);
        }

        return periods;
    }
}
