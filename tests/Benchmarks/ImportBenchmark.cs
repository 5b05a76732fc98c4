using System.Globalization;
using CardTeam.Contracts.Performance;
using Microsoft.Data.Sqlite;

namespace CardTeam.Benchmarks;

/// <summary>
/// Imports a million card facts end to end through the gateway: uploaded, checked, stored with their outbox rows, and
/// booked by Incentive. Compared with prepared inserts of the same rows in one transaction by Microsoft.Data.Sqlite
/// into a table with a unique index on the reference and one on manager and day.
/// </summary>
internal static class ImportBenchmark
{
    public static async Task RunAsync(int rounds)
    {
        var bank = new Bank(5_000, 1_000_000);
        var (stored, booked, memory) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
            var peer = Peer(bank, Path.Combine(folder, "peer.db"));
            await using (var suite = await Suite.StartAsync(Path.Combine(folder, "data")))
            {
                await suite.ImportAsync("performance", "org-units", "hr", Bank.Units());
                await suite.ImportAsync("performance", "managers", "hr", bank.Managers());
                var before = suite.PeakMemory();
                await using var facts = bank.CardFacts();
                var toStored = 0.0;
                var toBooked = await Benchmark.SecondsAsync(async () =>
                {
                    toStored = await Benchmark.SecondsAsync(() =>
                        suite.ImportAsync("performance", "card-facts", "hr", facts)
                    );
                    await suite.WaitForBooksAsync(bank.Facts);
                });
                stored.Add(toStored / peer);
                booked.Add(toBooked / peer);
                memory.Add(suite.PeakMemory());
                Console.WriteLine(
                    $"round {round + 1}: peer {peer:0.00} s, stored {toStored:0.00} s, booked {toBooked:0.00} s, peak memory {before:0} → {suite.PeakMemory():0} MB"
                );
            }

            Directory.Delete(folder, recursive: true);
        }

        Benchmark.Report("stored ÷ prepared inserts (goal: at most 2)", stored, "×");
        Benchmark.Report("in Incentive's books ÷ prepared inserts (goal: at most 4)", booked, "×");
        Benchmark.Report("peak memory of the whole suite", memory, "MB");
    }

    private static double Peer(Bank bank, string file)
    {
        var rows = bank.FactCells()
            .Select(c =>
                (
                    Ref: c[0],
                    Manager: c[1],
                    Kind: Kind(c[2]),
                    Card: c[3],
                    Day: int.Parse(c[4].Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
                    Customer: c[5],
                    Product: c[6],
                    Amount: c[7].Length == 0
                        ? (long?)null
                        : (long)(decimal.Parse(c[7], CultureInfo.InvariantCulture) * 100)
                )
            )
            .ToList();
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        Execute(
            connection,
            "PRAGMA journal_mode=WAL; CREATE TABLE F (Id INTEGER PRIMARY KEY, Ref TEXT NOT NULL, Manager TEXT NOT NULL, Kind INT NOT NULL, Card TEXT NOT NULL, Day INT NOT NULL, Customer TEXT, Product TEXT, Amount INT); CREATE UNIQUE INDEX F1 ON F(Ref); CREATE INDEX F2 ON F(Manager, Day)"
        );
        return Benchmark.Seconds(() =>
        {
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText =
                "INSERT INTO F (Ref,Manager,Kind,Card,Day,Customer,Product,Amount) VALUES ($0,$1,$2,$3,$4,$5,$6,$7)";
            for (var i = 0; i < 8; i++)
                insert.Parameters.Add(new SqliteParameter($"${i}", null));
            insert.Prepare();
            foreach (var r in rows)
            {
                insert.Parameters[0].Value = r.Ref;
                insert.Parameters[1].Value = r.Manager;
                insert.Parameters[2].Value = r.Kind;
                insert.Parameters[3].Value = r.Card;
                insert.Parameters[4].Value = r.Day;
                insert.Parameters[5].Value = r.Customer;
                insert.Parameters[6].Value = r.Product;
                insert.Parameters[7].Value = (object?)r.Amount ?? DBNull.Value;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        });
    }

    private static int Kind(string name) =>
        CardFactKinds.TryParse(name, out var kind) ? (int)kind : throw new ArgumentException(name, nameof(name));

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
