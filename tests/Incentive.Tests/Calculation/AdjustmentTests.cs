using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;

namespace CardTeam.Incentive.Tests.Calculation;

public class AdjustmentTests
{
    private static readonly Period April = Period.Parse("2026-04"),
        May = Period.Parse("2026-05"),
        June = Period.Parse("2026-06");

    [Fact]
    public void Nothing_late_means_no_adjustment()
    {
        var bonus = Of([(April, 100, 40), (May, 70, 0)], (April, 100, 40));

        Assert.Equal(("70.00", "0.00"), (bonus.Payable.ToString(), bonus.Deferred.ToString()));
        Assert.Empty(bonus.Lines);
        Assert.Empty(bonus.Changed);
    }

    [Fact]
    public void The_open_period_pays_the_difference_and_the_line_opens_to_old_and_new()
    {
        var bonus = Of([(April, 130, 50), (May, 70, 10)], (April, 100, 40));

        Assert.Equal(("100.00", "20.00"), (bonus.Payable.ToString(), bonus.Deferred.ToString()));
        var line = Assert.Single(bonus.Lines);
        Assert.Equal((LineKind.Adjustment, "adjustment", "30.00"), (line.Kind, line.Reason, line.Amount.ToString()));
        Assert.Equal(["30.00", "10.00"], line.Arguments!);
        Assert.Equal([new LineStep("2026-04", 100, null, 130)], line.Steps!);
        Assert.Equal([April], bonus.Changed.Select(c => c.Period));
    }

    [Fact]
    public void Periods_that_came_out_as_approved_are_not_named()
    {
        var bonus = Of([(April, 100, 40), (May, 20, 0), (June, 5, 0)], (April, 100, 40), (May, 30, 0));

        Assert.Equal([May], bonus.Changed.Select(c => c.Period));
        Assert.Equal(["2026-05"], bonus.Lines.Single().Basis!);
        Assert.Equal("0.00", bonus.Payable.ToString());
    }

    [Fact]
    public void It_is_cut_at_zero_and_the_rest_comes_back_in_the_next_difference()
    {
        var may = Of([(April, 0, 0), (May, 30, 0)], (April, 100, 0));
        Assert.Equal("0.00", may.Payable.ToString());
        var line = Assert.Single(may.Lines);
        Assert.Equal(
            ("adjustment-cut", "-30.00", "-100.00"),
            (line.Reason, line.Amount.ToString(), line.Arguments![0])
        );

        // Approved so far: 100 and 0, while the right sum is 30: June deducts 70 more.
        var june = AdjustedBonus.Of(
            [Came(April, 0, 0), Came(May, 30, 0), Came(June, 200, 0)],
            Approved(100, 0),
            new Dictionary<Period, Amounts> { [April] = Approved(0, 0), [May] = Approved(30, 0) }
        );
        Assert.Equal("130.00", june.Payable.ToString());
        Assert.Equal(("adjustment", "-70.00"), (june.Lines.Single().Reason, june.Lines.Single().Amount.ToString()));
    }

    [Fact]
    public void Deferred_is_adjusted_cut_and_comes_back_likewise()
    {
        var may = Of([(April, 100, 0), (May, 30, 10)], (April, 100, 40));
        Assert.Equal(("30.00", "0.00"), (may.Payable.ToString(), may.Deferred.ToString()));

        var june = AdjustedBonus.Of(
            [Came(April, 100, 0), Came(May, 30, 10), Came(June, 5, 50)],
            Approved(130, 40),
            new Dictionary<Period, Amounts> { [April] = Approved(100, 0), [May] = Approved(30, 10) }
        );
        Assert.Equal(("5.00", "20.00"), (june.Payable.ToString(), june.Deferred.ToString()));
    }

    [Fact]
    public void A_month_in_which_somebody_had_no_statement_has_not_changed_when_it_still_comes_to_nothing()
    {
        var bonus = Of([(April, 0, 0), (May, 70, 0)]);

        Assert.Empty(bonus.Changed);
        Assert.Equal("70.00", bonus.Payable.ToString());
    }

    [Fact]
    public void A_month_in_which_somebody_had_no_statement_is_paid_late_like_any_other()
    {
        var bonus = Of([(April, 25, 0), (May, 70, 0)]);

        Assert.Equal([new LineStep("2026-04", 0, null, 25)], bonus.Lines.Single().Steps!);
        Assert.Equal("95.00", bonus.Payable.ToString());
    }

    private static AdjustedBonus Of(
        (Period Month, int Payable, int Deferred)[] periods,
        params (Period Month, int Payable, int Deferred)[] approved
    ) =>
        AdjustedBonus.Of(
            periods.Select(p => Came(p.Month, p.Payable, p.Deferred)).ToList(),
            Approved(approved.Sum(a => a.Payable), approved.Sum(a => a.Deferred)),
            approved.ToDictionary(a => a.Month, a => Approved(a.Payable, a.Deferred))
        );

    private static Amounts Approved(int payable, int deferred) =>
        new(new(payable * 100), new(deferred * 100), Money.Zero);

    private static PeriodBonus Came(Period month, int payable, int deferred) =>
        new(month, [], Approved(payable, deferred), Money.Zero, Money.Zero);
}
