using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Calculation;

public class ClawbackTests
{
    [Theory]
    [InlineData("2026-04-10", 0)] // the same day
    [InlineData("2026-05-10", 0)] // 30 days
    [InlineData("2026-05-11", 10_000)] // 31
    public void A_card_cancelled_within_the_days_takes_back_what_it_earned(string day, long left)
    {
        var periods = Bank().Fact("A", "activated", "C1", "2026-04-10").Fact("X", "cancelled", "C1", day).Bonuses();

        Assert.Equal(left, periods.Sum(p => p.Payable.Fen) + periods[^1].CarriedOut.Fen);
    }

    [Fact]
    public void Cancelling_before_activating_takes_nothing() =>
        Assert.Equal(
            "100.00",
            Bank()
                .Fact("X", "cancelled", "C1", "2026-04-09")
                .Fact("A", "activated", "C1", "2026-04-10")
                .Bonuses()[0]
                .Payable.ToString()
        );

    [Fact]
    public void It_returns_exactly_what_the_card_was_paid_factor_and_tier_included()
    {
        // Number 1 at 20 with factor 1.2: 24.00 was paid for it, not 20 and not 12.
        var bonus = KnownBank
            .InApril(
                """
                { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative", "tiers": [ { "from": 0, "rate": "10.00" }, { "from": 1, "rate": "20.00" } ] }
                """,
                Rules.Factor,
                Rules.Clawback
            )
            .Scored("2026-04", 1.2m)
            .Fact("A", "activated", "C1", "2026-04-01")
            .Fact("B", "activated", "C2", "2026-04-02")
            .Fact("X", "cancelled", "C2", "2026-04-20")
            .Bonus();

        var line = bonus.Lines.Single(l => l.Kind == LineKind.Clawback);
        Assert.Equal("-24.00", line.Amount.ToString());
        Assert.Equal(["X", "B"], line.Basis!);
        Assert.Equal("12.00", bonus.Payable.ToString());
    }

    [Fact]
    public void A_full_reversal_nets_to_zero() =>
        Assert.Equal(
            "0.00",
            KnownBank
                .InApril(
                    """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "5.00" }""",
                    Rules.Factor.Replace("\"1.2\" }", "\"2\" }", StringComparison.Ordinal),
                    Rules.Clawback
                )
                .Scored("2026-04", 1.3m)
                .Fact("A", "activated", "C1", "2026-04-01")
                .Fact("X", "cancelled", "C1", "2026-04-20")
                .Bonus()
                .Payable.ToString()
        );

    [Fact]
    public void A_card_takes_back_once_however_often_it_is_cancelled()
    {
        var bank = Bank()
            .Fact("A", "activated", "C1", "2026-04-01")
            .Fact("X", "cancelled", "C1", "2026-04-05")
            .Fact("Y", "cancelled", "C1", "2026-04-06")
            .Fact("B", "activated", "C1", "2026-04-07")
            .Fact("Z", "cancelled", "C1", "2026-04-08");

        Assert.Equal(
            ["A", "X"],
            bank.Bonuses()[0]
                .Lines.Where(l => l.Kind == LineKind.Clawback)
                .SelectMany(l => l.Basis!)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("100.00", bank.Bonuses()[0].Payable.ToString());
    }

    [Fact]
    public void After_a_reactivation_the_latest_activation_is_the_one_that_pays_back()
    {
        var bank = Bank()
            .Fact("A", "activated", "C1", "2026-04-01")
            .Fact("B", "activated", "C1", "2026-05-20", manager: "M2")
            .Fact("X", "cancelled", "C1", "2026-05-25");

        Assert.Equal(["100.00", "0.00", "0.00"], bank.Payable());
        Assert.Equal(["0.00", "0.00", "0.00"], bank.Payable("M2"));
        Assert.Equal("-100.00", bank.Bonuses("M2")[1].Lines.Single(l => l.Kind == LineKind.Clawback).Amount.ToString());
    }

    [Fact]
    public void Who_earned_pays_back_whoever_cancelled()
    {
        var bank = Bank()
            .Fact("A", "activated", "C1", "2026-04-01")
            .Fact("X", "cancelled", "C1", "2026-04-05", manager: "M2");

        Assert.Equal("0.00", bank.Bonuses()[0].Payable.ToString());
        Assert.Empty(bank.Bonuses("M2").SelectMany(b => b.Lines));
    }

    [Fact]
    public void It_falls_into_the_period_of_the_cancellation_when_that_is_the_later()
    {
        var periods = Bank()
            .Fact("A", "activated", "C1", "2026-04-20")
            .Fact("B", "activated", "C2", "2026-05-02")
            .Fact("C", "activated", "C3", "2026-05-03")
            .Fact("X", "cancelled", "C1", "2026-05-10")
            .Bonuses();

        Assert.Equal(["100.00", "100.00", "0.00"], periods.Select(p => p.Payable.ToString()));
        Assert.Contains(periods[1].Lines, l => l.Kind == LineKind.Clawback);
    }

    [Fact]
    public void It_falls_into_the_period_in_which_it_was_earned_when_that_is_the_later()
    {
        // Activated and cancelled in April, certified in May: the earnings of May are clawed back in May.
        var periods = KnownBank
            .Until("2026-06", Rules.Gated, Rules.Clawback)
            .Certified("2026-05-05")
            .Fact("A", "activated", "C1", "2026-04-20")
            .Fact("X", "cancelled", "C1", "2026-04-25")
            .Bonuses();

        Assert.Equal([LineKind.WhyNot], periods[0].Lines.Select(l => l.Kind));
        Assert.Equal(
            [(LineKind.Earned, "10.00"), (LineKind.Clawback, "-10.00")],
            periods[1].Lines.Select(l => (l.Kind, l.Amount.ToString()))
        );
        Assert.Empty(periods[2].Lines);
    }

    [Fact]
    public void A_gated_fact_that_never_earned_has_nothing_to_take_back() =>
        Assert.DoesNotContain(
            KnownBank
                .InApril(Rules.Gated, Rules.Clawback)
                .Fact("A", "activated", "C1", "2026-04-20")
                .Fact("X", "cancelled", "C1", "2026-04-25")
                .Bonus()
                .Lines,
            l => l.Kind == LineKind.Clawback
        );

    [Fact]
    public void A_card_activated_before_the_banks_first_month_was_never_paid_here() =>
        Assert.DoesNotContain(
            Bank()
                .Fact("A", "activated", "C1", "2026-03-20")
                .Fact("X", "cancelled", "C1", "2026-04-02")
                .Bonuses()
                .SelectMany(b => b.Lines),
            l => l.Kind == LineKind.Clawback
        );

    [Fact]
    public void A_product_the_rule_does_not_pay_takes_nothing_back() =>
        Assert.Equal(
            "0.00",
            KnownBank
                .InApril(
                    """{ "id": "activation", "type": "per-unit", "fact": "activated", "products": ["gold"], "rate": "100.00" }""",
                    Rules.Clawback
                )
                .Fact("A", "activated", "C1", "2026-04-01", product: "standard")
                .Fact("X", "cancelled", "C1", "2026-04-05")
                .Bonus()
                .Lines.Aggregate(CardTeam.Contracts.Money.Zero, (sum, l) => sum + l.Amount)
                .ToString()
        );

    [Fact]
    public void Cap_and_deferral_do_not_change_it()
    {
        // 300 is capped at 150 in April; May claws back the card's full 100, by its rate.
        var periods = KnownBank
            .Until("2026-05", Rules.Hundred, Rules.Clawback, """{ "id": "cap", "type": "cap", "amount": "150.00" }""")
            .Activated(3)
            .Activated(2, "2026-05-01", "B")
            .Fact("X", "cancelled", "A-card-0", "2026-05-02")
            .Bonuses();

        Assert.Equal(["150.00", "100.00"], periods.Select(p => p.Payable.ToString()));
    }

    private static KnownBank Bank() => KnownBank.Until("2026-06", Rules.Hundred, Rules.Clawback);
}
