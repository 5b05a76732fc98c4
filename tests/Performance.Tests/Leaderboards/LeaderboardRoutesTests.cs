using System.Net;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using StackExchange.Redis;

namespace CardTeam.Performance.Tests.Leaderboards;

/// <summary>Leaderboards are the same without a cache, with one, and with one that is unavailable or hangs.</summary>
public sealed class LeaderboardRoutesTests : IAsyncLifetime
{
    /// <summary>
    /// The units and levels: M1 and M4 to M7 in B1, junior; M3 senior and M8 junior in B1-1 below it; M2 in B2, junior.
    /// </summary>
    private const string Attendance =
        "M1,2026-04,attendance,0.9\nM2,2026-04,attendance,1.1\nM3,2026-04,attendance,1\nM4,2026-04,attendance,0.9\nM5,2026-04,attendance,0.95\nM6,2026-04,attendance,0.2\nM8,2026-04,attendance,0.97";

    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task Each_sees_their_part_in_order_with_equals_sharing_a_rank()
    {
        await using var office = await MonthAsync(cache: null);
        Assert.Equal(["1 M2", "2 M8", "3 M5", "4 M1", "4 M4", "6 M6"], await BoardAsync(office.Hr, "?level=junior"));
        Assert.Equal(["1 M2", "2 M3", "3 M8", "4 M5", "5 M1", "5 M4", "7 M6"], await BoardAsync(office.Hr, ""));
        Assert.Equal(["1 M3", "2 M8"], await BoardAsync(office.Hr, "?org=B1-1"));
        Assert.Equal(
            ["1 M8", "2 M5", "3 M1", "3 M4", "5 M6"],
            await BoardAsync(office.Service.As(Roles.BranchHead, "B1"), "?level=junior")
        );
        Assert.Equal([], await BoardAsync(office.Service.As(Roles.BranchHead, "B1"), "?org=B2"));
        Assert.Equal([], await BoardAsync(office.Hr, "?org=B9"));
        Assert.Equal([], await BoardAsync(office.Hr, "", "2026-05"));

        var first = (await HrOffice.GetAsync(office.Hr, "/leaderboards/2026-04")).Body.GetProperty("items")[0];
        Assert.Equal(
            ("M2", "钱", "B2", "junior", "1.1", 7),
            (
                Text(first, "managerNo"),
                Text(first, "name"),
                Text(first, "org"),
                Text(first, "level"),
                Text(first, "total"),
                first.GetProperty("ranked").GetInt32()
            )
        );
    }

    [Fact]
    public async Task A_manager_sees_their_own_place_and_no_other()
    {
        await using var office = await MonthAsync(cache: null);
        Assert.Equal(
            "1 of 1 (4) in B1-1, 1 of 5 (1) in B1",
            await StandingAsync(office.Service.As(Roles.AccountManager, managerNo: "M8"), "M8")
        );
        Assert.Equal(
            "3 of 5 (3) in B1",
            await StandingAsync(office.Service.As(Roles.AccountManager, managerNo: "M4"), "M4")
        );
        // Without a total there is no rank.
        Assert.Equal("", await StandingAsync(office.Service.As(Roles.AccountManager, managerNo: "M7"), "M7"));
        Assert.Equal(
            404,
            (
                await HrOffice.GetAsync(
                    office.Service.As(Roles.AccountManager, managerNo: "M4"),
                    "/leaderboards/2026-04/M8"
                )
            ).Status
        );
        Assert.Equal(
            404,
            (await HrOffice.GetAsync(office.Service.As(Roles.BranchHead, "B1"), "/leaderboards/2026-04/M2")).Status
        );
        Assert.Equal(404, (await HrOffice.GetAsync(office.Hr, "/leaderboards/2026-05/M4")).Status);
        using var forbidden = await office
            .Service.As(Roles.AccountManager, managerNo: "M4")
            .GetAsync(new Uri("/leaderboards/2026-04", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task A_page_goes_on_after_the_one_before()
    {
        await using var office = await MonthAsync(_redis.ConnectionString);
        for (var asked = 0; asked < 2; asked++)
        {
            var (all, next) = (new List<string>(), "");
            do
            {
                var page = (
                    await HrOffice.GetAsync(office.Hr, $"/leaderboards/2026-04?level=junior&limit=2&after={next}")
                ).Body;
                all.AddRange(Places(page));
                next = page.GetProperty("next").GetString();
            } while (next is not null);
            Assert.Equal(["1 M2", "2 M8", "3 M5", "4 M1", "4 M4", "6 M6"], all);
            var wrong = await HrOffice.GetAsync(office.Hr, "/leaderboards/2026-04?level=junior&after=TTM=");
            Assert.Equal((400, "request.invalid-cursor"), (wrong.Status, Text(wrong.Body, "code")));
        }
    }

    [Fact]
    public async Task What_the_cache_says_the_database_says_and_the_other_way_round()
    {
        await using var office = await MonthAsync(_redis.ConnectionString);
        var made = await EverythingAsync(office);
        Assert.Contains("\"rank\":4,\"ranked\":6,\"managerNo\":\"M4\"", made, StringComparison.Ordinal);
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString))
        {
            var kept = new List<string>();
            await foreach (var key in redis.GetServers()[0].KeysAsync(pattern: "cardteam:performance:leaderboard:*"))
            {
                kept.AddRange(
                    (await redis.GetDatabase().SortedSetRangeByRankWithScoresAsync(key)).Select(e =>
                        $"{e.Score} {e.Element}"
                    )
                );
                Assert.InRange(
                    (await redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value,
                    TimeSpan.FromHours(23),
                    TimeSpan.FromDays(1)
                );
            }

            Assert.Contains("4 M4", kept);
        }

        Assert.Equal(made, await EverythingAsync(office)); // from the cache
        _redis.Freeze();
        Assert.Equal(made, await EverythingAsync(office));
        Assert.Equal("degraded", await CacheHealthAsync(office));
        _redis.Thaw();
        await ServiceUnderTest.UntilAsync(
            async () => await CacheHealthAsync(office) == "healthy",
            "the cache to answer again"
        );
        Assert.Equal(made, await EverythingAsync(office));
        await _redis.KillAsync();
        Assert.Equal(made, await EverythingAsync(office));
        await _redis.StartAgainAsync();
        await ServiceUnderTest.UntilAsync(
            async () => await CacheHealthAsync(office) == "healthy",
            "the cache to answer again"
        );
        Assert.Equal(made, await EverythingAsync(office)); // it came back empty
        Assert.Equal(made, await EverythingAsync(office));
    }

    [Fact]
    public async Task A_later_close_and_a_moved_unit_make_another_leaderboard()
    {
        await using var office = await MonthAsync(_redis.ConnectionString);
        Assert.Equal(["1 M8", "2 M5", "3 M1", "3 M4", "5 M6"], await BoardAsync(office.Hr, "?org=B1&level=junior"));
        await office.IndicatorsAsync("M6,2026-04,attendance,1.2");
        Assert.Equal(["1 M8", "2 M5", "3 M1", "3 M4", "5 M6"], await BoardAsync(office.Hr, "?org=B1&level=junior"));
        await office.CloseAsync("2026-05");
        Assert.Equal(["1 M6", "2 M8", "3 M5", "4 M1", "4 M4"], await BoardAsync(office.Hr, "?org=B1&level=junior"));
        await office.TakeAsync("org-units", "code,name,parent\nB1-1,东城一部,B2\n");
        foreach (var units in await office.Service.AnnouncedAsync<Contracts.Performance.OrgUnitsChanged>())
            await office.Service.DeliverAsync(units);
        Assert.Equal(["1 M6", "2 M5", "3 M1", "3 M4"], await BoardAsync(office.Hr, "?org=B1&level=junior"));
    }

    [Fact]
    public async Task Who_is_in_the_cache_and_nowhere_else_is_not_shown()
    {
        await using var office = await MonthAsync(_redis.ConnectionString);
        await BoardAsync(office.Hr, "");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        await foreach (var key in redis.GetServers()[0].KeysAsync(pattern: "cardteam:performance:leaderboard:*"))
            await redis.GetDatabase().SortedSetAddAsync(key, "M99", 0);
        Assert.Equal(["1 M2", "2 M3", "3 M8", "4 M5", "5 M1", "5 M4", "7 M6"], await BoardAsync(office.Hr, ""));
    }

    private static async Task<HrOffice> MonthAsync(string? cache)
    {
        var office = await HrOffice.StartAsync(("ConnectionStrings:cache", cache));
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level\n"
                + string.Concat(
                    (
                        ((string No, string Org)[])
                            [("M4", "B1"), ("M5", "B1"), ("M6", "B1"), ("M7", "B1"), ("M8", "B1-1")]
                    ).Select(m => $"{m.No},李,{m.Org},2020-01-01,junior\n")
                )
        );
        foreach (var level in (string[])["junior", "senior"])
            await office.SheetAsync(level, "2026-04", ("attendance", "1"));
        await office.TargetsAsync(Enumerable.Range(1, 8).Select(i => $"M{i},2026-04,attendance,1"));
        await office.IndicatorsAsync(Attendance.Split('\n'));
        await office.CloseAsync("2026-04");
        return office;
    }

    private static async Task<string> EverythingAsync(HrOffice office)
    {
        var all = new List<string>();
        foreach (var query in (string[])["", "?level=junior", "?org=B1&level=junior", "?org=B1-1", "?limit=3"])
            all.Add((await HrOffice.GetAsync(office.Hr, $"/leaderboards/2026-04{query}")).Body.ToString());
        foreach (var manager in (string[])["M1", "M2", "M3", "M8"])
            all.Add(await StandingAsync(office.Hr, manager));
        return string.Join('\n', all);
    }

    private static async Task<string?> CacheHealthAsync(HrOffice office)
    {
        using var health = await office.Service.Anonymous().GetAsync(new Uri("/health", UriKind.Relative));
        return Text(
            JsonSerializer
                .Deserialize<JsonElement>(await health.Content.ReadAsStringAsync())
                .GetProperty("dependencies")
                .GetProperty("cache"),
            "status"
        );
    }

    private static async Task<IReadOnlyList<string>> BoardAsync(HttpClient by, string query, string month = "2026-04")
    {
        var answer = await HrOffice.GetAsync(by, $"/leaderboards/{month}{query}");
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return Places(answer.Body);
    }

    private static IReadOnlyList<string> Places(JsonElement page) =>
        [
            .. page.GetProperty("items")
                .EnumerateArray()
                .Select(i => $"{i.GetProperty("rank").GetInt32()} {Text(i, "managerNo")}"),
        ];

    private static async Task<string> StandingAsync(HttpClient by, string manager)
    {
        var answer = await HrOffice.GetAsync(by, $"/leaderboards/2026-04/{manager}");
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return string.Join(
            ", ",
            answer
                .Body.GetProperty("standings")
                .EnumerateArray()
                .Select(s =>
                    $"{s.GetProperty("rank")} of {s.GetProperty("ranked")} ({s.GetProperty("quarter")}) in {Text(s, "org")}"
                )
        );
    }

    private static string? Text(JsonElement of, string property) => of.GetProperty(property).GetString();
}
