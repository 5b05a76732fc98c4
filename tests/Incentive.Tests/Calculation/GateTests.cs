using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Calculation;

public class GateTests
{
    [Theory]
    [InlineData("2026-04-09", "2026-04-10", null, true)] // certified before
    [InlineData("2026-04-10", "2026-04-10", "2026-04-10", true)] // valid_to is the last valid day
    [InlineData("2026-04-11", "2026-04-10", "2026-04-10", false)] // lapsed
    [InlineData("2026-04-01", "2026-05-01", null, true)] // 30 days later
    [InlineData("2026-03-31", "2026-05-01", null, false)] // 31 days later
    public void A_fact_counts_when_the_certificate_is_held_within_the_cure(
        string day,
        string from,
        string? to,
        bool counts
    )
    {
        var payable = KnownBank
            .Until("2026-05", Rules.Gated)
            .Fact("A", "activated", "C1", day)
            .Certified(from, to)
            .Bonuses()
            .Sum(b => b.Payable.Fen);

        Assert.Equal(counts ? 1000 : 0, payable);
    }

    [Fact]
    public void The_first_certified_day_gives_the_month_and_the_order()
    {
        // B is cured on 10 May and precedes C of that day by its reference; A is too early and D after the end.
        var bank = KnownBank
            .Until("2026-06", Rules.Gated)
            .Certified("2026-05-10", "2026-05-20")
            .Fact("A", "activated", "C1", "2026-04-09")
            .Fact("B", "activated", "C2", "2026-04-10")
            .Fact("C", "activated", "C3", "2026-05-10")
            .Fact("D", "activated", "C4", "2026-05-21")
            .Fact("E", "activated", "C5", "2026-05-20");

        Assert.Equal(["0.00", "50.00", "0.00"], bank.Payable());
        Assert.Equal(["B", "C", "E"], bank.Bonuses()[1].Lines.Single(l => l.Kind == LineKind.Earned).Basis!);
    }

    [Fact]
    public void What_is_cured_later_stands_behind_what_was_certified_at_once()
    {
        // A happens first, and takes effect last: number 1 at 20, while B is number 0 at 10.
        var bank = KnownBank
            .InApril(Rules.Gated)
            .Certified("2026-04-05", "2026-04-05")
            .Certified("2026-04-02", "2026-04-03")
            .Fact("A", "activated", "C1", "2026-04-04")
            .Fact("B", "activated", "C2", "2026-04-03");

        Assert.Equal(["B", "A"], bank.Bonus().Lines.Single(l => l.Kind == LineKind.Earned).Basis!);
    }

    [Fact]
    public void Renewal_adds_an_interval_and_a_day_in_the_hole_waits_for_it()
    {
        var bank = KnownBank
            .Until("2026-05", Rules.Gated)
            .Certified("2026-03-01", "2026-04-10")
            .Certified("2026-05-02")
            .Fact("A", "activated", "C1", "2026-04-10")
            .Fact("B", "activated", "C2", "2026-04-11");

        Assert.Equal(["10.00", "10.00"], bank.Payable());
    }

    [Fact]
    public void Overlapping_intervals_are_as_good_as_one()
    {
        var bank = KnownBank
            .InApril(Rules.Gated)
            .Certified("2026-04-01", "2026-04-10")
            .Certified("2026-04-05", "2026-04-20")
            .Certified("2026-04-21", "2026-04-30");
        for (var day = 1; day <= 30; day++)
            bank.Fact($"F{day:00}", "activated", $"C{day}", $"2026-04-{day:00}");

        Assert.Equal(30, bank.Bonus().Lines.Single(l => l.Kind == LineKind.Earned).Quantity);
        Assert.DoesNotContain(bank.Bonus().Lines, l => l.Kind == LineKind.WhyNot);
    }

    [Fact]
    public void Over_a_month_end_the_first_month_says_why_not_and_the_second_pays()
    {
        var bonuses = KnownBank
            .Until("2026-05", Rules.Gated)
            .Certified("2026-05-03")
            .Fact("A", "activated", "C1", "2026-04-20")
            .Bonuses();

        var why = Assert.Single(bonuses[0].Lines);
        Assert.Equal((LineKind.WhyNot, "counts-later", "0.00"), (why.Kind, why.Reason, why.Amount.ToString()));
        Assert.Equal(["CARD-SALES", "2026-05"], why.Arguments!);
        Assert.Equal(["A"], why.Basis!);
        Assert.Equal("10.00", bonuses[1].Payable.ToString());
    }

    [Fact]
    public void A_cure_known_to_lie_beyond_the_open_month_is_explained_and_not_yet_paid()
    {
        var bonus = KnownBank
            .InApril(Rules.Gated)
            .Certified("2026-05-03")
            .Fact("A", "activated", "C1", "2026-04-20")
            .Bonus();

        Assert.Equal(("0.00", "counts-later"), (bonus.Payable.ToString(), Assert.Single(bonus.Lines).Reason));
    }

    [Fact]
    public void Never_certified_is_said_with_the_certificate_and_the_cure()
    {
        var why = Assert.Single(
            KnownBank
                .InApril(Rules.Gated)
                .Certified("2026-04-01", manager: "M2")
                .Certified("2026-04-01", certificate: "OTHER")
                .Fact("A", "activated", "C1", "2026-04-20")
                .Bonus()
                .Lines
        );

        Assert.Equal("not-certified", why.Reason);
        Assert.Equal(["CARD-SALES", "30"], why.Arguments!);
    }

    [Fact]
    public void Cured_within_its_own_month_needs_no_explanation() =>
        Assert.DoesNotContain(
            KnownBank
                .InApril(Rules.Gated)
                .Certified("2026-04-20")
                .Fact("A", "activated", "C1", "2026-04-10")
                .Bonus()
                .Lines,
            l => l.Kind == LineKind.WhyNot
        );

    [Fact]
    public void A_fact_before_the_banks_first_month_counts_where_it_is_cured() =>
        Assert.Equal(
            "10.00",
            KnownBank
                .InApril(Rules.Gated)
                .Certified("2026-04-02")
                .Fact("A", "activated", "C1", "2026-03-20")
                .Bonus()
                .Payable.ToString()
        );
}
