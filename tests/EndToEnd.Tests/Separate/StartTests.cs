using System.Diagnostics;
using CardTeam.Testing;
using Microsoft.Data.Sqlite;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Starts of a service while others start, or after they died while starting.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-start-").FullName;

    private string Database => $"Data Source={Path.Combine(_folder, "training.db")}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_database_left_by_one_that_was_killed_while_it_migrated_is_brought_up_to_date()
    {
        Execute(
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
            """
        );
        await MigrateAsync();
        Assert.Equal(0L, Execute("""SELECT COUNT(*) FROM "Outbox" """));
        // A second migration has nothing to do.
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

    /// <summary>
    /// A service that starts before the separate migration step ends is stopped and started again.
    /// </summary>
    [Fact]
    public async Task A_schema_that_lacks_something_is_refused_until_the_step_is_done()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__database"] = Database,
            ["Database__MigrateAtStart"] = "false",
            ["Authentication__Authority"] = "http://127.0.0.1:1",
            ["Imports__Folder"] = _folder,
        };
        var start = new ProcessStartInfo(
            "dotnet",
            [ServiceProcess.Assembly("Training"), "--urls", "http://127.0.0.1:0"]
        );
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var (exitCode, _, error) = await ChildProcess.RunAsync(start);
        Assert.Equal(1, exitCode);
        Assert.Contains("The database of Training is not up to date", error, StringComparison.Ordinal);
        Assert.Contains("dotnet CardTeam.Training.dll migrate", error, StringComparison.Ordinal);

        await MigrateAsync();
        await using var service = new ServiceProcess("Training", settings);
        await service.StartAsync();
    }

    /// <summary>
    /// The driver of SQL Server opens a connection, and what it says is what the network says: it would refuse to even
    /// try in a program without the data of cultures.
    /// </summary>
    [Theory]
    [InlineData("Performance")]
    [InlineData("Training")]
    [InlineData("Feedback")]
    [InlineData("Incentive")]
    public async Task Every_service_tries_to_reach_SQL_Server(string program)
    {
        var start = new ProcessStartInfo("dotnet", [ServiceProcess.Assembly(program), "migrate"]);
        start.Environment["ConnectionStrings__database"] =
            $"Server=127.0.0.1,{FreePort.Take()};User ID=sa;Password=not-a-secret;TrustServerCertificate=true;"
            + "Connect Timeout=1;ConnectRetryCount=0;Initial Catalog=CardTeam";
        // The machine's language is not the programs'.
        start.Environment["LC_ALL"] = "tr_TR.UTF-8";
        var (exitCode, output, error) = await ChildProcess.RunAsync(start);
        Assert.True(exitCode == 1, output + error);
        Assert.Contains("The database cannot be opened", error, StringComparison.Ordinal);
        Assert.Contains("network-related", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Globalization", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-secret", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_program_does_without_the_data_of_cultures()
    {
        var settings = Directory.GetFiles(
            Path.Combine(AppContext.BaseDirectory, "programs"),
            "*.runtimeconfig.json",
            SearchOption.AllDirectories
        );
        Assert.True(settings.Length >= 5);
        Assert.All(
            settings,
            file => Assert.DoesNotContain("Globalization.Invariant", File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    /// <summary>
    /// Aspire gives a project these names and forms of settings; the servers behind them are missing, and its health
    /// reports exactly that.
    /// </summary>
    [Fact]
    public async Task What_Aspire_sets_is_what_a_service_reads()
    {
        await using var service = new ServiceProcess(
            "Performance",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__database"] =
                    $"Server=127.0.0.1,{FreePort.Take()};User ID=sa;Password=not-a-secret;TrustServerCertificate=true;Connect Timeout=1;Initial Catalog=CardTeam.Performance",
                ["ConnectionStrings__messaging"] = $"amqp://guest:not-a-secret@127.0.0.1:{FreePort.Take()}",
                ["Authentication__Authority"] = "http://localhost:5080",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://localhost:{FreePort.Take()}",
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=0123456789abcdef",
                ["OTEL_SERVICE_NAME"] = "performance",
                ["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=abcdefgh",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
                ["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based",
                ["OTEL_TRACES_SAMPLER"] = "always_on",
                ["Imports__Folder"] = _folder,
            }
        );
        await service.StartAsync();
        var health = await service.HealthAsync();
        Assert.Equal(
            "unhealthy",
            health.GetProperty("dependencies").GetProperty("database").GetProperty("status").GetString()
        );
        Assert.NotEqual(
            "healthy",
            health.GetProperty("dependencies").GetProperty("messaging").GetProperty("status").GetString()
        );
        Assert.True(service.IsRunning, service.Said);
        Assert.DoesNotContain("not-a-secret", service.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-secret", health.GetRawText(), StringComparison.Ordinal);
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
