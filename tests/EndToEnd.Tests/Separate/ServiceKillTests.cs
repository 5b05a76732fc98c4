using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Kills (-9) programs in the middle of each kind of work, and starts them again.</summary>
[Trait("Run", "long")]
public sealed class ServiceKillTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Seed = 20260736;

    /// <summary>
    /// The programs killed during each step: every program twice, and two or more in every kind of work. Other moments
    /// come in <c>tests/soak</c>.
    /// </summary>
    private static readonly Dictionary<string, string[]> Deaths = new(StringComparer.Ordinal)
    {
        ["import card-facts 2026-01"] = ["performance"],
        ["import certificates 2026-01"] = ["training"],
        ["import complaints 2026-01"] = ["feedback"],
        ["close 2026-01"] = ["performance", "gateway"],
        ["run 2026-01"] = ["incentive"],
        ["approve 2026-01"] = ["incentive", "gateway"],
        ["close 2026-02"] = ["training"],
        ["run 2026-02"] = ["feedback"],
    };

    [Fact]
    public async Task Programs_killed_in_an_import_a_close_a_run_and_an_approval_leave_the_month_ends_as_they_are_without()
    {
        var random = new Random(Seed);
        var bank = new RandomBank(Seed, moreFacts: 1000);
        var broker = await RabbitBroker.CommonAsync();
        await using var suite = await SeparateSuite.StartAsync(await broker.CreateVirtualHostAsync("servicekills"));
        var (kills, inTheMiddle) = (0, 0);
        foreach (var step in Step.Of(bank))
        {
            var doing = step.DoAsync(suite.People);
            var killing = Deaths
                .GetValueOrDefault(step.Name, [])
                .Select(program => KillAsync(suite.Replicas(program)[0], TimeSpan.FromMilliseconds(random.Next(0, 60))))
                .ToList();
            await suite.WithExplanationAsync(step.Name, [doing, .. killing]);

            async Task KillAsync(ServiceProcess process, TimeSpan after)
            {
                await Task.Delay(after);
                kills++;
                if (!doing.IsCompleted)
                    inTheMiddle++;
                await process.KillAndStartAsync();
            }
        }

        output.WriteLine($"{kills} kills, {inTheMiddle} of them before the step was over, starting number {Seed}");
        Assert.Equal(10, kills);
        Assert.InRange(inTheMiddle, 5, kills);
        await Aftermath.CheckAsync(suite, await InProcessBank.ResultAsync(bank));
    }
}
