using System.Diagnostics;
using System.Globalization;

namespace CardTeam.Testing;

/// <summary>
/// A real RabbitMQ for tests: a child process with its own port mapper (epmd), ports, cookie, and data in a folder that
/// is deleted with it. It is independent of a RabbitMQ that the machine may run. Made for Debian's package (3.10),
/// without its management plugin.
/// </summary>
public sealed class RabbitBroker : IAsyncDisposable
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UntilLed = TimeSpan.FromSeconds(20);
    private static readonly Lazy<Task<RabbitBroker>> Common = new(StartAsync);

    private readonly int _distribution = FreePort.Take(),
        _mapper = FreePort.Take();
    private readonly SemaphoreSlim _calls = new(1);
    private ChildProcess? _epmd;
    private ChildProcess? _server;

    private RabbitBroker() { }

    /// <summary>Its AMQP port on loopback, the same after a restart.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>The folder with all its data.</summary>
    public string Folder { get; } = Caretaker.Folder("broker");

    /// <summary>The broker and its port mapper.</summary>
    public IEnumerable<int> ProcessIds => [_server!.Id, _epmd!.Id];

    private string Node => $"t{Port}@localhost";

    /// <summary>
    /// The broker shared by all tests of a process, started by the first that asks; each test uses a virtual host of
    /// its own and does not stop the broker.
    /// </summary>
    public static Task<RabbitBroker> CommonAsync() => Common.Value;

    /// <summary>Starts a broker for a test that stops or kills it.</summary>
    /// <exception cref="FileNotFoundException">RabbitMQ is not installed; the message says how to get it.</exception>
    public static async Task<RabbitBroker> StartAsync()
    {
        if (!File.Exists(Server))
            throw new FileNotFoundException(
                "This test needs a RabbitMQ of its own: apt-get install -y --no-install-recommends rabbitmq-server",
                Server
            );
        var broker = new RabbitBroker();
        try
        {
            broker.WriteSettings();
            broker._epmd = ChildProcess.Start(new("epmd", ["-port", Number(broker._mapper), "-address", "127.0.0.1"]));
            await broker.StartAgainAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value for <c>ConnectionStrings:messaging</c>.</summary>
    public string ConnectionString(string virtualHost = "/") =>
        $"amqp://guest:guest@127.0.0.1:{Port}/{(virtualHost == "/" ? "" : virtualHost)}";

    /// <summary>Makes a virtual host and returns its connection string.</summary>
    /// <param name="name">Letters and digits.</param>
    public async Task<string> CreateVirtualHostAsync(string name)
    {
        await EvaluateAsync(
            $"""
            ok = rabbit_vhost:add(<<"{name}">>, <<"guest">>), rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"{name}">>, <<".*">>, <<".*">>, <<".*">>, <<"guest">>).
            """
        );
        return ConnectionString(name);
    }

    /// <summary>
    /// Ends it with a signal: 15 in order, 9 at once. Its data is kept for <see cref="StartAgainAsync"/>.
    /// </summary>
    public async Task StopAsync(int signal)
    {
        // 3.10 writes the list of queues only after a while; a broker killed before that has a queue that never finds
        // its leader (docs/operations/messages.md).
        if (signal == 9)
            await EvaluateAsync("lists:foreach(fun dets:sync/1, dets:all()).");
        await _server!.EndAsync(signal);
        await _server.DisposeAsync();
    }

    /// <summary>Freezes it (SIGSTOP): connections stay open, nothing answers.</summary>
    public void Freeze() => _server!.Signal(19);

    /// <summary>Lets it continue (SIGCONT).</summary>
    public void Thaw() => _server!.Signal(18);

    /// <summary>
    /// Starts it on the same ports and data, and returns when it accepts connections and every queue has its leader.
    /// </summary>
    public async Task StartAgainAsync()
    {
        await StartServerAsync();
        if (await HaveLeadersAsync())
            return;
        // 3.10, killed at the wrong moment, comes back with a queue without a leader, and the next start repairs it
        // (docs/operations/messages.md). This is not what the tests test.
        await StopAsync(15);
        await StartServerAsync();
        if (!await HaveLeadersAsync())
            throw new InvalidOperationException($"A queue finds no leader: {await ExplainAsync()}");
    }

    public async Task RestartAsync(int signal)
    {
        await StopAsync(signal);
        await StartAgainAsync();
    }

    /// <summary>
    /// Evaluates an Erlang expression in the broker's own machine, which takes milliseconds where <c>rabbitmqctl</c>
    /// takes seconds.
    /// </summary>
    /// <returns>The result, as Erlang writes it.</returns>
    public async Task<string> EvaluateAsync(string erlang)
    {
        var start = new ProcessStartInfo("sh", ["-c", """printf '%s\n' "$1" | erl_call -n "$0" -e""", Node, erlang]);
        foreach (var (name, value) in Settings())
            start.Environment[name] = value;
        var (exitCode, output, error) = await OneCallAtATimeAsync(() => ChildProcess.RunAsync(start));
        if (exitCode != 0 || !output.StartsWith("{ok, ", StringComparison.Ordinal))
            throw new InvalidOperationException($"{erlang} came to {exitCode}: {output}{error}");
        return output.Trim()["{ok, ".Length..^1];
    }

    /// <summary>Its queues and its last output, for a failure's message.</summary>
    public async Task<string> ExplainAsync() =>
        $"""
            {await EvaluateAsync(
                "[{rabbit_amqqueue:pid_of(Q), catch rabbit_amqqueue:info(Q, [state, messages, messages_unacknowledged, consumers, leader])} || Q <- rabbit_amqqueue:list()]."
            )}
            {string.Join('\n', _server!.Output.Split('\n').TakeLast(80))}
            """;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_epmd is not null)
            await _epmd.DisposeAsync();
        _calls.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts the server. 3.10 sometimes hangs while it boots; then it is killed and started again.</summary>
    private async Task StartServerAsync()
    {
        var said = "";
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await HasStartedAsync())
                return;
            said = _server!.Said;
            await _server.DisposeAsync();
        }

        throw new InvalidOperationException($"RabbitMQ did not start: {said}");
    }

    private async Task<bool> HasStartedAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo(Server);
        foreach (var (name, value) in Settings())
            start.Environment[name] = value;
        _server = ChildProcess.Start(
            start,
            line =>
            {
                if (line.Contains("Server startup complete", StringComparison.Ordinal))
                    ready.TrySetResult();
            }
        );
        await Task.WhenAny(ready.Task, _server.ExitAsync(), Task.Delay(WaitLimit));
        return ready.Task.IsCompleted;
    }

    private async Task<bool> HaveLeadersAsync()
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < UntilLed; await Task.Delay(100))
        {
            var alone = await EvaluateAsync(
                """
                [N || Q <- rabbit_amqqueue:list(), rabbit_quorum_queue == amqqueue:get_type(Q), {N, _} <- [amqqueue:get_pid(Q)], element(1, catch ra:members({N, node()}, 500)) =/= ok].
                """
            );
            if (alone == "[]")
                return true;
        }

        return false;
    }

    /// <summary>Serialises calls: two at once have the same node name, and the broker refuses the second.</summary>
    private async Task<T> OneCallAtATimeAsync<T>(Func<Task<T>> call)
    {
        await _calls.WaitAsync();
        try
        {
            return await call();
        }
        finally
        {
            _calls.Release();
        }
    }

    private void WriteSettings()
    {
        // No plugins: management alone takes 6 to 8 seconds to stop.
        File.WriteAllText(At("plugins"), "[].");
        File.WriteAllText(At("advanced.config"), "[].");
        File.WriteAllText(
            At("rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 50MB
            log.console = true
            log.file = false

            """
        );
    }

    private Dictionary<string, string> Settings() =>
        new(StringComparer.Ordinal)
        {
            ["HOME"] = Folder, // the folder of the cookie Erlang makes for this broker
            ["LANG"] = "C.UTF-8",
            ["ERL_EPMD_PORT"] = Number(_mapper),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = Node,
            ["RABBITMQ_DIST_PORT"] = Number(_distribution),
            ["RABBITMQ_MNESIA_BASE"] = At("mnesia"),
            ["RABBITMQ_LOG_BASE"] = At("log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_CONFIG_FILE"] = At("rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = At("advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = At("generated"),
            ["RABBITMQ_FEATURE_FLAGS_FILE"] = At("feature_flags"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
            ["detached"] = "1", // the script becomes the broker: signals reach it by the process id we know
        };

    private string At(string name) => Path.Combine(Folder, name);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
