using System.Globalization;
using CardTeam.Performance.Customers;
using CardTeam.ServiceDefaults.Errors;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.Customers;

/// <summary>The rules of a customer: whose they are, their stage of life, and the care that comes next.</summary>
public class CustomerTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 8, 15);
    private static readonly CustomerStages Stages = new(6, 24, 6);

    [Theory]
    [InlineData("2026-08-01", null, "new")]
    [InlineData("2026-02-16", null, "new")]
    [InlineData("2026-02-15", null, "growing")]
    [InlineData("2024-08-16", null, "growing")]
    [InlineData("2024-08-15", null, "mature")]
    [InlineData("2020-01-01", "2026-02-15", "mature")]
    [InlineData("2020-01-01", "2026-02-14", "dormant")]
    [InlineData("2026-06-01", "2026-01-01", "dormant")]
    public void The_stage_follows_from_months_and_activity(string since, string? active, string stage) =>
        Assert.Equal(stage, Stages.Of(Day(since), active is null ? null : Day(active), Today));

    [Fact]
    public void A_hand_over_leaves_the_past_with_the_manager_before()
    {
        var customer = Take(Data());
        customer.HandOver("M3", new(Day("2026-09-01"), "hr", Now, "left"), Today);
        Assert.Equal("M1", customer.On(Day("2026-08-31")).ManagerNo);
        Assert.Equal("M3", customer.On(Day("2026-09-01")).ManagerNo);
        Assert.Equal(Day("2026-09-01"), customer.On(Day("2026-08-31")).Until);
    }

    [Fact]
    public void A_hand_over_that_has_not_begun_gives_way_and_may_be_taken_back()
    {
        var customer = Take(Data());
        customer.HandOver("M3", new(Day("2026-09-01"), "hr", Now, null), Today);
        customer.HandOver("M4", new(Day("2026-10-01"), "hr", Now, null), Today);
        Assert.Equal(["M1", "M4"], customer.Holdings.OrderBy(h => h.From).Select(h => h.ManagerNo));
        customer.HandOver("M1", new(Day("2026-10-05"), "hr", Now, null), Today);
        Assert.Equal([("M1", (DateOnly?)null)], customer.Holdings.Select(h => (h.ManagerNo, h.Until)));
    }

    [Theory]
    [InlineData("M1", "2026-09-01", "customer.same-manager")]
    [InlineData("M3", "2020-01-01", "customer.handed-over-later")]
    public void A_hand_over_goes_to_somebody_else_and_forward(string to, string from, string code)
    {
        var customer = Take(Data());
        Assert.Equal(
            code,
            Assert.Throws<RuleBrokenException>(() => customer.HandOver(to, new(Day(from), "hr", Now, null), Today)).Code
        );
        Assert.Equal("M1", customer.On(Today).ManagerNo);
    }

    [Fact]
    public void Care_that_was_reached_is_followed_by_the_next_of_the_plan()
    {
        var customer = Take(Data(), new CareRule("high", "call-back", 30));
        Assert.Equal(("call-back", Day("2026-09-13")), Due(customer));
        var entry = customer.Care(new(null, Today, "reached", "fine"), Plan(("call-back", 30)), "M1", "M1", Now);
        Assert.Equal((Day("2026-09-13"), "call-back"), (entry.DueOn, entry.Kind));
        Assert.Equal(("call-back", Day("2026-10-13")), Due(customer));
    }

    [Fact]
    public void Who_was_not_reached_stays_due_and_who_refuses_gets_no_more()
    {
        var customer = Take(Data(), new CareRule("high", "call-back", 30));
        customer.Care(new(null, Today, "not-reached", null), Plan(("call-back", 30)), "M1", "M1", Now);
        Assert.Equal(("call-back", Day("2026-09-13")), Due(customer));
        customer.Care(new(null, Today, "refused", null), Plan(("call-back", 30)), "M1", "M1", Now);
        Assert.Equal((null, null), Due(customer));
        Assert.False(customer.Consent);
    }

    [Fact]
    public void Care_of_another_kind_leaves_what_is_due()
    {
        var customer = Take(Data(), new CareRule("high", "call-back", 30));
        var entry = customer.Care(new("birthday", Today, "reached", null), Plan(("call-back", 30)), "M1", "M1", Now);
        Assert.Null(entry.DueOn);
        Assert.Equal(("call-back", Day("2026-09-13")), Due(customer));
    }

    [Fact]
    public void The_same_file_again_postpones_nothing()
    {
        var customer = Take(Data(), new CareRule("high", "call-back", 30));
        Assert.False(customer.Describe(Data(), null, Plan(("call-back", 30)), Today.AddDays(20)));
        Assert.True(
            customer.Describe(Data() with { ActiveOn = Today }, null, Plan(("call-back", 30)), Today.AddDays(20))
        );
        Assert.Equal(("call-back", Day("2026-09-13")), Due(customer));
        Assert.True(customer.Describe(Data(), Day("2026-08-20"), Plan(("call-back", 30)), Today));
        Assert.Equal(("call-back", Day("2026-08-20")), Due(customer));
    }

    [Theory]
    [InlineData("2024-02-29", "2026-08-15", "2027-02-28")]
    [InlineData("2024-02-29", "2027-12-31", "2028-02-29")]
    [InlineData("2026-08-15", "2026-08-15", "2027-08-15")]
    [InlineData("2020-09-01", "2026-08-15", "2026-09-01")]
    public void An_anniversary_is_the_day_of_the_first_card(string since, string after, string next) =>
        Assert.Equal(
            new DueCare("anniversary", Day(next)),
            Plan(("anniversary", null)).Next(Data() with { Since = Day(since) }, Day(after))
        );

    /// <summary>
    /// Whatever the plan, the next care lies after the day, and no other care of the plan comes before it.
    /// </summary>
    [Fact]
    public void The_next_care_is_the_first_after_the_day() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                (
                    from mask in Gen.Choose(0, 15)
                    from age in Gen.Choose(0, 4000)
                    from later in Gen.Choose(0, 800)
                    from month in Gen.Choose(1, 12)
                    select (mask, age, later, month)
                ).ToArbitrary(),
                of =>
                {
                    var rules = new[]
                    {
                        ("first-use", (int?)10),
                        ("call-back", 45),
                        ("birthday", null),
                        ("anniversary", null),
                    }
                        .Where((_, at) => (of.mask & (1 << at)) != 0)
                        .ToList();
                    var after = Today.AddDays(of.later);
                    var data = Data() with { Since = Today.AddDays(-of.age), BirthdayMonth = of.month };
                    if (Plan([.. rules]).Next(data, after) is not { } next)
                        return rules.TrueForAll(r => r.Item1 == "first-use");
                    return next.On > after
                        && rules.Exists(r => r.Item1 == next.Kind)
                        && rules.TrueForAll(r => Plan(r).Next(data, after) is not { } alone || alone.On >= next.On);
                }
            )
        );

    private static CustomerData Data() => new("high", Day("2020-01-01"), 9, true, null);

    private static Customer Take(CustomerData data, params CareRule[] rules) =>
        Customer.Take("K-1", "M1", data, null, new(rules), new(data.Since, "hr", Now, null), Today);

    private static CarePlan Plan(params (string Kind, int? Days)[] rules) =>
        new(rules.Select(r => new CareRule("high", r.Kind, r.Days)));

    private static (string?, DateOnly?) Due(Customer customer) => (customer.CareKind, customer.CareDueOn);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
