using System.Globalization;
using System.Net.Sockets;

namespace CardTeam.Testing;

/// <summary>
/// A real Redis for tests: a child process with its own port, password and folder that can be killed, frozen and
/// started again.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Server = "/usr/bin/redis-server",
        Password = "the tests' own";
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    private readonly int _port = FreePort.Take();
    private readonly string _folder = Caretaker.Folder("redis");
    private ChildProcess? _server;

    private RedisServer() { }

    /// <summary>The value for <c>ConnectionStrings:cache</c>, in Aspire's format.</summary>
    public string ConnectionString => $"127.0.0.1:{_port},password={Password}";

    /// <exception cref="FileNotFoundException">Redis is not installed; the message says how to get it.</exception>
    public static async Task<RedisServer> StartAsync()
    {
        if (!File.Exists(Server))
            throw new FileNotFoundException(
                "This test needs a Redis of its own: apt-get install -y --no-install-recommends redis-server",
                Server
            );
        var server = new RedisServer();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Kills it (-9). It stores nothing: after a restart it is empty.</summary>
    public async Task KillAsync()
    {
        await _server!.EndAsync(9);
        await _server.DisposeAsync();
    }

    /// <summary>Starts it on the same port and returns when it accepts connections.</summary>
    public async Task StartAgainAsync()
    {
        _server = ChildProcess.Start(
            new(
                Server,
                [
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    _port.ToString(CultureInfo.InvariantCulture),
                    "--dir",
                    _folder,
                    "--requirepass",
                    Password,
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--daemonize",
                    "no",
                ]
            )
        );
        using var waitLimit = new CancellationTokenSource(WaitLimit);
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", _port, waitLimit.Token);
                return;
            }
            catch (SocketException) when (!_server.HasExited)
            {
                await Task.Delay(20, waitLimit.Token);
            }
        }
    }

    /// <summary>Freezes it (SIGSTOP): connections stay open, nothing answers.</summary>
    public void Freeze() => _server!.Signal(19);

    /// <summary>Lets it continue (SIGCONT).</summary>
    public void Thaw() => _server!.Signal(18);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
