using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// Two replicas of every service share a database, a folder, a broker and a cache. In the first month the cache fails,
/// in the others the processes do.
/// </summary>
[Trait("Run", "long")]
public sealed class ReplicaTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Seed = 20260736;

    [Fact]
    public async Task A_cache_that_comes_and_goes_fails_no_request_and_processes_killed_at_random_do_nothing_twice()
    {
        var bank = new RandomBank(Seed, moreFacts: 1000);
        var broker = await RabbitBroker.CommonAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var suite = await SeparateSuite.StartAsync(
            await broker.CreateVirtualHostAsync("replicas"),
            replicas: 2,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__cache"] = redis.ConnectionString,
            }
        );
        var firstMonth = Step.Of(bank)
            .TakeWhile(s => !s.Name.EndsWith(bank.Months[1], StringComparison.Ordinal))
            .ToList();
        await WithoutACacheAsync(suite, redis, firstMonth, bank.Months[0]);

        var killer = new RandomKiller(suite, Seed, most: 6);
        await killer.DuringAsync(async () =>
        {
            foreach (var step in Step.Of(bank).Skip(firstMonth.Count))
                await step.DoAsync(suite.People);
        });
        output.WriteLine(
            $"{killer.Kills} kills, {killer.KillsDuringStart} of them during a start, starting number {Seed}"
        );
        Assert.InRange(killer.Kills, 3, int.MaxValue);
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(bank));
    }

    /// <summary>
    /// Takes the steps while the cache is killed, frozen and started again: nobody has to repeat anything, and
    /// everybody sees one leaderboard. The cache is gone in the end.
    /// </summary>
    private async Task WithoutACacheAsync(SeparateSuite suite, RedisServer redis, IEnumerable<Step> steps, string month)
    {
        foreach (var process in Users(suite))
            await process.UntilHealthAsync(h => Cache(h) == "healthy", "reach the cache");
        using var over = new CancellationTokenSource();
        var outages = TroubleAsync(redis, over.Token);
        foreach (var step in steps)
            await suite.WithExplanationAsync(step.Name, step.DoAsync(suite.People));
        var boards = new List<string>();
        for (var times = 0; times < 15; times++)
            boards.Add($"{await suite.People.GetAsync($"/performance/leaderboards/{month}?limit=500", "hr")}");
        await over.CancelAsync();
        output.WriteLine($"{await outages} outages, starting number {Seed}");
        Assert.Equal(0, suite.Repeats);
        Assert.Single(boards.Distinct());

        await redis.KillAsync();
        foreach (var process in Users(suite))
            await process.UntilHealthAsync(
                h => h.GetProperty("status").GetString() == "degraded" && Cache(h) == "degraded",
                "miss the cache"
            );
    }

    private static IEnumerable<ServiceProcess> Users(SeparateSuite suite) =>
        [.. suite.Replicas("performance"), suite.Gateway];

    private static string? Cache(System.Text.Json.JsonElement health) =>
        health.GetProperty("dependencies").GetProperty("cache").GetProperty("status").GetString();

    /// <summary>Makes the cache unavailable or frozen for a while, then available for a while.</summary>
    private static async Task<int> TroubleAsync(RedisServer redis, CancellationToken over)
    {
        var random = new Random(Seed);
        for (var outages = 1; ; outages++)
        {
            await Task.Delay(random.Next(200, 3000), CancellationToken.None);
            if (outages % 2 == 0)
            {
                redis.Freeze();
                await Task.Delay(random.Next(200, 3000), CancellationToken.None);
                redis.Thaw();
            }
            else
            {
                await redis.KillAsync();
                await Task.Delay(random.Next(0, 3000), CancellationToken.None);
                await redis.StartAgainAsync();
            }

            if (over.IsCancellationRequested && outages >= 3)
                return outages;
        }
    }
}
