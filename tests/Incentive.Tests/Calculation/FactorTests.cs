using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Calculation;

public class FactorTests
{
    /// <summary>
    /// Up to 1 % nothing, up to 1.5 % 30 %, up to 2 % half, above that everything: a limit that belongs to the lower
    /// band is written as the next ten-thousandth.
    /// </summary>
    private const string Penalty = """
        { "id": "penalty", "type": "factor", "of": ["activation"], "by": "scorecard",
          "bands": [ { "from": "0", "factor": "0" }, { "from": "0.0101", "factor": "0.3" }, { "from": "0.0151", "factor": "0.5" }, { "from": "0.0201", "factor": "1" } ] }
        """;

    private const string Task = """
        { "id": "task", "type": "factor", "of": ["activation"], "by": "scorecard",
          "bands": [ { "from": "0", "factor": "0" }, { "from": "0.6", "factor": "1" }, { "from": "0.8", "factor": "2" }, { "from": "1", "factor": "3" }, { "from": "1.1", "factor": "4" }, { "from": "1.2", "factor": "5" } ] }
        """;

    [Theory]
    [InlineData("0.0100", "0.00")]
    [InlineData("0.0101", "30.00")]
    [InlineData("0.0140", "30.00")]
    [InlineData("0.0150", "30.00")]
    [InlineData("0.0200", "50.00")]
    [InlineData("0.0240", "100.00")]
    public void Penalty_bands_hold_to_their_last_ten_thousandth(string total, string payable) =>
        Assert.Equal(
            payable,
            KnownBank
                .InApril(Rules.Hundred, Penalty)
                .Activated(1)
                .Scored("2026-04", decimal.Parse(total))
                .Bonus()
                .Payable.ToString()
        );

    [Theory]
    [InlineData("0.5999", "0.00")]
    [InlineData("0.6000", "2000.00")]
    [InlineData("0.7999", "2000.00")]
    [InlineData("0.8", "4000.00")]
    [InlineData("1.0000", "6000.00")]
    [InlineData("1.1000", "8000.00")]
    [InlineData("1.1999", "8000.00")]
    [InlineData("1.2000", "10000.00")]
    [InlineData("1.5", "10000.00")]
    public void Exactly_120_percent_gets_the_top_band(string total, string payable) =>
        Assert.Equal(
            payable,
            KnownBank
                .InApril("""{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "2000.00" }""", Task)
                .Activated(1)
                .Scored("2026-04", decimal.Parse(total))
                .Bonus()
                .Payable.ToString()
        );

    [Fact]
    public void The_earned_line_contains_the_factor_and_the_factor_line_only_explains()
    {
        var lines = KnownBank
            .InApril(Rules.Hundred, Rules.Instalment, Rules.Factor)
            .Activated(3)
            .Instalments("1000.00")
            .Scored("2026-04", 0.85m)
            .Bonus()
            .Lines;

        Assert.Equal(
            [
                ("activation", LineKind.Earned, "240.00"),
                ("instalment", LineKind.Earned, "1.50"),
                ("attainment", LineKind.Factor, "0.00"),
            ],
            lines.Select(l => (l.Rule, l.Kind, l.Amount.ToString()))
        );
        Assert.Equal((0.8m, 1m), (lines[0].Factor!.Value, lines[1].Factor!.Value));
        Assert.Equal((0.85m, 0.8m), (lines[2].Quantity!.Value, lines[2].Factor!.Value));
    }

    [Fact]
    public void The_factor_multiplies_what_is_not_yet_rounded() =>
        // 3.00 at 0.0015 is 0.0045, with factor 1.2 0.0054 → 0.01; rounded earlier, it would be zero.
        Assert.Equal(
            "0.01",
            KnownBank
                .InApril(Rules.Instalment, Rules.Factor.Replace("activation", "instalment", StringComparison.Ordinal))
                .Instalments("3.00")
                .Scored("2026-04", 1.2m)
                .Bonus()
                .Payable.ToString()
        );

    [Fact]
    public void Without_a_scorecard_the_factor_is_one_and_the_statement_says_so()
    {
        var bonus = KnownBank
            .InApril(Rules.Hundred, Rules.Factor)
            .Activated(2)
            .Scored("2026-05", 0.1m)
            .Scored("2026-04", 0.1m, manager: "M2")
            .Bonus();

        Assert.Equal("200.00", bonus.Payable.ToString());
        Assert.Equal("factor-no-scorecard", Assert.Single(bonus.Lines, l => l.Kind == LineKind.Factor).Reason);
    }

    [Fact]
    public void A_scorecard_of_zero_is_a_scorecard() =>
        Assert.Equal(
            "120.00",
            KnownBank.InApril(Rules.Hundred, Rules.Factor).Activated(2).Scored("2026-04", 0m).Bonus().Payable.ToString()
        );

    [Fact]
    public void Two_factors_of_one_rule_multiply() =>
        Assert.Equal(
            "64.00",
            KnownBank
                .InApril(
                    Rules.Hundred,
                    Rules.Factor,
                    Rules.Factor.Replace("\"attainment\"", "\"quality\"", StringComparison.Ordinal)
                )
                .Activated(1)
                .Scored("2026-04", 0.9m)
                .Bonus()
                .Payable.ToString()
        );
}
