using System.Data.Common;
using System.Text.Json;
using CardTeam.EndToEnd.Tests.MonthEnds;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// The suite as bank IT deploys it: four services and the gateway, each a process of its own, connected by a broker,
/// with databases in a folder that is deleted with them.
/// </summary>
internal sealed class SeparateSuite : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Services = ["performance", "training", "feedback", "incentive"];

    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-separate-").FullName;
    private readonly Dictionary<string, ServiceProcess[]> _replicas;
    private readonly Func<string, string> _database;
    private readonly PatientCalls _calls;
    private readonly HttpClient _http;

    private SeparateSuite(
        string messaging,
        int replicas,
        IReadOnlyDictionary<string, string> settings,
        Func<string, string>? databases
    )
    {
        _database = databases ?? (service => $"Data Source={Path.Combine(_folder, $"{service}.db")}");
        var gateway = new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["Authentication__Demo"] = "true",
            ["Authentication__KeyFile"] = Path.Combine(_folder, "token-key.pem"),
        };
        Gateway = new("Gateway", gateway);
        _replicas = Services.ToDictionary(
            service => service,
            service =>
                Enumerable
                    .Range(0, replicas)
                    .Select(_ => new ServiceProcess(
                        char.ToUpperInvariant(service[0]) + service[1..],
                        new Dictionary<string, string>(settings, StringComparer.Ordinal)
                        {
                            ["ConnectionStrings__database"] = _database(service),
                            ["ConnectionStrings__messaging"] = messaging,
                            ["Authentication__Authority"] = Gateway.Address.ToString(),
                            ["Imports__Folder"] = Path.Combine(_folder, $"{service}-imports"),
                        }
                    ))
                    .ToArray(),
            StringComparer.Ordinal
        );
        foreach (var (service, processes) in _replicas)
        foreach (var (number, process) in processes.Index())
            gateway[$"services__{service}__http__{number}"] = process.Address.ToString();

        _calls = new();
        _http = new(_calls) { BaseAddress = Gateway.Address, Timeout = WaitLimit };
        People = new(_http) { WaitLimit = WaitLimit };
        Messaging = messaging;
    }

    /// <summary>The broker's connection string.</summary>
    public string Messaging { get; }

    public ServiceProcess Gateway { get; }

    /// <summary>Every process, the gateway last.</summary>
    public IEnumerable<ServiceProcess> All => [.. _replicas.Values.SelectMany(r => r), Gateway];

    /// <summary>People who try again when the suite does not answer.</summary>
    public BankAtWork People { get; }

    /// <summary>The number of repeated calls.</summary>
    public int Repeats => _calls.Repeats;

    /// <param name="messaging">The broker's connection string.</param>
    /// <param name="replicas">Processes of each service, on one database.</param>
    /// <param name="settings">Variables for every process.</param>
    /// <param name="databases">
    /// The connection string of each service; SQLite files of the suite's own when left out.
    /// </param>
    public static async Task<SeparateSuite> StartAsync(
        string messaging,
        int replicas = 1,
        IReadOnlyDictionary<string, string>? settings = null,
        Func<string, string>? databases = null
    )
    {
        var suite = new SeparateSuite(
            messaging,
            replicas,
            settings ?? new Dictionary<string, string>(StringComparer.Ordinal),
            databases
        );
        try
        {
            await Task.WhenAll(suite.All.Select(p => p.StartAsync()));
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>The replicas of a service, or the gateway; a single one unless more were asked for.</summary>
    public IReadOnlyList<ServiceProcess> Replicas(string program) =>
        program == "gateway" ? [Gateway] : _replicas[program];

    /// <summary>The messages that wait in a service's outbox, by stream, in the order they were announced.</summary>
    public Dictionary<string, List<Guid>> Outbox(string service) =>
        Read(
                service,
                """SELECT "Stream", "MessageId" FROM "Outbox" ORDER BY "Position" """,
                row => (Stream: row.GetString(0), Id: row.GetGuid(1))
            )
            .GroupBy(m => m.Stream, m => m.Id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

    /// <summary>The number of messages the services' consumers have processed.</summary>
    public long MessagesTaken() =>
        Services.Sum(service => Read(service, """SELECT COUNT(*) FROM "Inbox" """, row => row.GetInt64(0))[0]);

    /// <summary>Waits until everything announced has been sent, and checks that no message was parked.</summary>
    public async Task SettleAsync()
    {
        foreach (var process in _replicas.Values.Select(r => r[0]))
        {
            await process.UntilHealthAsync(h => Of(h, "waiting") == "0", "an empty outbox");
            var health = await process.HealthAsync();
            Assert.True(Of(health, "parked") == "0", $"{health} {process.Said}");
        }

        static string? Of(JsonElement health, string what) =>
            health.GetProperty("dependencies").GetProperty("messaging").GetProperty(what).GetString();
    }

    /// <summary>
    /// Waits for all tasks. The first failure is reported at once with the state of each process, not after the others
    /// have timed out.
    /// </summary>
    public async Task WithExplanationAsync(string what, params Task[] all)
    {
        await foreach (var ended in Task.WhenEach(all))
        {
            try
            {
                await ended;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{what}: {failure.Message}\n{await ExplainAsync()}", failure);
            }
        }
    }

    /// <summary>The state of each process and its last output.</summary>
    private async Task<string> ExplainAsync()
    {
        var all = new System.Text.StringBuilder();
        foreach (var process in All)
        {
            all.AppendLine(await process.StateAsync())
                .AppendJoin('\n', process.Said.Split('\n').TakeLast(40))
                .AppendLine();
        }

        return all.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var process in All)
            await process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private List<T> Read<T>(string service, string query, Func<DbDataReader, T> read)
    {
        var database = _database(service);
        using DbConnection connection = database.StartsWith("Data Source=", StringComparison.Ordinal)
            ? new SqliteConnection($"{database};Mode=ReadOnly;Pooling=False")
            : new SqlConnection(database);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }
}
