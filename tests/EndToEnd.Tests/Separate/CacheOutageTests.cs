using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// The cache is killed, frozen and started again during whole month ends: nobody has to repeat anything.
/// </summary>
public sealed class CacheOutageTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Seed = 20260736;

    [Fact]
    public async Task A_cache_that_comes_and_goes_fails_no_request_and_changes_no_result()
    {
        var bank = new RandomBank(Seed, moreFacts: 1000);
        var broker = await RabbitBroker.CommonAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var suite = await SeparateSuite.StartAsync(
            await broker.CreateVirtualHostAsync("cacheoutages"),
            replicas: 2,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__cache"] = redis.ConnectionString,
            }
        );
        foreach (var process in Users(suite))
            await process.UntilHealthAsync(h => Cache(h) == "healthy", "reach the cache");

        using var over = new CancellationTokenSource();
        var outages = TroubleAsync(redis, over.Token);
        foreach (var step in Step.Of(bank))
            await suite.WithExplanationAsync(step.Name, step.DoAsync(suite.People));
        var boards = new List<string>();
        foreach (var month in bank.Months)
            for (var times = 0; times < 5; times++)
                boards.Add(
                    $"{month} {await suite.People.GetAsync($"/performance/leaderboards/{month}?limit=500", "hr")}"
                );
        await over.CancelAsync();
        output.WriteLine($"{await outages} outages, starting number {Seed}");
        Assert.InRange(await outages, 3, int.MaxValue);

        Assert.Equal(0, suite.Repeats);
        Assert.Equal(bank.Months.Length, boards.Distinct().Count());
        await redis.KillAsync();
        foreach (var process in Users(suite))
            await process.UntilHealthAsync(
                h => h.GetProperty("status").GetString() == "degraded" && Cache(h) == "degraded",
                "miss the cache"
            );
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(bank));
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

            if (over.IsCancellationRequested)
                return outages;
        }
    }
}
