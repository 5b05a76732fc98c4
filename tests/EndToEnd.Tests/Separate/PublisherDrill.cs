using System.Globalization;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// The ways a broker, a publisher or a consumer fails while events are sent: <c>tests/soak publishers 25</c> runs each as
/// often as asked.
/// </summary>
internal static class PublisherDrill
{
    private static readonly IReadOnlyDictionary<string, Func<RabbitBroker, SeparateSuite, Task>> Faults =
        new Dictionary<string, Func<RabbitBroker, SeparateSuite, Task>>(StringComparer.Ordinal)
        {
            ["killed"] = (broker, _) => broker.RestartAsync(9),
            ["killed twice"] = async (broker, _) =>
            {
                await broker.RestartAsync(9);
                await Task.Delay(TimeSpan.FromSeconds(1));
                await broker.RestartAsync(9);
            },
            ["ended"] = (broker, _) => broker.RestartAsync(15),
            ["frozen"] = async (broker, _) =>
            {
                broker.Freeze();
                await Task.Delay(TimeSpan.FromSeconds(20));
                broker.Thaw();
            },
            ["publisher killed"] = (_, suite) => suite.Replicas("performance")[0].KillAndStartAsync(),
            ["consumer killed"] = (_, suite) => suite.Replicas("incentive")[0].KillAndStartAsync(),
        };

    private const int FactsPerFault = 4_000;
    private const string Listener = "listener";

    /// <returns>0 when nothing was lost and nothing left its order in any round, else 1.</returns>
    public static async Task<int> RunAsync(int rounds)
    {
        var failures = 0;
        foreach (var fault in Faults.Keys)
        {
            var failed = 0;
            for (var round = 1; round <= rounds; round++)
            {
                try
                {
                    await RunAsync([fault], seed: round);
                }
                catch (Exception failure)
                {
                    failed++;
                    Console.WriteLine($"{fault}, round {Text(round)}: {failure}");
                }
            }

            Console.WriteLine($"{fault}: {Text(rounds - failed)} of {Text(rounds)} rounds without loss");
            failures += failed;
        }

        return failures == 0 ? 0 : 1;
    }

    /// <summary>
    /// Imports facts once per fault, disturbs the sending of their events, and checks that every fact arrives at a
    /// listener, in the order of the file.
    /// </summary>
    public static async Task RunAsync(IEnumerable<string> faults, int seed)
    {
        var random = new Random(seed);
        await using var broker = await RabbitBroker.StartAsync();
        await using var suite = await SeparateSuite.StartAsync(await broker.CreateVirtualHostAsync("drill"));
        foreach (var process in suite.All.SkipLast(1))
            await process.UntilHealthAsync(h => h.GetProperty("status").GetString() == "healthy", "reach the broker");
        await Queue.ListenAsync(suite.Messaging, Listener, "cardteam.events", "performance.card-facts-recorded.v1");
        await Task.Delay(TimeSpan.FromSeconds(2)); // a quorum queue killed sooner may come back without a leader
        await suite.People.ImportAsync("performance", "org-units", "code,name,parent,kind\nHO,总行,,head-office\n");
        await suite.People.ImportAsync(
            "performance",
            "managers",
            "manager_no,name,org,hired_on,level\nM1,一,HO,2020-01-01,senior\n"
        );
        foreach (var fault in faults)
        {
            var facts = Enumerable
                .Range(0, FactsPerFault)
                .Select(i => $"{fault.Replace(' ', '-')}-{i.ToString("00000", CultureInfo.InvariantCulture)}")
                .ToList();
            var rows = facts.Select(f => $"{f},M1,activated,C-{f},2026-05-04\n");
            var importing = suite.People.ImportAsync(
                "performance",
                "card-facts",
                $"fact_ref,manager_no,kind,card_ref,occurred_on\n{string.Concat(rows)}"
            );
            await Task.Delay(random.Next(200, 2500));
            await Faults[fault](broker, suite);
            await importing;
            await suite.SettleAsync();
            Assert.Equal(facts, await ArrivedAsync(suite));
        }
    }

    /// <summary>The facts of all events that arrived; an event that arrived twice counts once.</summary>
    private static async Task<IReadOnlyList<string>> ArrivedAsync(SeparateSuite suite) =>
        [
            .. (await Queue.TakeAllAsync(suite.Messaging, Listener))
                .DistinctBy(d => d.MessageId)
                .SelectMany(d => d.Body.GetProperty("facts").EnumerateArray())
                .Select(f => f.GetProperty("factRef").GetString()!),
        ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
