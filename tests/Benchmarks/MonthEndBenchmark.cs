using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CardTeam.Benchmarks;

/// <summary>
/// Closes a month and calculates its bonuses for 5,000 managers and 1,000,000 facts, and for a tenth of that. Each is
/// compared with a data reader over the same rows and columns.
/// </summary>
internal static class MonthEndBenchmark
{
    private const string ReadRun = """
        SELECT "ManagerNo","OccurredOn","FactRef","Kind","CardRef","Product","Amount" FROM "Facts"
        WHERE "KnownFrom" <= 1 AND ("KnownUntil" IS NULL OR "KnownUntil" > 1) AND "Void" = 0 ORDER BY "ManagerNo","OccurredOn","FactRef"
        """;

    private const string ReadClose = """
        SELECT "ManagerNo","Kind","Amount","NewCustomer" FROM "CardFacts"
        WHERE "OccurredOn" BETWEEN 20260401 AND 20260430 AND "KnownUntil" IS NULL AND "Void" = 0
        """;

    public static async Task RunAsync(int rounds)
    {
        var small = await MeasureAsync(new Bank(500, 100_000), rounds);
        var large = await MeasureAsync(new Bank(5_000, 1_000_000), rounds);
        Benchmark.Report(
            "close ÷ data reader (goal: at most 2)",
            large.Close.Zip(large.CloseReader, (a, b) => a / b).ToList(),
            "×"
        );
        Benchmark.Report(
            "run ÷ data reader (goal: at most 2)",
            large.Run.Zip(large.RunReader, (a, b) => a / b).ToList(),
            "×"
        );
        Benchmark.Report(
            "close, ten times the managers (goal: at most 11)",
            large.Close.Zip(small.Close, (a, b) => a / b).ToList(),
            "×"
        );
        Benchmark.Report(
            "run, ten times the managers (goal: at most 11)",
            large.Run.Zip(small.Run, (a, b) => a / b).ToList(),
            "×"
        );
    }

    private static async Task<(
        List<double> Close,
        List<double> CloseReader,
        List<double> Run,
        List<double> RunReader
    )> MeasureAsync(Bank bank, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        var (open, copy) = (Path.Combine(folder, "open"), Path.Combine(folder, "copy"));
        await using (var suite = await Suite.StartAsync(open))
        {
            await suite.ImportAsync("performance", "org-units", "hr", Bank.Units());
            await suite.ImportAsync("performance", "managers", "hr", bank.Managers());
            await suite.ImportAsync("performance", "targets", "hr", bank.Targets());
            await using (var facts = bank.CardFacts())
                await suite.ImportAsync("performance", "card-facts", "hr", facts);
            foreach (var level in (string[])["trainee", "junior", "intermediate", "senior"])
                await suite.PutScoreSheetAsync(
                    level,
                    """{ "effectiveFrom": "2026-04", "kpis": [ { "kpi": "activated", "weight": "0.4" }, { "kpi": "active-amount", "weight": "0.6" } ], "acceptFindings": "a benchmark" }"""
                );
            await suite.SendAsync(HttpMethod.Put, "/incentive/plans/BENCH", "analyst", Json(Bank.Plan));
            await suite.PostAsync("/incentive/plans/BENCH/versions/1/approve", "approver", new { });
            await suite.WaitForBooksAsync(bank.Facts);
        }

        var measured = (
            Close: new List<double>(),
            CloseReader: new List<double>(),
            Run: new List<double>(),
            RunReader: new List<double>()
        );
        for (var round = 0; round < rounds; round++)
        {
            // A month is closed only once: every round closes it in a copy of the bank.
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.GetFiles(open))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
            await using (var suite = await Suite.StartAsync(copy))
            {
                measured.CloseReader.Add(Read(suite.Database("performance"), ReadClose, bank.Facts));
                measured.RunReader.Add(Read(suite.Database("incentive"), ReadRun, bank.Facts));
                await suite.TokenAsync("hr");
                measured.Close.Add(
                    await Benchmark.SecondsAsync(() =>
                        suite.PostAsync("/performance/periods/2026-04/close", "hr", new { })
                    )
                );
                await suite.TokenAsync("analyst");
                await CompleteAsync(suite);
                var run = default(JsonElement);
                measured.Run.Add(
                    await Benchmark.SecondsAsync(async () =>
                        run = await suite.PostAsync("/incentive/runs", "analyst", new { period = "2026-04" })
                    )
                );
                Console.WriteLine(
                    $"{bank.Facts} facts, round {round + 1}: close {measured.Close[^1]:0.00} s (reader {measured.CloseReader[^1]:0.00}), run {measured.Run[^1]:0.00} s (reader {measured.RunReader[^1]:0.00}), {run.GetProperty("status")} {run.GetProperty("total")} {run.GetProperty("resultHash")}, peak memory {suite.PeakMemory():0} MB"
                );
            }

            Directory.Delete(copy, recursive: true);
        }

        Directory.Delete(folder, recursive: true);
        return measured;
    }

    /// <summary>
    /// Waits, with a run that is cancelled, until everything the close announced has arrived; this also covers the
    /// one-time costs of a first run.
    /// </summary>
    private static async Task CompleteAsync(Suite suite)
    {
        var run = await suite.RunAsync("2026-04");
        await suite.PostAsync($"/incentive/runs/{run.GetProperty("id").GetGuid()}/cancel", "analyst", new { });
    }

    /// <summary>The seconds in which a data reader reads rows.</summary>
    /// <param name="expected">The number of rows there are to be.</param>
    public static double Read(string database, string sql, int expected)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Benchmark.Seconds(() =>
        {
            var (rows, sum) = (0, 0L);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows++;
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    if (reader.IsDBNull(i))
                        continue;
                    if (reader.GetFieldType(i) == typeof(string))
                        sum += reader.GetString(i).Length;
                    else
                        sum += reader.GetInt64(i);
                }
            }

            if (rows != expected || sum == 0)
                throw new InvalidOperationException($"{rows} rows");
        });
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
