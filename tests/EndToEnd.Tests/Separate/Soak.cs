using System.Globalization;
using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// The test run by <c>tests/soak 30m</c>: years of month ends, with holds, adjustments, recoveries and releases, on two
/// replicas of every service, while processes and payroll's consumer are killed and the broker is restarted at random.
/// </summary>
internal static class Soak
{
    private const int FirstSeed = 20260800;
    private const string SecondQueue = "payroll.second";

    private static async Task<int> Main(string[] args)
    {
        if (args is [var drill, var times] && int.TryParse(times, CultureInfo.InvariantCulture, out var rounds))
            return drill switch
            {
                "publishers" => await PublisherDrill.RunAsync(rounds),
                "readers" => await ReaderDrill.RunAsync(rounds),
                _ => 2,
            };
        if (args is not [{ Length: > 1 } text] || Duration(text) is not { } duration)
        {
            await Console.Error.WriteLineAsync("How long? As 90s, 30m or 8h. Or: publishers 25, readers 25.");
            return 2;
        }

        await using var broker = await RabbitBroker.StartAsync();
        var tally = new SoakTally();
        using var stopped = new CancellationTokenSource();
        var saying = tally.SayEveryMinuteAsync(stopped.Token);
        try
        {
            for (var seed = FirstSeed; tally.Elapsed < duration; seed++)
                await YearAsync(broker, seed, duration, tally);
        }
        catch (Exception failure)
        {
            tally.Fail(failure);
        }

        await stopped.CancelAsync();
        await saying;
        Console.WriteLine(tally);
        return tally.IsWhole ? 0 : 1;
    }

    /// <summary>Runs a bank's year; it is cut short when the time is over, but every month is completed.</summary>
    private static async Task YearAsync(RabbitBroker broker, int seed, TimeSpan duration, SoakTally tally)
    {
        var bank = new RandomBank(seed, months: 12, moreFacts: 200, hasDecisions: true);
        await using var suite = await SeparateSuite.StartAsync(
            await broker.CreateVirtualHostAsync($"year{seed}"),
            replicas: 2
        );
        // Payroll's consumer empties payroll's queue, so that what was sent is looked at in another one.
        await Queue.ListenAsync(suite.Messaging, SecondQueue, "cardteam.payroll", "#");
        await using var consumer = new KilledConsumer(suite.Messaging, seed);
        var killer = new RandomKiller(suite, seed);
        tally.Begin(suite, killer);
        var (random, done, restarting) = (new Random(seed), new List<Step>(), Task.CompletedTask);
        await killer.DuringAsync(async () =>
        {
            foreach (var step in Step.Of(bank))
            {
                await step.DoAsync(suite.People);
                done.Add(step);
                if (!step.Name.StartsWith("approve", StringComparison.Ordinal))
                    continue;
                tally.Months++;
                if (tally.Elapsed > duration)
                    break;
                if (!restarting.IsCompleted || random.Next(2) > 0)
                    continue;
                await restarting;
                tally.BrokerRestarts++;
                restarting = broker.RestartAsync(random.Next(2) == 0 ? 9 : 15);
            }

            await restarting;
        });
        var aftermath = await Aftermath.OfAsync(suite, await InProcessBank.ResultAsync(done), SecondQueue);
        var (lost, doubled) = await consumer.CompareAsync((await suite.People.PayrollStreamAsync()).Count);
        tally.ConsumerKills += consumer.Kills;
        tally.End(
            aftermath with
            {
                Lost = [.. aftermath.Lost, .. lost],
                Doubled = [.. aftermath.Doubled, .. doubled],
            },
            seed
        );
    }

    private static TimeSpan? Duration(string text) =>
        !double.TryParse(text[..^1], CultureInfo.InvariantCulture, out var number)
            ? null
            : text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => null,
            };
}
