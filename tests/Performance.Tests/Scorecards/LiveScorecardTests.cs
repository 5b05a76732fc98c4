using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Scorecards;

/// <summary>The open month as it stands, and what replaced what in a closed one.</summary>
public class LiveScorecardTests
{
    [Fact]
    public async Task The_open_month_stands_as_its_close_would_leave_it()
    {
        await using var office = await OpenAsync();

        var live = (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-04?live=true")).Body;
        Assert.Equal(404, (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-04")).Status);
        await office.CloseAsync("2026-04");
        var closed = (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-04")).Body;

        Assert.Equal(closed.GetProperty("total").GetString(), live.GetProperty("total").GetString());
        Assert.Equal(closed.GetProperty("kpis").GetRawText(), live.GetProperty("kpis").GetRawText());
        Assert.Equal(0, live.GetProperty("version").GetInt32());
        Assert.NotNull(live.GetProperty("asOf").GetString());
        var after = (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-04?live=true")).Body;
        Assert.Equal(closed.GetRawText(), after.GetRawText());
    }

    [Fact]
    public async Task It_moves_with_every_fact_and_is_not_kept()
    {
        await using var office = await OpenAsync();

        Assert.Equal("1", await ValueAsync(office, "2026-04"));
        await office.FactsAsync("F9,M1,activated,C9,2026-04-09");
        Assert.Equal("2", await ValueAsync(office, "2026-04"));
        Assert.Equal(0, await office.Service.ReadAsync<PerformanceDbContext, int>(db => db.Scorecards.CountAsync()));
    }

    [Fact]
    public async Task It_is_shown_to_whom_the_manager_is_and_only_of_a_month_that_has_begun()
    {
        await using var office = await OpenAsync();
        const string path = "/scorecards/M1/2026-04?live=true";

        Assert.Equal(200, await StatusAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), path));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.AccountManager, managerNo: "M2"), path));
        Assert.Equal(200, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B1"), path));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B2"), path));
        Assert.Equal(403, await StatusAsync(office.Service.As(Roles.Trainer), path));
        Assert.Equal(404, await StatusAsync(office.Hr, "/scorecards/nobody/2026-04?live=true"));
        var later = await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-09?live=true");
        Assert.Equal((409, "scorecard.not-begun"), (later.Status, later.Code));
        Assert.Equal(409, await StatusAsync(office.Hr, "/scorecards/M1/2026-Q4?live=true"));
    }

    [Fact]
    public async Task Versions_say_what_replaced_what_and_why()
    {
        await using var office = await OpenAsync();
        await office.CloseAsync("2026-04");
        await office.TargetsAsync("M1,2026-04,activated,4");
        await office.CloseAsync("2026-05");
        await office.FactsAsync("F9,M1,activated,C9,2026-04-09", "F1,M1,activated,C1,2026-04-02,,,,,true");
        await office.FactsAsync("F8,M1,activated,C8,2026-04-09");
        await office.CloseAsync("2026-06");

        var versions = (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-04/versions"))
            .Body.EnumerateArray()
            .ToList();

        Assert.Equal([3, 2, 1], versions.Select(v => v.GetProperty("version").GetInt32()));
        Assert.Equal([true, false, false], versions.Select(v => v.GetProperty("isCurrent").GetBoolean()));
        Assert.Equal([3, 2, 1], versions.Select(v => v.GetProperty("knownFrom").GetInt32()));
        Assert.Equal([3, 0, 0], versions.Select(v => v.GetProperty("lateFacts").GetInt32()));
        Assert.Equal(
            ["", "target activated", ""],
            versions.Select(v =>
                string.Join(
                    ' ',
                    v.GetProperty("changedBy")
                        .EnumerateArray()
                        .Select(c => $"{c.GetProperty("kind").GetString()} {c.GetProperty("kpi").GetString()}")
                )
            )
        );
        var change = Assert.Single(versions[1].GetProperty("changes").EnumerateArray().ToList());
        Assert.Equal(
            ("activated", "2", "4", "0.5", "0.25"),
            (
                change.GetProperty("kpi").GetString(),
                change.GetProperty("targetBefore").GetString(),
                change.GetProperty("target").GetString(),
                change.GetProperty("attainmentBefore").GetString(),
                change.GetProperty("attainment").GetString()
            )
        );
        Assert.Empty(versions[2].GetProperty("changes").EnumerateArray());
        Assert.Equal(
            404,
            await StatusAsync(office.Service.As(Roles.BranchHead, org: "B2"), "/scorecards/M1/2026-04/versions")
        );
    }

    private static async Task<HrOffice> OpenAsync()
    {
        var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("activated", "0.4"), ("overdue", "0.6"));
        await office.TargetsAsync("M1,2026-04,activated,2", "M1,2026-04,overdue,1");
        await office.FactsAsync("F1,M1,activated,C1,2026-04-02", "F2,M1,overdue,C2,2026-04-03");
        return office;
    }

    private static async Task<string?> ValueAsync(HrOffice office, string month) =>
        (await HrOffice.GetAsync(office.Hr, $"/scorecards/M1/{month}?live=true"))
            .Body.GetProperty("kpis")
            .EnumerateArray()
            .Single(k => k.GetProperty("kpi").GetString() == "activated")
            .GetProperty("value")
            .GetString();

    private static async Task<int> StatusAsync(HttpClient by, string path) =>
        (await HrOffice.GetAsync(by, path)).Status;
}
