using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.EndToEnd.Tests.Reference;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Training is down for a whole month end.</summary>
[Trait("Run", "long")]
public sealed class WithoutTrainingTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Seed = 20260885;

    [Fact]
    public async Task The_others_pay_without_it_and_the_next_month_carries_the_difference()
    {
        var bank = new RandomBank(Seed);
        var (inTime, late) = (new ReferenceBank(), new ReferenceBank());
        bank.TeachReference(inTime);
        bank.TeachReference(late);
        output.WriteLine($"starting number {Seed}");

        var broker = await RabbitBroker.CommonAsync();
        await using var suite = await SeparateSuite.StartAsync(await broker.CreateVirtualHostAsync("withouttraining"));
        var training = suite.Replicas("training")[0];
        await bank.PrepareAsync(suite.People);
        var (due, paid) = (0m, 0m);
        foreach (var (stage, period) in bank.Months.Index())
        {
            var isDown = stage == 1;
            if (isDown)
                await training.EndAsync(15);
            else if (!training.IsRunning)
                await training.StartAsync();
            // Data that Training missed in one month reaches it in the next.
            foreach (
                var (_, service, kind, csv) in bank.Files.Where(f =>
                    (f is { Service: "training", Stage: 1 } ? 2 : f.Stage) == stage
                )
            )
            {
                await suite.People.ImportAsync(service, kind, csv);
                late.Learn(kind, csv);
            }

            foreach (var (_, _, kind, csv) in bank.Files.Where(f => f.Stage == stage))
                inTime.Learn(kind, csv);

            await suite.People.CloseAsync(period, acceptGaps: true);
            if (isDown)
                await IsRefusedNamingTrainingAsync(suite, period);
            var run = isDown ? await suite.People.RunAsync(period, "training") : await suite.People.RunAsync(period);
            Assert.Equal(
                isDown ? ["training"] : [],
                run.GetProperty("without").EnumerateArray().Select(w => w.GetString())
            );
            await suite.People.ApproveAsync(run);

            var (expected, asIfUp) = (late.Close(period), inTime.Close(period));
            var statements = await suite.People.StatementsAsync(period);
            foreach (var (manager, statement) in statements)
            {
                var e = expected.Statements[manager];
                Assert.Equal(
                    (manager, e.Payable, e.Deferred, e.CarriedOut),
                    (manager, statement.Payable, statement.Deferred, statement.Carried)
                );
            }

            paid += statements.Values.Sum(s => s.Payable);
            due += asIfUp.Payable;
            // Otherwise nothing depended on Training, and nothing was tested.
            if (isDown)
                Assert.NotEqual(due, paid);
            if (isDown)
                await OthersWorkAsync(suite);
        }

        // In total everybody got the result of a full recalculation with everything known.
        Assert.Equal(due, paid);
        await Aftermath.CheckAsync(suite);
    }

    /// <summary>The other services' announcements are still arriving; in the end only Training's is missing.</summary>
    private static async Task IsRefusedNamingTrainingAsync(SeparateSuite suite, string period)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            using var refused = await suite.People.SendAsync(
                HttpMethod.Post,
                "/incentive/runs",
                "analyst",
                JsonContent.Create(new { period })
            );
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(
                (HttpStatusCode.Conflict, "run.not-complete"),
                (refused.StatusCode, problem.GetProperty("code").GetString())
            );
            var missing = problem
                .GetProperty("details")
                .EnumerateArray()
                .Select(d => d.GetProperty("service").GetString())
                .ToList();
            if (missing is ["training"])
                return;
            Assert.True(Stopwatch.GetElapsedTime(began) < suite.People.WaitLimit, problem.ToString());
        }
    }

    private static async Task OthersWorkAsync(SeparateSuite suite)
    {
        var dependencies = (await suite.Gateway.HealthAsync()).GetProperty("dependencies");
        foreach (var service in SeparateSuite.Services)
            Assert.Equal(
                service == "training" ? "unhealthy" : "healthy",
                dependencies.GetProperty(service).GetProperty("status").GetString()
            );
    }
}
