using CardTeam.Performance.Targets;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.Targets;

public class SmartCheckTests
{
    private static readonly SmartCheck.Subject Good = new(
        Text: null,
        Kpi: "activated",
        Value: 10,
        OnSheet: true,
        Earlier: [9, 10, 11, 12],
        Days: (new(2026, 8, 31), new(2026, 8, 15))
    );

    [Fact]
    public void A_target_as_usual_is_not_asked_about() => Assert.Empty(SmartCheck.Of(Good));

    [Theory]
    [InlineData("5.25", false)]
    [InlineData("5.24", true)]
    [InlineData("21", false)]
    [InlineData("21.01", true)]
    public void What_is_outside_half_and_twice_the_median_is_asked_about(string value, bool isAsked)
    {
        var findings = SmartCheck.Of(
            Good with
            {
                Value = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            }
        );
        Assert.Equal(isAsked ? ["smart.achievable"] : [], findings.Select(f => f.Code));
        if (isAsked)
            Assert.Contains("10.5", findings[0].Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_anything_before_nothing_is_unusual() =>
        Assert.Empty(SmartCheck.Of(Good with { Value = 1_000_000, Earlier = [] }));

    [Theory]
    [InlineData("待定")]
    [InlineData("  T.B.D. ")]
    [InlineData("xx")]
    [InlineData("。")]
    public void A_placeholder_is_asked_about(string text) =>
        Assert.Equal(["smart.specific"], SmartCheck.Of(Good with { Text = text }).Select(f => f.Code));

    [Fact]
    public void Each_of_the_others_is_asked_about()
    {
        Assert.Empty(SmartCheck.Of(Good with { Text = "走访东街三个商圈，每周两次" }));
        Assert.Equal(["smart.measurable"], SmartCheck.Of(Good with { Kpi = null, Value = null }).Select(f => f.Code));
        Assert.Equal(["smart.relevant"], SmartCheck.Of(Good with { OnSheet = false }).Select(f => f.Code));
        Assert.Empty(SmartCheck.Of(Good with { OnSheet = null }));
        Assert.Equal(
            ["smart.time-bound"],
            SmartCheck.Of(Good with { Days = (new(2026, 7, 31), new(2026, 8, 1)) }).Select(f => f.Code)
        );
    }

    [Fact]
    public void The_median_does_not_depend_on_the_order()
    {
        Assert.Null(SmartCheck.Median([]));
        Assert.Equal(3, SmartCheck.Median([9, 1, 3]));
        Assert.Equal(2.5m, SmartCheck.Median([4, 1, 2, 3]));
        FsCheck.Check.QuickThrowOnFailure(
            Prop.ForAll(
                (
                    from values in Gen.Choose(0, 1000).Select(v => (decimal)v).NonEmptyListOf()
                    from order in Gen.Shuffle(values.ToArray())
                    select (values, order)
                ).ToArbitrary(),
                c =>
                    SmartCheck.Median([.. c.values]) == SmartCheck.Median(c.order)
                    && c.values.Min() <= SmartCheck.Median(c.order)
                    && SmartCheck.Median(c.order) <= c.values.Max()
            )
        );
    }
}
