using CardTeam.Contracts;
using CardTeam.Performance.Warnings;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.Warnings;

public sealed class WarningJudgeTests
{
    private static readonly Period June = Period.Parse("2026-06");

    [Fact]
    public void A_threshold_is_reached_or_passed()
    {
        var (above, below) = (
            new WarningTerms(Side: "above", Limit: 0.2m),
            new WarningTerms(Side: "below", Limit: 0.2m)
        );
        Assert.NotNull(WarningJudge.Threshold(above, June, 0.2m));
        Assert.Null(WarningJudge.Threshold(above, June, 0.199999m));
        Assert.NotNull(WarningJudge.Threshold(below, June, 0.2m));
        Assert.Null(WarningJudge.Threshold(below, June, 0.200001m));
    }

    [Fact]
    public void A_change_is_measured_against_the_mean_of_three_months_without_rounding()
    {
        var falls = new WarningTerms(Side: "below", Share: 0.3m);
        // The mean is 10/3; 30 % less is 7/3, which no decimal is.
        Assert.Null(WarningJudge.Change(falls, June, 2.333334m, [3, 3, 4]));
        Assert.NotNull(WarningJudge.Change(falls, June, 2.333333m, [3, 3, 4]));
        Assert.Null(WarningJudge.Change(falls, June, 0, [3, 4]));
        Assert.Null(WarningJudge.Change(falls, June, 0, [0, 0, 0]));
        var rises = new WarningTerms(Side: "above", Share: 0.5m);
        Assert.NotNull(WarningJudge.Change(rises, June, 6, [4, 4, 4]));
        Assert.Null(WarningJudge.Change(rises, June, 5.999999m, [4, 4, 4]));
    }

    [Fact]
    public void A_deviation_counts_from_the_exact_number_of_standard_deviations_on()
    {
        // Four times 0 and once 5: mean 1, standard deviation 2; 5 lies exactly two of them above.
        var level = new WarningJudge.LevelFigures([0, 0, 0, 0, 5]);
        Assert.Equal(1, level.Mean);
        Assert.True(level.IsBeyond(5, 2, isAbove: true));
        Assert.False(level.IsBeyond(5, 2.000001m, isAbove: true));
        Assert.False(level.IsBeyond(5, 2, isAbove: false));
        Assert.True(level.IsBeyond(0, 0.5m, isAbove: false));
        Assert.False(level.IsBeyond(0, 0.500001m, isAbove: false));
        // Where all are equal nobody deviates, and a small level says nothing.
        Assert.False(new WarningJudge.LevelFigures([3, 3, 3, 3, 3]).IsBeyond(3, 0.5m, isAbove: true));
        var terms = new WarningTerms(Side: "above", Deviations: 1);
        Assert.Null(WarningJudge.Deviation(terms, June, 5, new([0, 0, 0, 5])));
        Assert.NotNull(WarningJudge.Deviation(terms, June, 5, level));
    }

    [Fact]
    public void A_line_that_reaches_the_limit_is_forecast_with_the_first_month_that_does()
    {
        // Sleeping share rises by one percent a month: 20 % three months on.
        decimal[] rising = [0.12m, 0.13m, 0.14m, 0.15m, 0.16m, 0.17m];
        var evidence = WarningJudge.Forecast(new(Side: "above", Limit: 0.2m, Months: 3), June, rising)!;
        var forecast = Assert.Single(evidence, e => e.Name == "forecast");
        Assert.Equal((0.2m, Period.Parse("2026-09")), (forecast.Value, forecast.Period!.Value));
        Assert.Null(WarningJudge.Forecast(new(Side: "above", Limit: 0.2m, Months: 2), June, rising));
        // What has reached it already is a matter for a threshold; less than six months say nothing.
        Assert.Null(WarningJudge.Forecast(new(Side: "above", Limit: 0.17m, Months: 3), June, rising));
        Assert.Null(WarningJudge.Forecast(new(Side: "above", Limit: 0.2m, Months: 3), June, rising[1..]));
        Assert.NotNull(
            WarningJudge.Forecast(
                new(Side: "below", Limit: 0.8m, Months: 1),
                June,
                [1, 0.96m, 0.92m, 0.88m, 0.86m, 0.84m]
            )
        );
    }

    [Fact]
    public void A_forecast_of_figures_on_a_line_is_the_line()
    {
        var lines = Gen.Zip(Gen.Choose(-500, 500), Gen.Choose(-50, 50)).ToArbitrary();
        Prop.ForAll(
                lines,
                line =>
                {
                    var values = Enumerable.Range(0, 6).Select(i => line.Item1 + line.Item2 * i / 10m).ToList();
                    var next = line.Item1 + line.Item2 * 6 / 10m;
                    var terms = new WarningTerms(Side: "above", Limit: next, Months: 1);
                    return WarningJudge.Forecast(terms, June, values) is not null == line.Item2 > 0
                        && WarningJudge.Forecast(terms with { Limit = next + 0.000001m }, June, values) is null;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Complaints_close_together_are_a_cluster_whatever_their_order()
    {
        var terms = new WarningTerms(Count: 3, Days: 30);
        DateOnly[] days = [new(2026, 5, 20), new(2026, 6, 18), new(2026, 6, 1)];
        foreach (
            var order in (int[][])
                [
                    [0, 1, 2],
                    [2, 1, 0],
                    [1, 0, 2],
                ]
        )
            Assert.NotNull(WarningJudge.Cluster(terms, June, order.Select(i => days[i])));
        // The thirtieth day is the last one within: 20 May and 19 June are 31 days.
        Assert.Null(WarningJudge.Cluster(terms, June, [days[0], new(2026, 6, 19), days[2]]));
        // Those of the month before are that month's.
        Assert.Null(WarningJudge.Cluster(terms, June, [new(2026, 5, 1), new(2026, 5, 2), new(2026, 5, 3)]));
    }

    [Theory]
    [InlineData(20, 5, 1, true)]
    [InlineData(19, 5, 1, false)] // not twice the mean
    [InlineData(20, 3, 1, false)] // few cancelled
    [InlineData(20, 5, 6, false)] // used
    public void A_spike_needs_all_three_signs(int approved, int cancelled, int used, bool warns)
    {
        var terms = new WarningTerms(Share: 0.2m, Count: 10, Days: 30, Factor: 2, FirstUsed: 0.3m);
        Assert.Equal(warns, WarningJudge.Spike(terms, June, approved, [10, 9, 11], cancelled, used) is not null);
        Assert.Null(WarningJudge.Spike(terms, June, approved, [0, 0, 0], cancelled, used));
    }
}
