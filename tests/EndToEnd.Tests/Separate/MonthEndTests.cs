using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Month ends of five processes connected by a broker.</summary>
public sealed class MonthEndTests
{
    private const int Seed = 20260731;

    [Fact]
    public async Task Three_month_ends_of_five_processes_come_to_what_they_come_to_in_one()
    {
        var bank = new RandomBank(Seed);
        var broker = await RabbitBroker.CommonAsync();
        await using var suite = await SeparateSuite.StartAsync(await broker.CreateVirtualHostAsync("monthend"));
        foreach (var step in Step.Of(bank))
            await step.DoAsync(suite.People);
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(Step.Of(bank)));
    }
}
