using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CardTeam.Benchmarks;

/// <summary>
/// Month ends of 500 managers and 31,000 facts each, one after the other: the last is to cost what the second does. Then
/// a month with a single late fact, of the first month, against the same run that recomputes everything.
/// </summary>
internal static class HistoryBenchmark
{
    private static readonly DateOnly First = new(2024, 6, 1);

    /// <summary>The rules of the other benchmarks, with the card that is cancelled soon.</summary>
    private static string Plan =>
        Bank.PlanFrom($"{First:yyyy-MM}")
            .Replace(
                """{ "id": "cap",""",
                """{ "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 60, "of": "activation" }, { "id": "cap",""",
                StringComparison.Ordinal
            );

    public static async Task RunAsync(int months)
    {
        var bank = new Bank(500, 31_000);
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        var (closes, runs) = (new List<double>(), new List<double>());
        await using (var suite = await Suite.StartAsync(folder))
        {
            await suite.ImportAsync("performance", "org-units", "hr", Bank.Units());
            await suite.ImportAsync("performance", "managers", "hr", bank.Managers());
            foreach (var level in (string[])["trainee", "junior", "intermediate", "senior"])
                await suite.PutScoreSheetAsync(
                    level,
                    $$"""{ "effectiveFrom": "{{First:yyyy-MM}}", "kpis": [ { "kpi": "activated", "weight": "0.4" }, { "kpi": "active-amount", "weight": "0.6" } ], "acceptFindings": "a benchmark" }"""
                );
            await suite.SendAsync(HttpMethod.Put, "/incentive/plans/BENCH", "analyst", Json(Plan));
            await suite.PostAsync("/incentive/plans/BENCH/versions/1/approve", "approver", new { });
            for (var month = First; month < First.AddMonths(months); month = month.AddMonths(1))
            {
                await using (var targets = bank.Targets($"{month:yyyy-MM}"))
                    await suite.ImportAsync("performance", "targets", "hr", targets);
                await using (var facts = bank.CardFacts(month, month == First))
                    await suite.ImportAsync("performance", "card-facts", "hr", facts);
                var (close, run, seconds) = await MonthEndAsync(suite, month);
                closes.Add(close);
                runs.Add(seconds);
                await suite.PostAsync(
                    $"/incentive/runs/{run.GetProperty("id").GetGuid()}/approve",
                    "approver",
                    new { }
                );
                Console.WriteLine(
                    $"{month:yyyy-MM}: close {close:0.00} s, run {seconds:0.00} s, {run.GetProperty("counts").GetProperty("facts")} facts read, {run.GetProperty("total")}"
                );
            }

            Benchmark.Report($"run of month {months} ÷ run of month 2 (goal: at most 1.2)", Ratio(runs), "×");
            Benchmark.Report($"close of month {months} ÷ close of month 2 (goal: at most 1.2)", Ratio(closes), "×");

            var next = First.AddMonths(months);
            await using (var late = Bank.LateFact(First))
                await suite.ImportAsync("performance", "card-facts", "hr", late);
            var (_, again, one) = await MonthEndAsync(suite, next);
            await suite.PostAsync($"/incentive/runs/{again.GetProperty("id").GetGuid()}/cancel", "analyst", new { });
            Forget(suite.Database("incentive"));
            var (_, full, all) = await MonthEndAsync(suite, next, isClosed: true);
            if (again.GetProperty("resultHash").GetString() != full.GetProperty("resultHash").GetString())
                throw new InvalidOperationException("The two runs differ.");
            Console.WriteLine($"one late fact: {one:0.00} s; everything recomputed: {all:0.00} s");
            Benchmark.Report("run after a late fact in month 1 ÷ full (goal: under 0.05)", [one / all], "×");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(double Close, JsonElement Run, double Seconds)> MonthEndAsync(
        Suite suite,
        DateOnly month,
        bool isClosed = false
    )
    {
        var close = isClosed
            ? 0
            : await Benchmark.SecondsAsync(() =>
                suite.PostAsync($"/performance/periods/{month:yyyy-MM}/close", "hr", new { acceptGaps = true })
            );
        while (true)
        {
            try
            {
                var run = default(JsonElement);
                var seconds = await Benchmark.SecondsAsync(async () =>
                    run = await suite.PostAsync(
                        "/incentive/runs",
                        "analyst",
                        new { period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture) }
                    )
                );
                if (run.GetProperty("status").GetString() != "calculated")
                    throw new InvalidDataException(run.ToString());
                return (close, run, seconds);
            }
            catch (InvalidOperationException refused)
                when (refused.Message.Contains("run.not-complete", StringComparison.Ordinal))
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Makes the next run recompute everything, as after an upgrade of a release that kept nothing.</summary>
    private static void Forget(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """UPDATE "Runs" SET "StateHash" = NULL""";
        command.ExecuteNonQuery();
    }

    private static List<double> Ratio(List<double> seconds) => [seconds[^1] / seconds[1]];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
