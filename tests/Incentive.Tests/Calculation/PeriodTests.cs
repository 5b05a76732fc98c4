using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Calculation;

public class PeriodTests
{
    private const string SmallCap = """{ "id": "cap", "type": "cap", "amount": "150.00" }""";

    [Fact]
    public void Complaints_upheld_take_by_severity_in_the_period_they_were_decided()
    {
        var bonuses = KnownBank
            .Until("2026-05", Rules.Hundred, Rules.Complaints)
            .Activated(8)
            .Upheld("P1", "minor", "2026-04-01")
            .Upheld("P2", "major", "2026-04-30")
            .Upheld("P3", "minor", "2026-04-15")
            .Upheld("P4", "severe", "2026-05-01")
            .Bonuses();

        var line = bonuses[0].Lines.Single(l => l.Kind == LineKind.Complaint);
        Assert.Equal(("-300.00", 3m), (line.Amount.ToString(), line.Quantity!.Value));
        Assert.Equal(["P1", "P2", "P3"], line.Basis!);
        Assert.Equal(
            [("major", 1m, 200m, -200m), ("minor", 2m, 50m, -100m)],
            line.Steps!.Select(s => (s.Subject, s.Quantity!.Value, s.Rate!.Value, s.Amount!.Value))
        );
        Assert.Equal(("500.00", "-1000.00"), (bonuses[0].Payable.ToString(), bonuses[1].CarriedOut.ToString()));
    }

    [Fact]
    public void What_a_period_cannot_take_is_carried_until_it_is_taken()
    {
        var bonuses = KnownBank
            .Until("2026-07", Rules.Hundred, Rules.Complaints)
            .Upheld("P1", "severe", "2026-04-10")
            .Activated(4, "2026-05-01", "B")
            .Activated(7, "2026-06-01", "C")
            .Activated(1, "2026-07-01", "D")
            .Bonuses();

        Assert.Equal(["0.00", "0.00", "100.00", "100.00"], bonuses.Select(b => b.Payable.ToString()));
        Assert.Equal(["-1000.00", "-600.00", "0.00", "0.00"], bonuses.Select(b => b.CarriedOut.ToString()));
        Assert.Equal(["0.00", "-1000.00", "-600.00", "0.00"], bonuses.Select(b => b.CarriedIn.ToString()));
        Assert.Equal(
            ["carried-in", "carried-out"],
            bonuses[1].Lines.Where(l => l.Kind == LineKind.Carried).Select(l => l.Reason)
        );
    }

    [Fact]
    public void Complaint_and_clawback_come_before_the_cap()
    {
        var bonus = KnownBank
            .InApril(Rules.Hundred, Rules.Complaints, SmallCap)
            .Activated(2)
            .Upheld("P1", "minor", "2026-04-02")
            .Bonus();

        // 200 − 50 equals the cap exactly: nothing exceeds it.
        Assert.Equal(("150.00", false), (bonus.Payable.ToString(), bonus.Lines.Any(l => l.Kind == LineKind.Cap)));
    }

    [Fact]
    public void Carried_in_comes_before_the_cap_and_the_cap_before_the_deferral()
    {
        var bonus = KnownBank
            .Until(
                "2026-05",
                Rules.Hundred,
                Rules.Complaints,
                """{ "id": "cap", "type": "cap", "amount": "1500.00" }""",
                Rules.Deferral
            )
            .Level("senior")
            .Upheld("P1", "major", "2026-04-02")
            .Activated(20, "2026-05-02")
            .Bonus();

        Assert.Equal(
            [("activation", "2000.00"), ("carry", "-200.00"), ("cap", "-300.00"), ("deferral", "-600.00")],
            bonus.Lines.Select(l => (l.Rule, l.Amount.ToString()))
        );
        Assert.Equal(("900.00", "600.00"), (bonus.Payable.ToString(), bonus.Deferred.ToString()));
    }

    [Fact]
    public void Lines_stand_in_the_order_of_their_effect()
    {
        var bonus = KnownBank
            .Until(
                "2026-05",
                Rules.Cap.Replace("20000", "1200", StringComparison.Ordinal),
                Rules.Deferral,
                Rules.Clawback,
                Rules.Complaints,
                Rules.Factor,
                Rules.Hundred
            )
            .Level("senior")
            .Scored("2026-05", 1.2m)
            .Upheld("P1", "minor", "2026-04-02")
            .Activated(20, "2026-05-02")
            .Upheld("P2", "minor", "2026-05-02")
            .Fact("X", "cancelled", "A-card-3", "2026-05-09")
            .Bonus();

        Assert.Equal(
            [
                LineKind.Earned,
                LineKind.Factor,
                LineKind.Complaint,
                LineKind.Clawback,
                LineKind.Carried,
                LineKind.Cap,
                LineKind.Deferral,
            ],
            bonus.Lines.Select(l => l.Kind)
        );
        // 2400 − 50 − 120 − 50 = 2180 → 1200 → 720
        Assert.Equal(("720.00", "480.00"), (bonus.Payable.ToString(), bonus.Deferred.ToString()));
    }

    [Theory]
    [InlineData(10, "0.00")] // 1000 does not exceed 1000
    [InlineData(11, "440.00")]
    public void Deferral_begins_above_its_threshold(int cards, string deferred) =>
        Assert.Equal(
            deferred,
            KnownBank
                .InApril(Rules.Hundred, Rules.Deferral)
                .Level("senior")
                .Activated(cards)
                .Bonus()
                .Deferred.ToString()
        );

    [Theory]
    [InlineData("senior", "800.00")]
    [InlineData("junior", "0.00")]
    [InlineData(null, "0.00")]
    public void Deferral_holds_for_the_levels_it_lists(string? level, string deferred) =>
        Assert.Equal(
            deferred,
            KnownBank.InApril(Rules.Hundred, Rules.Deferral).Level(level).Activated(20).Bonus().Deferred.ToString()
        );

    [Fact]
    public void Four_thousand_over_three_years_is_three_parts_that_sum_exactly()
    {
        var bonus = KnownBank
            .InApril(
                """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "10000.00" }""",
                Rules.Deferral
            )
            .Level("senior")
            .Activated(1)
            .Bonus();

        Assert.Equal(("6000.00", "4000.00"), (bonus.Payable.ToString(), bonus.Deferred.ToString()));
        Assert.Equal(
            [("2027-04-30", 1333.33m), ("2028-04-30", 1333.33m), ("2029-04-30", 1333.34m)],
            bonus.Lines.Single(l => l.Kind == LineKind.Deferral).Steps!.Select(s => (s.Subject, s.Amount!.Value))
        );
    }

    [Fact]
    public void An_odd_share_is_rounded_half_up_once()
    {
        // 45 % of 1000.10 is 450.045.
        var bonus = KnownBank
            .InApril(
                """{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "1" }""",
                Rules.Deferral.Replace("0.40", "0.45", StringComparison.Ordinal)
            )
            .Level("senior")
            .Instalments("1000.10")
            .Bonus();

        Assert.Equal(("450.05", "550.05"), (bonus.Deferred.ToString(), bonus.Payable.ToString()));
    }

    [Theory]
    [InlineData(1, "100.00", 0)]
    [InlineData(2, "150.00", 1)]
    public void The_cap_takes_only_what_lies_above_it(int cards, string payable, int lines)
    {
        var bonus = KnownBank.InApril(Rules.Hundred, SmallCap).Activated(cards).Bonus();

        Assert.Equal((payable, lines), (bonus.Payable.ToString(), bonus.Lines.Count(l => l.Kind == LineKind.Cap)));
    }

    [Fact]
    public void A_month_without_anything_has_no_line_and_pays_nothing()
    {
        var bonus = KnownBank
            .InApril(Rules.Hundred, Rules.Factor, Rules.Complaints, Rules.Clawback, SmallCap, Rules.Deferral)
            .Scored("2026-04", 1m)
            .Bonus();

        Assert.Empty(bonus.Lines);
        Assert.Equal((0, 0), (bonus.Payable.Fen, bonus.Deferred.Fen));
    }
}
