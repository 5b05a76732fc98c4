using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.Testing;
using CardTeam.Verify;

namespace CardTeam.Incentive.Tests.Recognitions;

/// <summary>A plan pays who won a contest, as the close of its last month decided it.</summary>
public sealed class ContestPayTests
{
    private const string Pays = """
        { "id": "contest", "type": "per-unit", "fact": "contest-won", "products": ["spring"], "rate": "500.00" }
        """;

    private const string Spring = """
        { "title": { "zh": "春季竞赛", "en": "Spring" }, "prize": { "zh": "奖金", "en": "Pay" },
          "from": "2026-04", "to": "2026-05", "orgs": ["B1"], "kpi": "scorecard" }
        """;

    [Fact]
    public async Task Everybody_with_the_best_sum_is_paid_in_the_contests_last_month()
    {
        await using var office = await StartAsync();
        Assert.Equal(200, (await PutAsync(office, Spring)).Status);
        await PayAsync(office, "2026-04", ("M1", 1.0m), ("M2", 0.5m), ("M3", 1.4m));
        Assert.Equal("0.00", (await office.StatementAsync("2026-04")).Payable);
        await PayAsync(office, "2026-05", ("M1", 0.5m), ("M2", 1.0m), ("M3", 1.4m));

        // M3 did best, in another unit.
        foreach (var (manager, payable) in new[] { ("M1", "500.00"), ("M2", "500.00"), ("M3", "0.00") })
            Assert.Equal(payable, (await office.StatementAsync("2026-05", manager)).Payable);
        var line = Assert.Single((await office.StatementAsync("2026-05")).Lines, l => l.Rule == "contest");
        Assert.Equal(("earned", "1", "竞赛优胜"), (line.Kind, line.Quantity, line.Name!.Zh));
        var record = Assert.Single(line.Records!);
        Assert.Equal(
            ("2026-05-31", null, "spring", "500.00"),
            (record.Day, record.Card, record.Product, record.Earned)
        );
        Assert.Equal([("M1", true), ("M2", true)], await WonAsync(office));
    }

    [Fact]
    public async Task A_score_corrected_after_the_close_changes_the_standing_and_nobodys_pay()
    {
        await using var office = await StartAsync();
        await PutAsync(office, Spring);
        await PayAsync(office, "2026-04", ("M1", 1.0m), ("M2", 0.5m));
        await PayAsync(office, "2026-05", ("M1", 1.0m), ("M2", 0.5m));

        office.Others.Score("2026-05", 9m, "M2").Fact("late", "activated", "K", "2026-05-02", manager: "M2");
        await PayAsync(office, "2026-06", ("M1", 1.0m), ("M2", 0.5m));

        Assert.Equal([("M2", false), ("M1", true)], await WonAsync(office));
        foreach (var manager in new[] { "M1", "M2" })
            Assert.Equal("0.00", (await office.StatementAsync("2026-06", manager)).Payable);
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_the_close_does_not_know_in_post_on_the_last_day_wins_nothing()
    {
        await using var office = await StartAsync();
        await PutAsync(office, Spring);
        await PayAsync(office, "2026-04", ("M1", 0m), ("M2", 2m));
        office.Others.Hire("M2", "B1", leftOn: "2026-05-30");
        await PayAsync(office, "2026-05", ("M1", 0m), ("M2", 2m));

        // The one who is left has nothing, with which nobody wins.
        Assert.All(await WonAsync(office), place => Assert.False(place.HasWon));
        Assert.Equal("0.00", (await office.StatementAsync("2026-05")).Payable);
    }

    [Fact]
    public async Task The_lowest_sum_wins_where_the_contest_says_so()
    {
        await using var office = await StartAsync();
        await PutAsync(office, Spring.Replace("\"kpi\"", "\"lowestFirst\": true, \"kpi\"", StringComparison.Ordinal));
        await PayAsync(office, "2026-04", ("M1", 0m), ("M2", 2m));
        await PayAsync(office, "2026-05", ("M1", 0m), ("M2", 2m));

        Assert.Equal("500.00", (await office.StatementAsync("2026-05")).Payable);
        Assert.Equal("0.00", (await office.StatementAsync("2026-05", "M2")).Payable);
    }

    [Fact]
    public async Task Once_its_last_month_is_closed_only_its_words_change()
    {
        await using var office = await StartAsync();
        await PutAsync(office, Spring);
        await PayAsync(office, "2026-04", ("M1", 1.0m));
        Assert.Equal(200, (await PutAsync(office, Spring.Replace("B1", "B2", StringComparison.Ordinal))).Status);
        Assert.Equal(200, (await PutAsync(office, Spring)).Status);
        await PayAsync(office, "2026-05", ("M1", 1.0m));

        foreach (
            var other in new[]
            {
                Spring.Replace("B1", "B2", StringComparison.Ordinal),
                Spring.Replace("2026-05", "2026-07", StringComparison.Ordinal),
                Spring.Replace("scorecard", "activated", StringComparison.Ordinal),
            }
        )
            Assert.Equal("contest.over", (await PutAsync(office, other)).Code);
        var renamed = await PutAsync(office, Spring.Replace("Spring", "Spring!", StringComparison.Ordinal));
        Assert.Equal((200, 2), (renamed.Status, renamed.Body.GetProperty("decidedAtClose").GetInt32()));

        // One that is set up afterwards has a standing, and nobody wins it.
        var late = await PutAsync(office, Spring, "late");
        Assert.Equal((200, 0), (late.Status, late.Body.GetProperty("decidedAtClose").GetInt32()));
        await PayAsync(office, "2026-06", ("M1", 1.0m));
        Assert.Equal("0.00", (await office.StatementAsync("2026-06")).Payable);
    }

    [Fact]
    public async Task The_bundle_of_its_month_has_the_win_and_verifies()
    {
        await using var office = await StartAsync();
        await PutAsync(office, Spring);
        await PayAsync(office, "2026-04", ("M1", 1.0m));
        var run = await PayAsync(office, "2026-05", ("M1", 1.0m));

        var keys = await office.Analyst.GetStringAsync("/bundle-keys");
        using var zip = new MemoryStream(await office.Analyst.GetByteArrayAsync($"/runs/{run.Id}/bundle"));
        Assert.Equal(3, Verifier.Check(zip, keys).Statements);
    }

    private static async Task<BonusOffice> StartAsync()
    {
        var office = await BonusOffice.StartAsync(Pays, Rules.Cap);
        office.Others.Hire("M2").Hire("M3", "B2");
        await office.Service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ"), ("B2", "HQ")));
        return office;
    }

    private static async Task<RunSeen> PayAsync(
        BonusOffice office,
        string month,
        params (string Manager, decimal Total)[] scores
    )
    {
        foreach (var (manager, total) in scores)
            office.Others.Score(month, total, manager);
        return await office.PayAsync(month);
    }

    private static Task<Answer> PutAsync(BonusOffice office, string json, string code = "spring") =>
        BonusOffice.PutAsync(office.Analyst, $"/contests/{code}", json);

    private static async Task<List<(string ManagerNo, bool HasWon)>> WonAsync(BonusOffice office) =>
        (await BonusOffice.GetAsync(office.Analyst, "/contests/spring/standing"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(p => (p.GetProperty("managerNo").GetString()!, p.GetProperty("hasWon").GetBoolean()))
            .ToList();
}
