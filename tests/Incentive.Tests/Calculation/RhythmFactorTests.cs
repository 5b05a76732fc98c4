using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>A factor by the scorecard of the last closed quarter, half-year or year.</summary>
public class RhythmFactorTests
{
    private const string Quarter = """
        { "id": "attainment", "type": "factor", "of": "activation", "by": "scorecard", "rhythm": "quarter",
          "bands": [ { "from": "0", "factor": "0.6" }, { "from": "1", "factor": "1.2" } ] }
        """;

    [Fact]
    public void It_takes_the_last_quarter_that_ended_before_the_month_and_not_the_months_own_score()
    {
        var bonus = KnownBank
            .InApril(Rules.Hundred, Quarter)
            .Activated(2)
            .Scored("2026-04", 1.5m)
            .Scored("2025-Q4", 1.2m)
            .Scored("2026-Q1", 0.5m)
            .Scored("2026-Q2", 1.4m)
            .Bonus();

        Assert.Equal("120.00", bonus.Payable.ToString());
        var line = Assert.Single(bonus.Lines, l => l.Kind == LineKind.Factor);
        Assert.Equal(("factor-longer", 0.5m, 0.6m), (line.Reason, line.Quantity, line.Factor));
        Assert.Equal(["scorecard:2026-Q1"], line.Basis!);
    }

    [Fact]
    public void While_a_quarter_is_not_closed_the_one_before_it_counts()
    {
        var bonus = KnownBank.InApril(Rules.Hundred, Quarter).Activated(1).Scored("2025-Q4", 1.2m).Bonus();

        Assert.Equal("120.00", bonus.Payable.ToString());
        Assert.Equal(["scorecard:2025-Q4"], Assert.Single(bonus.Lines, l => l.Kind == LineKind.Factor).Basis!);
    }

    [Fact]
    public void Without_a_closed_quarter_it_is_one_and_half_years_and_years_are_no_quarters()
    {
        var bonus = KnownBank
            .InApril(Rules.Hundred, Quarter)
            .Activated(1)
            .Scored("2025-H2", 0.5m)
            .Scored("2025", 0.5m)
            .Bonus();

        Assert.Equal("100.00", bonus.Payable.ToString());
        var line = Assert.Single(bonus.Lines, l => l.Kind == LineKind.Factor);
        Assert.Equal(("factor-no-longer-scorecard", null), (line.Reason, line.Basis));
    }

    [Theory]
    [InlineData("half", "2025-H2")]
    [InlineData("year", "2025")]
    public void Half_years_and_years_count_in_the_same_way(string rhythm, string period) =>
        Assert.Equal(
            "60.00",
            KnownBank
                .InApril(Rules.Hundred, Quarter.Replace("quarter", rhythm, StringComparison.Ordinal))
                .Activated(1)
                .Scored(period, 0.5m)
                .Bonus()
                .Payable.ToString()
        );

    [Theory]
    [InlineData("scorecard", "week", "plan.unknown-choice")]
    [InlineData("pay-step", "quarter", "plan.rhythm-not-scorecard")]
    public void Another_word_and_another_factor_are_refused(string by, string rhythm, string code)
    {
        var document = Rules.Read(
            Rules.Json(
                "2026-04",
                Rules.Hundred,
                Quarter
                    .Replace("\"quarter\"", $"\"{rhythm}\"", StringComparison.Ordinal)
                    .Replace("\"scorecard\"", $"\"{by}\"", StringComparison.Ordinal)
            )
        );

        Assert.Contains(
            Plan.Check(document).Faults,
            f => f.Code == code && f.Path.EndsWith(".rhythm", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_plan_without_it_is_written_as_before() =>
        Assert.DoesNotContain(
            "rhythm",
            Rules.Read(Rules.Json("2026-04", Rules.Hundred, Rules.Factor)).Canonical(),
            StringComparison.Ordinal
        );
}
