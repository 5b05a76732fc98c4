using System.Diagnostics;
using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>The broker is restarted, killed and unavailable while messages are being sent.</summary>
[Trait("Run", "long")]
public sealed class BrokerOutageTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Seed = 20260733;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A quorum queue whose broker dies within 1.5 s of its declaration can come back without a leader: a fault of
    /// RabbitMQ 3.10, which is not tested here.
    /// </summary>
    private static readonly TimeSpan UntilQueuesAreSafe = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Ended_killed_and_away_for_a_while_it_loses_nothing_and_gets_everything_in_order_when_it_is_back()
    {
        var random = new Random(Seed);
        var bank = new RandomBank(Seed, moreFacts: 2500);
        await using var broker = await RabbitBroker.StartAsync();
        await using var suite = await SeparateSuite.StartAsync(await broker.CreateVirtualHostAsync("outages"));
        foreach (var process in suite.All.SkipLast(1))
            await process.UntilHealthAsync(IsHealthy, "reach the broker");
        await Queue.ListenAsync(suite.Messaging, "listener", "cardteam.events", "performance.#");
        await Task.Delay(UntilQueuesAreSafe);

        var steps = Step.Of(bank);
        foreach (var step in steps.TakeWhile(s => !s.Name.EndsWith(bank.Months[2], StringComparison.Ordinal)))
        {
            var signal =
                step.Name is "import card-facts 2026-01" ? 15
                : step.Name is "close 2026-01" or "approve 2026-02" ? 9
                : 0;
            await DoAsync(step, signal == 0 ? Task.CompletedTask : RestartAsync(signal));
        }

        await suite.SettleAsync();
        await Queue.TakeAllAsync(suite.Messaging, "listener");
        await broker.StopAsync(15);
        var began = Stopwatch.GetTimestamp();
        var lastMonth = steps.SkipWhile(s => !s.Name.EndsWith(bank.Months[2], StringComparison.Ordinal)).ToList();
        foreach (var step in lastMonth.TakeWhile(s => !s.Name.StartsWith("run", StringComparison.Ordinal)))
            await step.DoAsync(suite.People);
        await suite.People.FindAuditWholeAsync();
        var waiting = suite.Outbox("performance");
        output.WriteLine(
            $"{waiting.Sum(s => s.Value.Count)} messages waited in {waiting.Count} streams, starting number {Seed}"
        );
        Assert.True(waiting.Count >= 3 && waiting.Sum(s => s.Value.Count) >= 8);
        foreach (var service in SeparateSuite.Services)
            Assert.Equal(
                "degraded",
                (await suite.Replicas(service)[0].HealthAsync()).GetProperty("status").GetString()
            );
        if (Outage - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest)
            await Task.Delay(rest);
        await broker.StartAgainAsync();

        foreach (var step in lastMonth.SkipWhile(s => !s.Name.StartsWith("run", StringComparison.Ordinal)))
            await DoAsync(step, Task.CompletedTask);
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(bank));
        var arrived = (await Queue.TakeAllAsync(suite.Messaging, "listener"))
            .Select(d => Guid.Parse(d.MessageId))
            .Distinct()
            .ToList();
        foreach (var (_, announced) in waiting)
            Assert.Equal(announced, arrived.Where(announced.Contains));

        async Task DoAsync(Step step, Task meanwhile)
        {
            try
            {
                await suite.WithExplanationAsync(step.Name, step.DoAsync(suite.People), meanwhile);
            }
            catch (InvalidOperationException failure)
            {
                throw new InvalidOperationException($"{failure.Message}\n{await broker.ExplainAsync()}", failure);
            }
        }

        async Task RestartAsync(int signal)
        {
            await Task.Delay(random.Next(20, 250));
            await broker.RestartAsync(signal);
        }
    }

    private static bool IsHealthy(System.Text.Json.JsonElement health) =>
        health.GetProperty("status").GetString() == "healthy";
}
