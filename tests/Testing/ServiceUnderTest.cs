using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults.Security;
using MassTransit.Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Testing;

/// <summary>
/// A service as its own <c>Program</c> builds it, in this process, with a database of its own that is deleted
/// afterwards. Its events stay in the outbox, where tests read them; events of other services are delivered by
/// <see cref="DeliverAsync"/>.
/// </summary>
/// <example><c>await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);</c></example>
public sealed class ServiceUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(180);

    /// <summary>
    /// Empty databases with the newest schema, by the service's <c>Build</c>: each is migrated once a test run.
    /// </summary>
    private static readonly ConcurrentDictionary<MethodInfo, byte[]> EmptyDatabases = new();

    private readonly Func<string[], Action<WebApplicationBuilder>?, WebApplication> _build;
    private readonly Action<WebApplicationBuilder>? _configure;
    private readonly string? _server;
    private static readonly TimeSpan FolderWaitLimit = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-test-").FullName;

    private ServiceUnderTest(
        Func<string[], Action<WebApplicationBuilder>?, WebApplication> build,
        Action<WebApplicationBuilder>? configure,
        bool onFile
    ) => (_build, _configure, _server) = (build, configure, onFile ? null : ServerOfTests);

    /// <summary>The running application.</summary>
    public WebApplication App { get; private set; } = null!;

    /// <summary>The service's clock; it begins on <see cref="SettableClock.OrdinaryDay"/>.</summary>
    public SettableClock Clock { get; } = new(SettableClock.OrdinaryDay);

    /// <summary>
    /// The connection string of its database: a file, or a database on the server named by
    /// <c>CARDTEAM_TEST_SQLSERVER</c>.
    /// </summary>
    public string ConnectionString =>
        _server is null
            ? $"Data Source={DatabaseFile}"
            : $"{_server.TrimEnd(';')};Initial Catalog={Path.GetFileName(_folder)};Max Pool Size={Connections}";

    /// <summary>The folder with the files of its imports.</summary>
    public string ImportsFolder => Path.Combine(_folder, "imports");

    /// <summary>
    /// The greatest number of connections of one service to the server: two banks of four services keep within 60.
    /// </summary>
    private const int Connections = 7;

    private bool HasDatabase =>
        App.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(ServiceDbContext));

    private string DatabaseFile => Path.Combine(_folder, "service.db");

    private static string? ServerOfTests =>
        Environment.GetEnvironmentVariable("CARDTEAM_TEST_SQLSERVER") is { Length: > 0 } server ? server : null;

    /// <param name="build">The service's <c>Build</c>.</param>
    /// <param name="configure">Settings or services beside the usual ones, such as a loopback bus.</param>
    /// <param name="onFile">True for a test of SQLite itself, which runs on a file whatever server is named.</param>
    public static async Task<ServiceUnderTest> StartAsync(
        Func<string[], Action<WebApplicationBuilder>?, WebApplication> build,
        Action<WebApplicationBuilder>? configure = null,
        bool onFile = false
    )
    {
        var service = new ServiceUnderTest(build, configure, onFile);
        await service.StartAsync();
        return service;
    }

    /// <summary>Stops the service and starts it again on the same database.</summary>
    public async Task RestartAsync()
    {
        await App.DisposeAsync();
        await StartAsync();
    }

    /// <summary>A client whose calls carry a token. See <see cref="TestTokens.For"/>.</summary>
    public HttpClient As(string roles, string? org = null, string? managerNo = null, string? id = null)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            TestTokens.For(roles, org, managerNo, id)
        );
        return client;
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous() => App.GetTestClient();

    /// <summary>Imports a csv text, in UTF-8, and waits until it is finished.</summary>
    /// <param name="kind">The kind in the address: <c>certificates</c>.</param>
    /// <param name="csv">The first line names the columns.</param>
    /// <param name="client">The importer; an administrator by default.</param>
    public Task<ImportOutcome> ImportAsync(
        string kind,
        string csv,
        HttpClient? client = null,
        bool atomic = false,
        bool dryRun = false
    ) => ImportAsync(kind, Encoding.UTF8.GetBytes(csv), client, atomic, dryRun);

    /// <inheritdoc cref="ImportAsync(string, string, HttpClient?, bool, bool)"/>
    /// <param name="file">The bytes of a csv or xlsx file.</param>
    public async Task<ImportOutcome> ImportAsync(
        string kind,
        byte[] file,
        HttpClient? client = null,
        bool atomic = false,
        bool dryRun = false
    )
    {
        client ??= As(Roles.Administrator);
        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new("text/csv");
        using var response = await client.PostAsync(
            new Uri(
                $"/imports/{kind}?mode={(atomic ? "atomic" : "rows")}&dryRun={(dryRun ? "true" : "false")}",
                UriKind.Relative
            ),
            body
        );
        if ((int)response.StatusCode != 202)
            throw new HttpRequestException(
                $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}",
                null,
                response.StatusCode
            );
        var queued = await response.Content.ReadFromJsonAsync<ImportOutcome>();
        return await FinishedAsync(queued!.Id, client);
    }

    /// <summary>Waits until an import is finished.</summary>
    public async Task<ImportOutcome> FinishedAsync(Guid import, HttpClient? client = null)
    {
        client ??= As(Roles.Administrator);
        ImportOutcome? outcome = null;
        await UntilAsync(
            async () =>
            {
                outcome = await client.GetFromJsonAsync<ImportOutcome>(new Uri($"/imports/{import}", UriKind.Relative));
                return outcome!.Status is "completed" or "failed";
            },
            "the import to finish"
        );
        var errors = await client.GetStringAsync(new Uri($"/imports/{import}/errors", UriKind.Relative));
        return outcome! with
        {
            Errors = errors
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(ImportMistake.Parse)
                .ToList(),
        };
    }

    /// <summary>
    /// Runs the hourly clean-up: deletes rows that are no longer needed or whose retention has ended.
    /// </summary>
    public async Task RetainAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await RetentionWorker.RunAsync(scope.ServiceProvider, Clock, CancellationToken.None);
    }

    /// <summary>The events that wait in the outbox, in the order they were announced.</summary>
    public Task<IReadOnlyList<Announcement>> OutboxAsync() =>
        ReadAsync(async db =>
        {
            var rows = await db.Outbox.AsNoTracking().OrderBy(m => m.Position).ToListAsync();
            return (IReadOnlyList<Announcement>)
                rows.Select(m => new Announcement(m.MessageId, m.Stream, EventCatalogue.Read(m.EventName, m.Body)))
                    .ToList();
        });

    /// <summary>The events of one type that wait in the outbox.</summary>
    public async Task<IReadOnlyList<T>> AnnouncedAsync<T>()
        where T : class, IIntegrationEvent => (await OutboxAsync()).Select(a => a.Event).OfType<T>().ToList();

    /// <summary>
    /// Hands an event to the service's consumers, as a broker would, and returns when they have committed.
    /// </summary>
    /// <param name="messageId">
    /// The id of the message; the same id again is a second delivery. A new one by default.
    /// </param>
    /// <exception cref="InvalidOperationException">A consumer failed and parked it.</exception>
    public async Task DeliverAsync(IIntegrationEvent message, Guid? messageId = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var id = messageId ?? Guid.NewGuid();
        await App
            .Services.GetRequiredService<IMediator>()
            .Publish(new Delivery(id, EventCatalogue.NameOf(message.GetType()), EventCatalogue.Write(message)));
        var parked = await ReadAsync(db =>
            db.Parked.AsNoTracking()
                .Where(p => p.MessageId == id)
                .Select(p => $"{p.Consumer}: {p.Error}")
                .FirstOrDefaultAsync()
        );
        if (parked is not null)
            throw new InvalidOperationException($"Parked by {parked}");
    }

    /// <summary>Reads the service's database in a scope of its own.</summary>
    public Task<T> ReadAsync<T>(Func<ServiceDbContext, Task<T>> read) => ReadAsync<ServiceDbContext, T>(read);

    /// <inheritdoc cref="ReadAsync{T}(Func{ServiceDbContext, Task{T}})"/>
    public async Task<T> ReadAsync<TContext, T>(Func<TContext, Task<T>> read)
        where TContext : ServiceDbContext
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var scope = App.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    /// <summary>Checks every 10 ms until the condition holds.</summary>
    /// <exception cref="TimeoutException">The condition did not hold within a minute.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > WaitLimit)
                throw new TimeoutException($"Waited in vain for {what}.");
            await Task.Delay(10);
        }
    }

    /// <summary>Stops the service and deletes its files and its database.</summary>
    public async ValueTask DisposeAsync()
    {
        // The workers end before their folder is deleted: disposing alone waits for none of them.
        await App.StopAsync();
        if (_server is not null && HasDatabase)
            await ReadAsync(db => db.Database.EnsureDeletedAsync());
        await App.DisposeAsync();
        ClearPool();
        await DeleteFolderAsync();
    }

    /// <summary>Deletes the folder; a query that waited for the database may still write its last file there.</summary>
    private async Task DeleteFolderAsync()
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(100))
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(began) < FolderWaitLimit) { }
        }
    }

    /// <summary>Closes the connections that wait to be used again, of this database alone.</summary>
    private void ClearPool()
    {
        if (_server is not null)
        {
            using var onServer = new SqlConnection(ConnectionString);
            SqlConnection.ClearPool(onServer);
            return;
        }

        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task StartAsync()
    {
        App = _build(
            [],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["ConnectionStrings:database"] = ConnectionString,
                        ["ConnectionStrings:messaging"] = null,
                        ["Database:MigrateAtStart"] = "true",
                        ["Imports:Folder"] = ImportsFolder,
                        ["Authentication:Authority"] = TestTokens.Issuer,
                    }
                );
                builder.Logging.ClearProviders();
                builder.WebHost.UseTestServer();
                builder.Services.AddSingleton<TimeProvider>(Clock);
                builder.Services.TrustTestTokens();
                _configure?.Invoke(builder);
            }
        );
        if (_server is null && !File.Exists(DatabaseFile))
            await CreateDatabaseAsync();
        await App.StartAsync();
    }

    /// <summary>
    /// Creates the database with the newest schema. The gateway has none, and a test's own schema without migrations is
    /// created at the start.
    /// </summary>
    private async Task CreateDatabaseAsync()
    {
        if (EmptyDatabases.TryGetValue(_build.Method, out var empty))
        {
            await File.WriteAllBytesAsync(DatabaseFile, empty);
            return;
        }

        await using (var scope = App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetService<ServiceDbContext>();
            if (db is null || !db.Database.GetMigrations().Any())
                return;
            await db.Database.MigrateAsync();
            await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
        }

        ClearPool();
        EmptyDatabases[_build.Method] = await File.ReadAllBytesAsync(DatabaseFile);
    }
}

/// <summary>An event in the outbox.</summary>
/// <param name="MessageId">The id it will be sent with.</param>
public sealed record Announcement(Guid MessageId, string Stream, IIntegrationEvent Event);
