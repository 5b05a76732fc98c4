using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Calculation;

public class EarningTests
{
    private const string Commission = """
        { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "TIERING", "tiers": [
          { "from": "0", "rate": "0.01" }, { "from": "1000", "rate": "0.02" }, { "from": "3000", "rate": "0.03" }, { "from": "8000", "rate": "0.05" } ] }
        """;

    [Theory]
    [InlineData("per-item", "164.00")]
    [InlineData("cumulative", "285.00")]
    [InlineData("whole", "485.00")]
    public void Amounts_run_through_the_tiers_each_by_itself_or_together(string tiering, string payable) =>
        Assert.Equal(
            payable,
            KnownBank
                .InApril(Of(tiering))
                .Instalments("200", "300", "1500", "1200", "2000", "4500")
                .Bonus()
                .Payable.ToString()
        );

    [Fact]
    public void Each_item_earns_what_the_worked_example_says() =>
        Assert.Equal(
            ["2.00", "3.00", "20.00", "14.00", "30.00", "95.00"],
            new[] { "200", "300", "1500", "1200", "2000", "4500" }.Select(a =>
                KnownBank.InApril(Of("per-item")).Instalments(a).Bonus().Payable.ToString()
            )
        );

    [Theory]
    [InlineData("49999.99", "1000.00")]
    [InlineData("50000.00", "1500.00")]
    public void A_value_on_a_boundary_uses_the_higher_tier(string amount, string payable) =>
        Assert.Equal(
            payable,
            KnownBank
                .InApril(
                    """
                    { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "whole", "tiers": [ { "from": 0, "rate": "0.02" }, { "from": "50000", "rate": "0.03" } ] }
                    """
                )
                .Instalments(amount)
                .Bonus()
                .Payable.ToString()
        );

    [Fact]
    public void An_amount_that_ends_on_a_boundary_has_nothing_in_the_next_tier()
    {
        var line = Assert.Single(KnownBank.InApril(Of("cumulative")).Instalments("1000").Bonus().Lines);

        Assert.Equal((1000m, 0.01m, "10.00"), (line.Quantity!.Value, line.Rate!.Value, line.Amount.ToString()));
        Assert.Null(line.Steps);
    }

    [Theory]
    [InlineData(3, 12)]
    [InlineData(10, 40)]
    [InlineData(11, 66)]
    [InlineData(12, 72)]
    [InlineData(15, 90)]
    [InlineData(16, 128)]
    [InlineData(20, 160)]
    public void Whole_pays_every_unit_at_the_rate_of_the_tier_that_holds_the_count(int years, int yuan) =>
        Assert.Equal(
            $"{yuan}.00",
            KnownBank
                .InApril(
                    """
                    { "id": "seniority", "type": "per-unit", "fact": "activated", "tiering": "whole",
                      "tiers": [ { "from": 0, "rate": "4.00" }, { "from": 11, "rate": "6.00" }, { "from": 16, "rate": "8.00" } ] }
                    """
                )
                .Activated(years)
                .Bonus()
                .Payable.ToString()
        );

    [Theory]
    [InlineData(3, 12)]
    [InlineData(10, 40)]
    [InlineData(11, 46)]
    [InlineData(12, 52)]
    [InlineData(15, 70)]
    [InlineData(16, 78)]
    [InlineData(20, 110)]
    public void Cumulative_pays_number_n_the_rate_of_the_tier_that_holds_n(int years, int yuan) =>
        Assert.Equal(
            $"{yuan}.00",
            KnownBank
                .InApril(
                    """
                    { "id": "seniority", "type": "per-unit", "fact": "activated", "tiering": "cumulative",
                      "tiers": [ { "from": 0, "rate": "4.00" }, { "from": 10, "rate": "6.00" }, { "from": 15, "rate": "8.00" } ] }
                    """
                )
                .Activated(years)
                .Bonus()
                .Payable.ToString()
        );

    [Theory]
    [InlineData(10, 500)]
    [InlineData(11, 580)]
    [InlineData(30, 2100)]
    [InlineData(31, 2220)]
    public void The_first_ten_at_50_the_next_twenty_at_80_the_rest_at_120(int cards, int yuan)
    {
        var bonus = KnownBank.InApril(Rules.Activation).Activated(cards).Bonus();

        Assert.Equal($"{yuan}.00", bonus.Payable.ToString());
        Assert.Equal(cards, bonus.Lines[0].Quantity);
        Assert.Equal(cards, bonus.Lines[0].Basis!.Count);
        Assert.Equal(bonus.Lines[0].Steps?.Sum(s => s.Quantity * s.Rate) ?? 500, yuan);
    }

    [Fact]
    public void A_line_is_rounded_once_at_its_end_half_up()
    {
        // 3.34 at 0.0015 is 0.00501: rounded one by one, each would be zero.
        Assert.Equal(
            "0.01",
            KnownBank.InApril(Rules.Instalment).Instalments("1.50", "1.50", "0.34").Bonus().Payable.ToString()
        );
        Assert.Equal("0.01", KnownBank.InApril(Rules.Instalment).Instalments("3.34").Bonus().Payable.ToString());
        Assert.Equal("0.00", KnownBank.InApril(Rules.Instalment).Instalments("3.33").Bonus().Payable.ToString());
        var half = KnownBank
            .InApril("""{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.005" }""")
            .Instalments("1.00")
            .Bonus()
            .Lines[0];
        Assert.Equal((0.005m, "0.01"), (half.Exact!.Value, half.Amount.ToString()));
    }

    [Fact]
    public void A_line_is_exact_before_its_rounding() =>
        // Binary floating point lacks the 24 digits of 1234567890123.45 × 0.1234567891, which has as many places as a
        // plan may have.
        Assert.Equal(
            152415787640.602739614395m,
            KnownBank
                .InApril(
                    """{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.1234567891" }"""
                )
                .Instalments("1234567890123.45")
                .Bonus()
                .Lines[0]
                .Exact
        );

    [Fact]
    public void A_product_limit_leaves_out_the_others_and_the_unnamed_and_says_so()
    {
        var bonus = KnownBank
            .InApril(
                """{ "id": "gold", "type": "per-unit", "fact": "activated", "products": ["gold"], "rate": "7.00" }"""
            )
            .Fact("A", "activated", "C1", "2026-04-01", product: "gold")
            .Fact("B", "activated", "C2", "2026-04-02", product: "standard")
            .Fact("C", "activated", "C3", "2026-04-03")
            .Bonus();

        Assert.Equal("7.00", bonus.Payable.ToString());
        var why = Assert.Single(bonus.Lines, l => l.Kind == LineKind.WhyNot);
        Assert.Equal("product-not-paid", why.Reason);
        Assert.Equal(["B", "C"], why.Basis!);
    }

    [Fact]
    public void A_product_that_another_rule_pays_needs_no_why_not()
    {
        var bonus = KnownBank
            .InApril(
                """{ "id": "gold", "type": "per-unit", "fact": "activated", "products": ["gold"], "rate": "7.00" }""",
                """{ "id": "all", "type": "per-unit", "fact": "activated", "products": ["*"], "rate": "1.00" }"""
            )
            .Fact("A", "activated", "C1", "2026-04-01", product: "gold")
            .Fact("B", "activated", "C2", "2026-04-02", product: "standard")
            .Bonus();

        Assert.Equal([("gold", "7.00"), ("all", "2.00")], bonus.Lines.Select(l => (l.Rule, l.Amount.ToString())));
    }

    [Fact]
    public void Facts_of_other_kinds_months_and_managers_earn_nothing() =>
        Assert.Equal(
            ["0.00", "100.00"],
            KnownBank
                .Until("2026-05", Rules.Hundred)
                .Fact("A", "approved", "C1", "2026-04-01")
                .Fact("B", "activated", "C2", "2026-03-31")
                .Fact("C", "activated", "C3", "2026-05-01")
                .Fact("D", "activated", "C4", "2026-04-01", manager: "M2")
                .Payable()
        );

    [Fact]
    public void Each_month_goes_by_its_own_plan()
    {
        var (old, next) = (
            Rules.InForce(Rules.Hundred),
            Rules.InForce("""{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "30.00" }""")
        );
        var bank = new KnownBank(
            Rules.Calendar("2026-04", "2026-05", month => month.ToString() == "2026-04" ? old : next)
        );

        Assert.Equal(["200.00", "30.00"], bank.Activated(2).Activated(1, "2026-05-03", "B").Payable());
    }

    private static string Of(string tiering) => Commission.Replace("TIERING", tiering, StringComparison.Ordinal);
}
