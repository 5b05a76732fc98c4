using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>A period of one manager, recalculated in full with current knowledge and without adjustment.</summary>
/// <param name="Payable">P(p).</param>
/// <param name="Deferred">D(p).</param>
/// <param name="CarriedIn">The amount carried in from the period before, not above zero.</param>
/// <param name="CarriedOut">The amount left to the next period, not above zero.</param>
internal sealed record PeriodBonus(
    Period Period,
    IReadOnlyList<Line> Lines,
    Money Payable,
    Money Deferred,
    Money CarriedIn,
    Money CarriedOut
);

/// <summary>
/// Calculates a manager's bonuses from the bank's first closed month to the last. Order of effect: earned (with factor)
/// → complaint → clawback → carried in → not below zero, the rest carried out → cap → deferral. Exact
/// decimals throughout; each line is rounded half up to 分 once, at its end.
/// </summary>
internal sealed class BonusCalculation(PlanCalendar calendar)
{
    public List<PeriodBonus> Of(ManagerBooks books)
    {
        var facts = CountedFacts.Of(books, calendar);
        var paid = new PaidFacts(books.TakenBack);
        var periods = new List<PeriodBonus>();
        var carried = Money.Zero;
        foreach (var month in calendar.Months)
        {
            periods.Add(Calculate(new(month, calendar.In(month)!, books, facts, paid), carried));
            carried = periods[^1].CarriedOut;
        }

        return periods;
    }

    private static PeriodBonus Calculate(ManagerMonth month, Money carriedIn)
    {
        foreach (var rule in month.Plan.BeforeCarrying)
            rule.Apply(month);
        if (carriedIn.Fen != 0)
            month.Add(Carried("carried-in", month.Period.Previous(), carriedIn));
        var carriedOut = Money.Min(month.Sum(), Money.Zero);
        if (carriedOut.Fen != 0)
            month.Add(Carried("carried-out", month.Period.Next(), -carriedOut));
        foreach (var rule in month.Plan.AfterCarrying)
            rule.Apply(month);
        WhyNot.Explain(month);
        return new(month.Period, month.Lines, month.Sum(), month.Deferred, carriedIn, carriedOut);
    }

    /// <param name="other">The month from or to which the amount is carried.</param>
    private static Line Carried(string reason, Period other, Money amount) =>
        new(
            Rule: "carry",
            Kind: LineKind.Carried,
            Reason: reason,
            Arguments: [other.ToString()],
            Quantity: null,
            Rate: null,
            Factor: null,
            Exact: null,
            Amount: amount,
            Basis: [other.ToString()]
        );
}
