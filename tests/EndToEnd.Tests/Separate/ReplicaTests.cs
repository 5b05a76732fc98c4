using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Two replicas of every service share a database, a folder and a broker, and die at random.</summary>
public sealed class ReplicaTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Seed = 20260736;

    [Fact]
    public async Task Two_replicas_of_every_service_killed_at_random_do_nothing_twice()
    {
        var bank = new RandomBank(Seed, moreFacts: 1000);
        var broker = await RabbitBroker.CommonAsync();
        await using var suite = await SeparateSuite.StartAsync(
            await broker.CreateVirtualHostAsync("replicas"),
            replicas: 2
        );
        var killer = new RandomKiller(suite, Seed, most: 12);
        await killer.DuringAsync(async () =>
        {
            foreach (var step in Step.Of(bank))
                await step.DoAsync(suite.People);
        });

        output.WriteLine(
            $"{killer.Kills} kills, {killer.KillsDuringStart} of them during a start, starting number {Seed}"
        );
        Assert.InRange(killer.Kills, 5, int.MaxValue);
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(bank));
    }
}
