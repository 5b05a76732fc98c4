using System.Text;
using System.Text.Json;

namespace CardTeam.Benchmarks;

/// <summary>
/// Asks what twelve months of 5,000 managers, with 1,000,000 facts, would have come to by another plan; opens a statement
/// as it is known now, and estimates the open month. The bank has 24 paid months and 2,000,000 facts.
/// </summary>
internal static class WhatIfBenchmark
{
    private const int Opened = 100;

    public static async Task RunAsync(int rounds)
    {
        var bank = new Bank(5_000, 2_000_000, months: 24);
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        await using (var suite = await Suite.StartAsync(folder))
            await FillAsync(suite, bank);

        var (seconds, statements, estimates) = (new List<double>(), new List<double>(), new List<double>());
        // A suite of its own, so that its peak memory is that of what is measured.
        await using (var suite = await Suite.StartAsync(folder))
        {
            await suite.TokenAsync("analyst");
            var question = new
            {
                plan = JsonSerializer.Deserialize<JsonElement>(
                    Bank.PlanFrom(bank.Months[0]).Replace("\"50.00\"", "\"60.00\"", StringComparison.Ordinal)
                ),
                from = bank.Months[12],
                to = bank.Months[23],
                org = (string?)null,
            };
            for (var round = 0; round < rounds; round++)
            {
                var asked = default(JsonElement);
                seconds.Add(
                    await Benchmark.SecondsAsync(async () =>
                        asked = await suite.PostAsync("/incentive/what-ifs", "analyst", question)
                    )
                );
                Console.WriteLine(
                    $"what-if, round {round + 1}: {seconds[^1]:0.00} s, {asked.GetProperty("status")}, "
                        + $"change {asked.GetProperty("result").GetProperty("change")}, peak memory {suite.PeakMemory():0} MB"
                );
            }

            for (var i = 0; i < Opened; i++)
            {
                var manager = $"M{i * 37:00000}";
                statements.Add(
                    await Benchmark.SecondsAsync(() =>
                        suite.SendAsync(
                            HttpMethod.Get,
                            $"/incentive/statements/{manager}/{bank.Months[23]}?asKnownAt=now",
                            "analyst"
                        )
                    ) * 1000
                );
                estimates.Add(
                    await Benchmark.SecondsAsync(() =>
                        suite.PostAsync(
                            $"/incentive/estimates/{manager}/2026-05",
                            "analyst",
                            new
                            {
                                add = new[]
                                {
                                    new
                                    {
                                        fact = "activated",
                                        product = "gold",
                                        count = 3,
                                    },
                                },
                            }
                        )
                    ) * 1000
                );
            }

            Benchmark.Report("what-if of 12 months (goal: at most 60)", seconds, "s");
            Benchmark.Report("peak memory of the suite (goal: at most 500)", [suite.PeakMemory()], "MB");
            Benchmark.Report("statement as known now (goal: at most 200, the greatest)", statements, "ms");
            Benchmark.Report("estimate of the open month (goal: at most 200, the greatest)", estimates, "ms");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(Suite suite, Bank bank)
    {
        await suite.ImportAsync("performance", "org-units", "hr", Bank.Units());
        await suite.ImportAsync("performance", "managers", "hr", bank.Managers());
        await suite.ImportAsync("performance", "targets", "hr", bank.Targets());
        await using (var facts = bank.CardFacts())
            await suite.ImportAsync("performance", "card-facts", "hr", facts);
        foreach (var level in (string[])["trainee", "junior", "intermediate", "senior"])
            await suite.PutScoreSheetAsync(
                level,
                $$"""{ "effectiveFrom": "{{bank.Months[0]}}", "kpis": [ { "kpi": "activated", "weight": "0.4" }, { "kpi": "active-amount", "weight": "0.6" } ], "acceptFindings": "a benchmark" }"""
            );
        await suite.SendAsync(HttpMethod.Put, "/incentive/plans/BENCH", "analyst", Json(Bank.PlanFrom(bank.Months[0])));
        await suite.PostAsync("/incentive/plans/BENCH/versions/1/approve", "approver", new { });
        await suite.WaitForBooksAsync(bank.Facts);
        await suite.CloseAsync(bank.Months);
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
