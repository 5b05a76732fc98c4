using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Kpis;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Performance.Tests.Scorecards;

public class ScorecardTests
{
    private static readonly string[] Month =
    [
        "A,M1,approved,C1,2026-03-02",
        "B,M1,approved,C2,2026-04-02,,,,true",
        "C,M1,approved,C3,2026-04-02,,,,false",
        "D,M1,activated,C2,2026-04-05",
        "E,M1,active-month,C1,2026-04-05,,,10.25",
        "F,M1,active-month,C1,2026-04-30,,,0.50",
        "G,M1,active-month,C2,2026-04-06,,,3.00",
        "H,M2,cancelled,C3,2026-04-20",
        "I,M1,overdue,C1,2026-04-01",
        "J,M1,cancelled,C9,2026-05-01",
        "K,M1,instalment,C2,2026-04-21,,,300.00",
        "L,M1,instalment,C2,2026-04-22,,,0.05",
        "M,M1,approved,C5,2026-05-01,,,,true",
        "N,M2,approved,C6,2026-04-01,,,,true",
        "O,M1,cancelled,C8,2026-04-11",
        "P,M1,activated,C4,2026-04-07,,,,,true",
        "Q,M1,first-used,C4,2026-04-08",
        "R,M1,sleeping,C4,2026-04-08",
        "S,M1,applied,C7,2026-04-30",
        "T,M1,referral-confirmed,C7,2026-04-30",
    ];

    [Theory]
    [InlineData("approved", "2")]
    [InlineData("activated", "1")]
    [InlineData("cancelled", "1")]
    [InlineData("overdue", "1")]
    [InlineData("active", "2")] // C1 twice, C2
    [InlineData("active-amount", "13.75")]
    [InlineData("instalment-amount", "300.05")]
    // C1, C2 of C1, C2, C4, C7: C3 and C8 are cancelled by any manager, C5 and C9 are of May.
    [InlineData("active-rate", "0.5")]
    [InlineData("new-customers", "1")]
    [InlineData("complaints-upheld", "1")]
    [InlineData("satisfaction", "3.5")]
    [InlineData("attendance", "0.95")]
    public async Task Every_kpi_is_counted_as_the_contract_says(string kpi, string value)
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", (kpi, "1"));
        await office.TargetsAsync($"M1,2026-04,{kpi},1000");
        await office.IndicatorsAsync(
            "M1,2026-04,attendance,0.95",
            "M1,2026-05,attendance,0.5",
            "M2,2026-04,attendance,0.1"
        );
        await office.FactsAsync(Month);
        await office.Service.DeliverAsync(
            new ComplaintsChanged([
                new("P1", 1, 1, "M1", "minor", "upheld", new(2026, 4, 30)),
                new("P2", 1, 1, "M1", "minor", "upheld", new(2026, 5, 1)),
                new("P3", 1, 1, "M1", "minor", "rejected", new(2026, 4, 3)),
                new("P4", 1, 1, "M1", "minor", null, null),
                new("P5", 1, 1, "M2", "minor", "upheld", new(2026, 4, 30)),
            ])
        );
        await office.Service.DeliverAsync(
            new SatisfactionRecorded([
                new(Guid.NewGuid(), 1, "M1", new(2026, 4, 1), 3),
                new(Guid.NewGuid(), 1, "M1", new(2026, 4, 30), 4),
                new(Guid.NewGuid(), 1, "M1", new(2026, 5, 1), 1),
                new(Guid.NewGuid(), 1, "M2", new(2026, 4, 1), 1),
            ])
        );
        await office.CloseAsync("2026-04");

        Assert.Equal(decimal.Parse(value), decimal.Parse((await office.ScorecardAsync("2026-04"))[kpi].Value!));
    }

    [Fact]
    public async Task Without_a_fact_a_count_and_a_sum_are_zero_and_a_rate_and_a_mean_are_none()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync(
            "junior",
            "2026-04",
            ("activated", "0.2"),
            ("active-amount", "0.2"),
            ("overdue", "0.2"),
            ("active-rate", "0.2"),
            ("satisfaction", "0.1"),
            ("attendance", "0.1")
        );
        await office.TargetsAsync(
            new[] { "activated", "active-amount", "overdue", "active-rate", "satisfaction", "attendance" }.Select(kpi =>
                $"M1,2026-04,{kpi},1"
            )
        );
        await office.CloseAsync("2026-04");

        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal(
            ["activated", "active-amount", "overdue"],
            card.Kpis.Where(k => k.LeftOut is null).Select(k => k.Kpi)
        );
        Assert.Equal(
            [("active-rate", "no-value"), ("satisfaction", "no-value"), ("attendance", "no-value")],
            card.Kpis.Where(k => k.LeftOut is not null).Select(k => (k.Kpi, k.LeftOut!))
        );
        Assert.Equal(0.5m, decimal.Parse(card.Total!)); // (0 + 0 + 1.5) ÷ 3
    }

    [Fact]
    public async Task What_has_no_target_is_left_out_and_without_any_there_is_no_total()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "0.5"), ("approved", "0.5"));
        await office.TargetsAsync("M1,2026-04,activated,2", "M1,2026-Q2,approved,2", "M1,2026-05,approved,2");
        await office.FactsAsync("A,M1,activated,C1,2026-04-05");
        await office.CloseAsync("2026-04");

        var (own, other) = (await office.ScorecardAsync("2026-04"), await office.ScorecardAsync("2026-04", "M2"));
        Assert.Equal((0.5m, "no-target"), (decimal.Parse(own.Total!), own["approved"].LeftOut));
        Assert.Null(other.Total);
        Assert.Null(
            (await office.Service.AnnouncedAsync<ScorecardsClosed>())
                .SelectMany(s => s.Scores)
                .Single(s => s.ManagerNo == "M2")
                .Total
        );
    }

    [Fact]
    public async Task What_a_kpi_comes_to_is_announced_as_the_quotient_it_is()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("active-rate", "0.5"), ("satisfaction", "0.5"));
        await office.TargetsAsync("M1,2026-04,active-rate,1", "M1,2026-04,satisfaction,5");
        await office.FactsAsync(
            "A,M1,approved,C1,2026-04-05",
            "B,M1,approved,C2,2026-04-05",
            "C,M1,approved,C3,2026-04-05",
            "D,M1,active-month,C1,2026-04-30,,,10.00",
            "E,M1,active-month,C2,2026-04-30,,,10.00"
        );
        await office.CloseAsync("2026-04");

        Assert.Equal(
            [new KpiValue("active-rate", new(2, 3))],
            (await office.Service.AnnouncedAsync<ScorecardsClosed>())
                .SelectMany(s => s.Scores)
                .Single(s => s.ManagerNo == "M1")
                .Kpis!
        );
    }

    [Theory]
    [InlineData("1", "0.4", "0.64")]
    [InlineData("0.4", "0.8", "0.64")]
    public async Task Weights_go_with_their_own_kpi(string activation, string active, string total)
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activation-done", "0.4"), ("active-done", "0.6"));
        await office.TargetsAsync("M1,2026-04,activation-done,1", "M1,2026-04,active-done,1");
        await office.IndicatorsAsync($"M1,2026-04,activation-done,{activation}", $"M1,2026-04,active-done,{active}");
        await office.CloseAsync("2026-04");

        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal(
            (decimal.Parse(total), decimal.Parse(total)),
            (decimal.Parse(card.Total!), card.Kpis.Sum(k => decimal.Parse(k.Score!)))
        );
    }

    [Fact]
    public async Task Attainment_is_taken_from_the_value_itself_not_from_its_six_decimals()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("active-rate", "0.5"), ("satisfaction", "0.5"));
        await office.TargetsAsync("M1,2026-04,active-rate,0.6", "M1,2026-04,satisfaction,4.2");
        await office.FactsAsync(
            "A,M1,active-month,C1,2026-04-05",
            "B,M1,active-month,C2,2026-04-05",
            "C,M1,approved,C3,2026-04-05"
        );
        await office.Service.DeliverAsync(
            new SatisfactionRecorded([
                .. new[] { 4, 5, 5 }.Select(score => new SatisfactionAnswer(
                    Guid.NewGuid(),
                    1,
                    "M1",
                    new(2026, 4, 1),
                    score
                )),
            ])
        );
        await office.CloseAsync("2026-04");

        // 2/3 ÷ 0.6 = 1.1111…, and 0.666667 ÷ 0.6 would be 1.111112; 14/3 ÷ 4.2 = 1.1111…
        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal(("1.111111", "1.111111"), (card["active-rate"].Attainment, card["satisfaction"].Attainment));
        Assert.Equal(("0.666667", "4.666667"), (card["active-rate"].Value, card["satisfaction"].Value));
    }

    [Fact]
    public async Task The_sheet_is_that_of_the_level_on_the_last_day()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.SheetAsync("senior", "2026-04", ("approved", "1"));
        await office.SheetAsync("junior", "2026-06", ("overdue", "1"));
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,effective_on\nM1,赵,B2,2020-01-01,senior,2026-04-30\nM2,钱,B2,2020-01-01,senior,2026-05-01\n"
        );
        await office.CloseAsync("2026-04", "2026-05", "2026-06");

        var (april, june) = (await office.ScorecardAsync("2026-04"), await office.ScorecardAsync("2026-06"));
        Assert.Equal(("senior", "B2", "approved"), (april.Level, april.Org, Assert.Single(april.Kpis).Kpi));
        Assert.Equal(
            ("junior", "activated"),
            (await office.ScorecardAsync("2026-04", "M2")) is var second
                ? (second.Level, Assert.Single(second.Kpis).Kpi)
                : default
        );
        Assert.Equal("approved", Assert.Single(june.Kpis).Kpi);
        await office.TakeAsync("managers", "manager_no,name,org,hired_on,level\nM4,李,B1,2020-01-01,junior\n");
        await office.CloseAsync("2026-07");
        Assert.Equal("overdue", Assert.Single((await office.ScorecardAsync("2026-07", "M4")).Kpis).Kpi);
    }

    [Fact]
    public async Task Those_below_their_targets_are_listed_alone_and_counted()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.SheetAsync("senior", "2026-04", ("activated", "1"));
        await office.TakeAsync(
            "targets",
            "manager_no,period,kpi,target\nM1,2026-04,activated,1\nM2,2026-04,activated,3\n"
        );
        await office.FactsAsync("A-1,M1,activated,C1,2026-04-03", "A-2,M2,activated,C2,2026-04-03");
        await office.CloseAsync("2026-04");

        var below = (
            await HrOffice.GetAsync(office.Hr, "/scorecards?period=2026-04&met=false&sort=total&limit=1&total=true")
        ).Body;
        Assert.Equal(
            "M2",
            Assert.Single(below.GetProperty("items").EnumerateArray()).GetProperty("managerNo").GetString()
        );
        Assert.Equal(1, below.GetProperty("total").GetInt32());
        Assert.Equal(["M1"], await HrOffice.KeysAsync(office.Hr, "/scorecards?period=2026-04&met=true", "managerNo"));
    }

    [Fact]
    public async Task Everybody_sees_the_scorecards_of_their_part_of_the_bank()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.SheetAsync("senior", "2026-04", ("activated", "1"));
        await office.CloseAsync("2026-04");

        Assert.Equal(
            ["M1", "M2", "M3"],
            await HrOffice.KeysAsync(office.Hr, "/scorecards?period=2026-04", "managerNo")
        );
        Assert.Equal(
            ["M1", "M3"],
            await HrOffice.KeysAsync(office.Hr, "/scorecards?period=2026-04&org=B1", "managerNo")
        );
        Assert.Equal(
            ["M1", "M3"],
            await HrOffice.KeysAsync(
                office.Service.As(Roles.BranchHead, org: "B1"),
                "/scorecards?period=2026-04",
                "managerNo"
            )
        );
        Assert.Empty(
            await HrOffice.KeysAsync(
                office.Service.As(Roles.BranchHead, org: "B1"),
                "/scorecards?period=2026-04&org=B2",
                "managerNo"
            )
        );
        Assert.Equal(
            ["M2"],
            await HrOffice.KeysAsync(
                office.Service.As(Roles.AccountManager, managerNo: "M2"),
                "/scorecards?period=2026-04",
                "managerNo"
            )
        );
        Assert.Equal(
            404,
            (
                await HrOffice.GetAsync(
                    office.Service.As(Roles.AccountManager, managerNo: "M2"),
                    "/scorecards/M1/2026-04"
                )
            ).Status
        );
        Assert.Equal(
            403,
            (await HrOffice.GetAsync(office.Service.As(Roles.Payroll), "/scorecards?period=2026-04")).Status
        );
    }

    [Fact]
    public async Task They_are_sorted_filtered_by_level_and_exported()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.SheetAsync("senior", "2026-04", ("activated", "1"));
        await office.TakeAsync("managers", "manager_no,name,org,hired_on,level\nM4,李,B1,2020-01-01,junior\n");
        await office.TargetsAsync("M1,2026-04,activated,4", "M2,2026-04,activated,1", "M4,2026-04,activated,4");
        await office.FactsAsync(
            "F1,M1,activated,C1,2026-04-02",
            "F2,M2,activated,C2,2026-04-02",
            "F4,M4,activated,C4,2026-04-02"
        );
        await office.CloseAsync("2026-04");

        Assert.Equal(
            ["M1", "M4", "M2", "M3"],
            await office.Hr.WalkAsync("/scorecards?period=2026-04&sort=total", "managerNo")
        );
        Assert.Equal(
            ["M2", "M1", "M4", "M3"],
            await office.Hr.WalkAsync("/scorecards?period=2026-04&sort=-total", "managerNo")
        );
        Assert.Equal(
            ["M1", "M4", "M3", "M2"],
            await office.Hr.WalkAsync("/scorecards?period=2026-04&sort=org", "managerNo", 2)
        );
        Assert.Equal(["M3"], await office.Hr.WalkAsync("/scorecards?period=2026-04&level=senior", "managerNo"));
        Assert.Equal(
            ["0.25", "0.25", "1", ""],
            await office.Hr.ColumnAsync("/scorecards.csv?period=2026-04&sort=total", "total")
        );
    }

    /// <summary>Sorted as text, -0.5 would follow -0.25, and -12 come before -2.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Totals_below_zero_are_in_their_order(int pageSize)
    {
        await using var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level\nM4,李,B1,2020-01-01,junior\nM5,李,B1,2020-01-01,junior\nM6,李,B1,2020-01-01,junior\n"
        );
        foreach (var level in (string[])["junior", "senior"])
            await office.SheetAsync(level, "2026-04", ("growth", "1"));
        await office.TargetsAsync([.. Enumerable.Range(1, 6).Select(i => $"M{i},2026-04,growth,1")]);
        await office.TakeAsync(
            "indicators",
            "manager_no,period,kpi,value\nM1,2026-04,growth,-0.5\nM2,2026-04,growth,-12\nM3,2026-04,growth,0\nM4,2026-04,growth,-0.25\nM5,2026-04,growth,0.5\nM6,2026-04,growth,-2\n"
        );
        await office.CloseAsync("2026-04");
        Assert.Equal(
            ["M2", "M6", "M1", "M4", "M3", "M5"],
            await office.Hr.WalkAsync("/scorecards?period=2026-04&sort=total", "managerNo", pageSize)
        );
        Assert.Equal(
            ["M5", "M3", "M4", "M1", "M6", "M2"],
            await office.Hr.WalkAsync("/scorecards?period=2026-04&sort=-total", "managerNo", pageSize)
        );
    }
}
