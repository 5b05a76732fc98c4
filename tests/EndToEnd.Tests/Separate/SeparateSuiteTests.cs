using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>The five programs as they are deployed.</summary>
public sealed class SeparateSuiteTests
{
    [Fact]
    public async Task Five_published_programs_come_up_let_people_in_and_one_that_was_killed_comes_back()
    {
        var broker = await RabbitBroker.CommonAsync();
        await using var suite = await SeparateSuite.StartAsync(await broker.CreateVirtualHostAsync("programs"));
        Assert.Equal(5, suite.All.Select(p => p.Id).Distinct().Count());
        Assert.All(suite.All, p => Assert.InRange(p.PeakMemory, 20, 500));

        var performance = suite.Replicas("performance")[0];
        Assert.Equal(0, (await suite.People.GetAsync("/performance/managers", "hr")).GetProperty("items").GetArrayLength());
        await performance.EndAsync(9);
        Assert.False(performance.IsRunning);
        await suite.Gateway.UntilHealthAsync(h => h.GetProperty("dependencies").GetProperty("performance").GetProperty("status").GetString() == "unhealthy", "say that Performance is down");

        var asked = suite.People.GetAsync("/performance/managers", "hr");
        await performance.StartAsync();
        Assert.Equal(0, (await asked).GetProperty("items").GetArrayLength());
        Assert.Equal(0, await performance.EndAsync(15));
    }
}
