using System.Diagnostics;
using CardTeam.Testing;
using Microsoft.Data.Sqlite;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>What a service finds at its start when others start, or died while they did.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-start-").FullName;

    private string Database => $"Data Source={Path.Combine(_folder, "training.db")}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_database_left_by_one_that_was_killed_while_it_migrated_is_brought_up_to_date()
    {
        Execute("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
            """);
        await MigrateAsync();
        Assert.Equal(0L, Execute("""SELECT COUNT(*) FROM "Outbox" """));
        // And once more, where there is nothing to do.
        await MigrateAsync();
    }

    [Fact]
    public async Task A_database_that_another_has_begun_to_make_is_no_reason_not_to_start()
    {
        File.WriteAllText(Path.Combine(_folder, "training.db"), "");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MigrateAsync()));
        Assert.Equal(0L, Execute("""SELECT COUNT(*) FROM "Outbox" """));
        Assert.Empty(Directory.GetFiles(_folder, "*.migrating"));
    }

    private async Task MigrateAsync()
    {
        var start = new ProcessStartInfo("dotnet", [ServiceProcess.Assembly("Training"), "migrate"]);
        start.Environment["ConnectionStrings__database"] = Database;
        var (exitCode, output, error) = await ChildProcess.RunAsync(start);
        Assert.True(exitCode == 0, output + error);
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"{Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
