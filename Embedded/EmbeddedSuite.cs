using System.Net;
using System.Net.Sockets;
using CardTeam.Feedback;
using CardTeam.Gateway;
using CardTeam.Incentive;
using CardTeam.Performance;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Telemetry;
using CardTeam.Training;
using Microsoft.Data.Sqlite;

namespace CardTeam.Embedded;

/// <summary>The options for running the suite in this process.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The folder for everything that outlives the process; created where it does not exist.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The gateway's port on loopback; 0 for any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// True for a user for each role with a publicly known password: for the demonstration bank, trials and tests.
    /// </summary>
    public bool HasDemonstrationUsers { get; init; } = true;

    /// <summary>True to keep accounts of people in the data folder.</summary>
    public bool HasLocalAccounts { get; init; } = true;

    /// <summary>Receives the log of all five hosts, which never dispose of it; null for the console.</summary>
    public ILoggerFactory? Logs { get; init; }

    /// <summary>Further settings for every host, e.g. <c>Limits:RequestsPerMinute</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Applied last to every host, e.g. to set another clock; null for nothing.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}

/// <summary>
/// The four services and the gateway in one process: each with a container and a port of its own, built by the same
/// <c>Build</c> as its own program; with SQLite files and no broker.
/// </summary>
public sealed class EmbeddedSuite : IAsyncDisposable
{
    private const string Name = "cardteam";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    private static readonly (
        string Name,
        Func<string[], Action<WebApplicationBuilder>?, WebApplication> Build
    )[] Services =
    [
        (PerformanceService.Name, PerformanceService.Build),
        (TrainingService.Name, TrainingService.Build),
        (FeedbackService.Name, FeedbackService.Build),
        (IncentiveService.Name, IncentiveService.Build),
    ];

    private readonly List<WebApplication> hosts = [];
    private readonly List<Socket> listeners = [];
    private readonly Dictionary<string, string?> serviceAddresses = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EmbeddedOptions options;
    private readonly DataFolder data;
    private readonly ILoggerFactory? ownLogs;
    private readonly IConfiguration environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
    private readonly IHost? collector;
    private bool isStarting = true;
    private bool isStopping;

    private EmbeddedSuite(EmbeddedOptions options, DataFolder data)
    {
        (this.options, this.data) = (options, data);
        collector = Telemetry.CreateCollector(environment, Name);
        ownLogs = options.Logs is null ? ConsoleLogs() : null;
    }

    /// <summary>The gateway's address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The address of a service itself, for measuring, and for tests behind the gateway.</summary>
    public Uri AddressOf(string service) => new(serviceAddresses[$"services:{service}:http:0"]!);

    /// <summary>The absolute path of the data folder.</summary>
    public string DataFolder => data.Path;

    /// <summary>Completes when one of the hosts has stopped by itself. The log has the reason.</summary>
    public Task Failed => failed.Task;

    internal DataFolder Data => data;

    /// <summary>Starts everything, and returns when all hosts listen.</summary>
    /// <exception cref="StartRefusedException">
    /// The port is taken, the folder is unusable or in use, a setting is wrong, or the data is of a newer version.
    /// </exception>
    public static async Task<EmbeddedSuite> StartAsync(
        EmbeddedOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return await StartAsync(options, Embedded.DataFolder.Open(options.DataFolder), cancellationToken);
    }

    /// <summary>Starts the suite with a folder that is already locked; the suite releases it.</summary>
    internal static async Task<EmbeddedSuite> StartAsync(
        EmbeddedOptions options,
        DataFolder data,
        CancellationToken cancellationToken
    )
    {
        var suite = new EmbeddedSuite(options, data);
        try
        {
            await suite.StartHostsAsync(cancellationToken);
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the gateway, then the services, within a few seconds; then releases the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isStopping)
            return;
        isStopping = true;
        // The gateway was started first. All hosts stop before the first is disposed of, because they send one another
        // messages.
        foreach (var gateway in hosts.Take(1))
            await gateway.StopAsync();
        await Task.WhenAll(hosts.Skip(1).Select(service => service.StopAsync()));
        foreach (var host in Enumerable.Reverse(hosts))
            await host.DisposeAsync();
        // The last connection merges the write-ahead log into the file, so that a folder at rest can be copied.
        SqliteConnection.ClearAllPools();
        foreach (var listener in listeners)
            listener.Dispose();
        ownLogs?.Dispose();
        await StopCollectingAsync();
        data.Dispose();
    }

    private async Task StartHostsAsync(CancellationToken cancellationToken)
    {
        // All ports are opened first and held: early callers wait a moment instead of being refused, and every host can
        // be told the others' addresses.
        var socket = Listen(options.Port);
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Address = new(Invariant($"http://127.0.0.1:{port}"));
        var sockets = Services.ToDictionary(service => service.Name, _ => Listen(0), StringComparer.Ordinal);
        foreach (var (name, own) in sockets)
            serviceAddresses[$"services:{name}:http:0"] = Invariant(
                $"http://127.0.0.1:{((IPEndPoint)own.LocalEndPoint!).Port}"
            );

        if (collector is not null)
            await collector.StartAsync(cancellationToken);
        var (bus, work) = (new LoopbackBus(), new WorkStart());
        // The gateway first, so that the console's page is there while the services start.
        var gateway = await StartAsync(
            GatewayHost.Build,
            new(serviceAddresses, StringComparer.Ordinal)
            {
                ["urls"] = Invariant($"http://127.0.0.1:{port}"),
                ["Authentication:Demo"] = options.HasDemonstrationUsers ? "true" : "false",
                ["Authentication:PeopleFile"] = options.HasLocalAccounts ? data.PeopleFile : null,
                ["Authentication:KeyFile"] = data.KeyFile,
            },
            builder => ListenOn(builder, socket)
        );
        await Task.WhenAll(Services.Select(service => Task.Run(() => StartServiceAsync(service.Name, service.Build))));
        bus.Open();
        await GatewayHost.FindServicesAsync(gateway);
        isStarting = false;
        work.Begin();

        Task<WebApplication> StartServiceAsync(
            string name,
            Func<string[], Action<WebApplicationBuilder>?, WebApplication> build
        ) =>
            StartAsync(
                build,
                new(StringComparer.Ordinal)
                {
                    ["urls"] = serviceAddresses[$"services:{name}:http:0"],
                    ["Authentication:Authority"] = Address.GetLeftPart(UriPartial.Authority),
                    ["ConnectionStrings:database"] = new SqliteConnectionStringBuilder
                    {
                        DataSource = data.DatabaseOf(name),
                    }.ToString(),
                    ["Imports:Folder"] = data.ImportsOf(name),
                },
                builder =>
                {
                    ListenOn(builder, sockets[name]);
                    builder.Services.AddSingleton(bus);
                }
            );

        static void ListenOn(WebApplicationBuilder builder, Socket bound) =>
            builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = _ => bound);

        async Task<WebApplication> StartAsync(
            Func<string[], Action<WebApplicationBuilder>?, WebApplication> build,
            Dictionary<string, string?> settings,
            Action<WebApplicationBuilder> configure
        )
        {
            var app = build(
                [],
                builder =>
                {
                    builder.Configuration.AddInMemoryCollection(options.Settings).AddInMemoryCollection(settings);
                    builder.Services.AddSingleton(options.Logs ?? ownLogs!);
                    builder.Services.AddSingleton<SharedTelemetry>();
                    builder.Services.AddSingleton(work);
                    builder.Services.AddSingleton<IHostLifetime, LifetimeOfTheSuite>();
                    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
                    configure(builder);
                    options.Configure?.Invoke(builder);
                }
            );
            try
            {
                await app.StartAsync(cancellationToken);
            }
            catch
            {
                await app.DisposeAsync();
                throw;
            }

            lock (hosts)
                hosts.Add(app);
            app.Lifetime.ApplicationStopping.Register(() =>
            {
                if (!isStopping)
                    failed.TrySetResult();
            });
            return app;
        }
    }

    private Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            listeners.Add(socket);
            return socket;
        }
        catch (SocketException denied)
        {
            socket.Dispose();
            throw new StartRefusedException(
                denied.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? Invariant($"端口 {port} 已被占用 · port {port} is in use (--port)")
                    : Invariant($"无法监听端口 {port} · cannot listen on port {port}: {denied.Message}"),
                denied
            );
        }
    }

    /// <summary>The logger factory shared by all hosts: with five, every line would be written five times.</summary>
    private ILoggerFactory ConsoleLogs() =>
        LoggerFactory.Create(logging =>
            logging
                .AddExport(environment, Name)
                .AddConfiguration(environment.GetSection("Logging"))
                .AddQuietFilters()
                .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
                // An error that keeps a host from starting is thrown, and printed as one line.
                .AddFilter(
                    "Microsoft.Extensions.Hosting.Internal.Host",
                    level => !isStarting && level >= LogLevel.Warning
                )
                .AddSimpleConsole(console => console.SingleLine = true)
        );

    /// <summary>Exports what has been collected last.</summary>
    private async Task StopCollectingAsync()
    {
        if (collector is null)
            return;
        await collector.StopAsync();
        collector.Dispose();
    }

    /// <summary>Leaves signals to the suite: otherwise every host would react to Ctrl-C at once.</summary>
    private sealed class LifetimeOfTheSuite : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
