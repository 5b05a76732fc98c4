using System.Text;

namespace CardTeam.Benchmarks;

/// <summary>
/// Closes a quarter of 5,000 managers with 1,000,000 facts a month and grades them by it; then opens the comparison, the
/// target tree and managers' days in a bank of 24 closed months.
/// </summary>
internal static class PerformanceBenchmark
{
    private const int Managers = 5_000,
        Units = 50,
        Opened = 200;

    private const string ReadQuarter = """
        SELECT "ManagerNo","Kind","Amount","NewCustomer" FROM "CardFacts"
        WHERE "OccurredOn" BETWEEN 20260101 AND 20260331 AND "KnownUntil" IS NULL AND "Void" = 0
        """;

    public static async Task RunAsync(int rounds)
    {
        await QuarterAsync(rounds);
        await OpenAsync();
    }

    private static async Task QuarterAsync(int rounds)
    {
        var bank = new Bank(Managers, 3_000_000, months: 3, last: new(2026, 3, 1), units: Units);
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        var (open, copy) = (Path.Combine(folder, "open"), Path.Combine(folder, "copy"));
        await using (var suite = await Suite.StartAsync(open))
        {
            await FillAsync(suite, bank, "quarter");
            foreach (var month in bank.Months)
                await suite.PostAsync($"/performance/periods/{month}/close", "hr", new { acceptGaps = true });
            using var scheme = Json("""{ "effectiveFrom": "2026-01", "period": "quarter", "draw": 20260331 }""");
            await suite.SendAsync(HttpMethod.Put, "/performance/grade-schemes/BENCH", "hr", scheme);
        }

        var (closes, graded) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.GetFiles(open))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
            await using (var suite = await Suite.StartAsync(copy))
            {
                var reader = MonthEndBenchmark.Read(suite.Database("performance"), ReadQuarter, bank.Facts);
                await suite.TokenAsync("hr");
                var close = await Benchmark.SecondsAsync(() =>
                    suite.PostAsync("/performance/periods/2026-Q1/close", "hr", new { acceptGaps = true })
                );
                closes.Add(close / reader);
                graded.Add(
                    await Benchmark.SecondsAsync(() =>
                        suite.PostAsync("/performance/grade-runs", "hr", new { scheme = "BENCH", period = "2026-Q1" })
                    )
                );
                Console.WriteLine(
                    $"quarter, round {round + 1}: close {close:0.00} s (reader {reader:0.00}), graded in {graded[^1]:0.00} s, peak memory {suite.PeakMemory():0} MB"
                );
            }

            Directory.Delete(copy, recursive: true);
        }

        Benchmark.Report("close of a quarter ÷ data reader (goal: at most 1.5)", closes, "×");
        Benchmark.Report("grade run of 5,000 managers (goal: under 5)", graded, "s");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task OpenAsync()
    {
        var bank = new Bank(Managers, 2_000_000, months: 24, units: Units);
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        await using (var suite = await Suite.StartAsync(folder))
        {
            await FillAsync(suite, bank, "month");
            foreach (var month in bank.Months)
                await suite.PostAsync($"/performance/periods/{month}/close", "hr", new { acceptGaps = true });
        }

        await using (var suite = await Suite.StartAsync(folder))
        {
            await suite.TokenAsync("hr");
            var period = bank.Months[^1];
            foreach (
                var (figure, path) in new (string, Func<int, string>)[]
                {
                    ("comparison by branch", _ => $"/performance/comparison?period={period}&by=branch&kpi=activated"),
                    ("comparison by level", _ => $"/performance/comparison?period={period}&by=level"),
                    ("target tree, whole bank", _ => $"/performance/target-tree?period={period}&kpi=activated"),
                    ("a manager's day", i => $"/performance/work/M{i * 23:00000}/days/{period}-15"),
                    ("a manager's month", i => $"/performance/work/M{i * 23:00000}/months/{period}"),
                }
            )
            {
                var times = new List<double>();
                for (var i = 0; i < Opened; i++)
                    times.Add(
                        await Benchmark.SecondsAsync(() => suite.SendAsync(HttpMethod.Get, path(i), "hr")) * 1000
                    );
                times.Sort();
                Benchmark.Report($"{figure}, p99 (goal: under 200)", [times[(int)(Opened * 0.99) - 1]], "ms");
            }

            Console.WriteLine($"peak memory {suite.PeakMemory():0} MB");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(Suite suite, Bank bank, string rhythm)
    {
        await suite.ImportAsync("performance", "org-units", "hr", bank.BranchUnits());
        await suite.ImportAsync("performance", "managers", "hr", bank.Managers());
        await suite.ImportAsync("performance", "targets", "hr", bank.Targets());
        await using (var facts = bank.CardFacts())
            await suite.ImportAsync("performance", "card-facts", "hr", facts);
        foreach (var level in (string[])["trainee", "junior", "intermediate", "senior"])
        foreach (var one in ((string[])["month", rhythm]).Distinct(StringComparer.Ordinal))
            await suite.PutScoreSheetAsync(
                level,
                $$"""{ "effectiveFrom": "{{bank.Months[0]}}", "rhythm": "{{one}}", "kpis": [ { "kpi": "activated", "weight": "0.4" }, { "kpi": "active-amount", "weight": "0.6" } ], "acceptFindings": "a benchmark" }"""
            );
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
