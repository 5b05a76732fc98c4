using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Scorecards;
using CardTeam.Performance.ScoreSheets;

namespace CardTeam.Performance.Tests.Scorecards;

public class KpiScoreTests
{
    private static KpiSet OfRelease => KpiCatalogue.OfRelease().Newest();

    private static KpiSet With(string code, string direction, decimal cap) =>
        new([
            new KpiDefinition(code, null).Set(
                new(code, code, "count", direction, "sales", "import", null, cap, Volume: false),
                "hr",
                null
            ),
        ]);

    [Theory]
    [InlineData("9", "10", "0.9")]
    [InlineData("1", "3", "0.333333")]
    [InlineData("2", "3", "0.666667")]
    [InlineData("0.0000005", "1", "0.000001")] // half up
    [InlineData("15", "10", "1.5")]
    [InlineData("99", "10", "1.5")] // at most
    [InlineData("0", "10", "0")]
    public void Attainment_is_value_over_target_to_six_decimals_half_up_at_most_one_and_a_half(
        string value,
        string target,
        string attainment
    ) =>
        Assert.Equal(
            decimal.Parse(attainment),
            KpiScore.AttainmentOf(decimal.Parse(value), decimal.Parse(target), lowerIsBetter: false)
        );

    [Theory]
    [InlineData("4", "2", "0.5")]
    [InlineData("3", "2", "0.666667")]
    [InlineData("2", "2", "1")]
    [InlineData("1", "2", "1.5")]
    [InlineData("0", "2", "1.5")] // value 0: the maximum
    [InlineData("0", "0", "1.5")]
    [InlineData("1", "0", "0")]
    public void Where_lower_is_better_it_is_target_over_value(string value, string target, string attainment) =>
        Assert.Equal(
            decimal.Parse(attainment),
            KpiScore.AttainmentOf(decimal.Parse(value), decimal.Parse(target), lowerIsBetter: true)
        );

    [Theory]
    [InlineData("1.0", "0.4", "0.64")]
    [InlineData("0.4", "0.8", "0.64")]
    public void Forty_percent_activation_and_sixty_percent_active(string activation, string active, string total) =>
        Assert.Equal(decimal.Parse(total), TotalOf([("activated", "0.4"), ("active", "0.6")], [activation, active]));

    [Theory]
    [InlineData("30", "10", "2")]
    [InlineData("19", "10", "1.9")]
    public void A_kpi_has_a_cap_of_its_own(string value, string target, string attainment)
    {
        var kpis = With("deposits", direction: "higher", cap: 2);

        Assert.Equal(
            decimal.Parse(attainment),
            KpiScore.Of(new("deposits", 1), decimal.Parse(value), decimal.Parse(target), kpis).Attainment
        );
    }

    [Fact]
    public void An_imported_kpi_may_be_better_when_it_is_lower()
    {
        var kpis = With("errors", direction: "lower", cap: 1.5m);

        Assert.Equal(0.5m, KpiScore.Of(new("errors", 1), 4, 2, kpis).Attainment);
        Assert.Equal(1.5m, KpiScore.Of(new("errors", 1), 0, 0, kpis).Attainment);
    }

    [Fact]
    public void A_target_of_zero_is_none_where_higher_is_better()
    {
        var score = KpiScore.Of(new("attendance", 1), 1, 0, OfRelease);

        Assert.Equal(("no-target", null), (score.LeftOut, score.Attainment));
    }

    [Fact]
    public void A_total_is_rounded_half_up_to_four_decimals()
    {
        Assert.Equal(0.5001m, TotalOf([("a", "0.5"), ("b", "0.5")], ["0.5001", "0.5000"])); // 0.50005
        Assert.Equal(0.5000m, TotalOf([("a", "0.5"), ("b", "0.5")], ["0.500098", "0.5000"]));
    }

    [Fact]
    public void What_is_left_out_takes_its_weight_with_it()
    {
        Assert.Equal(0.4m, TotalOf([("a", "0.4"), ("b", "0.6")], [null, "0.4"]));
        Assert.Null(TotalOf([("a", "0.4"), ("b", "0.6")], [null, null]));
    }

    [Theory]
    [InlineData(null, "1", "no-value")]
    [InlineData("1", null, "no-target")]
    [InlineData(null, null, "no-target")]
    [InlineData("0", "1", null)]
    public void What_is_missing_is_said(string? value, string? target, string? leftOut)
    {
        var score = KpiScore.Of(
            new("attendance", 1),
            value is null ? null : decimal.Parse(value),
            target is null ? null : decimal.Parse(target),
            OfRelease
        );

        Assert.Equal((leftOut, "imported", leftOut is null), (score.LeftOut, score.Source, score.Score is not null));
    }

    [Theory]
    [InlineData("cancelled", "card-facts", true)]
    [InlineData("overdue", "card-facts", true)]
    [InlineData("complaints-upheld", "feedback", true)]
    [InlineData("satisfaction", "feedback", false)]
    [InlineData("active-rate", "card-facts", false)]
    [InlineData("attendance", "imported", false)]
    public void Each_kpi_has_a_source_and_a_direction(string kpi, string source, bool lowerIsBetter)
    {
        var score = KpiScore.Of(new(kpi, 1), 4, 2, OfRelease);

        Assert.Equal((source, lowerIsBetter ? 0.5m : 1.5m), (score.Source, score.Attainment!.Value));
    }

    /// <summary>Targets are 1, so that values are attainments.</summary>
    private static decimal? TotalOf((string Kpi, string Weight)[] kpis, string?[] values)
    {
        var weighted = kpis.Select(k => new WeightedKpi(k.Kpi, decimal.Parse(k.Weight))).ToList();
        var known = kpis.Zip(values)
            .ToDictionary(k => k.First.Kpi, k => k.Second is null ? (Quotient?)null : new(decimal.Parse(k.Second), 1));
        return Scorecard
            .Compute(
                "M1",
                Period.Parse("2026-04"),
                1,
                1,
                "B1",
                "junior",
                weighted,
                OfRelease,
                kpi => known[kpi],
                _ => 1
            )
            .Total;
    }
}
