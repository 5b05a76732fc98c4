using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Calculation;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Recoveries;

/// <summary>The place of a recovery in the order of effect, and what it takes month by month.</summary>
public sealed class RecoveryOfPayTests
{
    private const string Limit = """{ "id": "limit", "type": "deduction-limit", "share": "0.20", "floor": "100.00" }""";

    [Fact]
    public void Without_a_limit_a_month_gives_what_is_above_zero_and_the_rest_waits()
    {
        var months = Bank(Rules.Hundred, Rules.Complaints)
            .Activated(3)
            .Activated(1, "2026-05-10", "B")
            .Activated(4, "2026-06-10", "C")
            .Upheld("K", "minor", "2026-04-20")
            .Recover(1, "2026-04", "500.00")
            .Bonuses();
        Assert.Equal(["0.00", "0.00", "250.00"], months.Select(m => m.Payable.ToString()));
        Assert.Equal(["-250.00", "-100.00", "-150.00"], months.Select(Taken));
        Assert.Equal(["250.00", "150.00", "0.00"], months.Select(m => Line(m)!.Arguments![0]));
        Assert.Equal("500.00", months[^1].Recovered.ToString());
    }

    [Fact]
    public void It_takes_what_the_limit_leaves_after_complaints_and_before_what_was_carried_in()
    {
        var months = Bank(Rules.Hundred, Rules.Complaints, Limit)
            .Activated(5)
            .Activated(10, "2026-05-10", "B")
            .Activated(10, "2026-06-10", "C")
            .Upheld("K", "major", "2026-04-20")
            .Upheld("L", "minor", "2026-05-20")
            .Recover(1, "2026-04", "210.00")
            .Bonuses();
        // April: the complaint of 200.00 fills the limit of 100.00. May: 200.00, of which 50.00 are the complaint's.
        Assert.Equal(["0.00", "-150.00", "-60.00"], months.Select(Taken));
        Assert.Equal(["400.00", "800.00", "840.00"], months.Select(m => m.Payable.ToString()));
        Assert.Equal(["-100.00", "-100.00", "0.00"], months.Select(m => m.CarriedOut.ToString()));
        Assert.Equal(["activation", "complaints", "recovery", "carry", "limit"], months[1].Lines.Select(l => l.Rule));
    }

    [Fact]
    public void The_older_case_is_taken_first_and_a_later_one_begins_in_its_month()
    {
        var months = Bank(Rules.Hundred)
            .Activated(1)
            .Activated(1, "2026-05-10", "B")
            .Activated(1, "2026-06-10", "C")
            .Recover(2, "2026-05", "70.00")
            .Recover(1, "2026-04", "130.00")
            .Bonuses();
        Assert.Equal(
            [("2026-04", "1", "-100.00"), ("2026-05", "1", "-30.00"), ("2026-05", "2", "-70.00")],
            months.SelectMany(m =>
                m.Lines.Where(l => l.Kind == LineKind.Recovery)
                    .Select(l => (m.Period.ToString(), l.Basis![0], l.Amount.ToString()))
            )
        );
        Assert.Equal(["0.00", "0.00", "100.00"], months.Select(m => m.Payable.ToString()));
    }

    [Fact]
    public void A_minimum_and_a_deferral_act_on_what_it_leaves()
    {
        var month = Bank(
                Rules.Hundred,
                """{ "id": "least", "type": "minimum", "amount": "50.00", "recover": true }""",
                """{ "id": "deferral", "type": "deferral", "share": "0.10", "years": 1 }"""
            )
            .Activated(4)
            .Recover(1, "2026-04", "380.00")
            .Bonuses()[0];
        Assert.Equal(
            ("45.00", "5.00", "30.00"),
            (month.Payable.ToString(), month.Deferred.ToString(), month.Draw.ToString())
        );
    }

    private static KnownBank Bank(params string[] rules) => KnownBank.Until("2026-06", rules);

    private static Line? Line(PeriodBonus month) => month.Lines.FirstOrDefault(l => l.Kind == LineKind.Recovery);

    private static string Taken(PeriodBonus month) => (Line(month)?.Amount ?? Money.Zero).ToString();
}
