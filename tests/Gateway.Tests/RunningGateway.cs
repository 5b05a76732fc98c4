using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Gateway.Tests;

/// <summary>A gateway on a real Kestrel and a free port, with a folder of its own and everything it logged.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningGateway(WebApplication app, ConcurrentQueue<string> log)
    {
        this.app = app;
        Log = log;
        Http = Client();
    }

    public HttpClient Http { get; }

    public Uri Address => new(app.Urls.Single());

    public ConcurrentQueue<string> Log { get; }

    /// <summary>
    /// Starts a demonstration gateway unless the settings say otherwise. Services without a setting do not exist.
    /// </summary>
    public static Task<RunningGateway> StartAsync(string folder, params (string Key, string? Value)[] settings) =>
        StartAsync(folder, TimeProvider.System, settings);

    public static async Task<RunningGateway> StartAsync(
        string folder,
        TimeProvider time,
        params (string Key, string? Value)[] settings
    )
    {
        var log = new ConcurrentQueue<string>();
        var built = Build(folder, log, time, settings);
        await built.StartAsync();
        return new(built, log);
    }

    public static WebApplication Build(
        string folder,
        ConcurrentQueue<string> log,
        TimeProvider time,
        params (string Key, string? Value)[] settings
    ) =>
        GatewayHost.Build(
            [],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["urls"] = "http://127.0.0.1:0",
                        ["Authentication:Demo"] = "true",
                        ["Authentication:KeyFile"] = Path.Combine(folder, "token-key.pem"),
                    }
                );
                builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value));
                builder.Services.AddSingleton(time);
                builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new LogTo(log));
            }
        );

    /// <param name="from">The loopback address to call from: 127.0.0.2 is another caller than 127.0.0.1.</param>
    public HttpClient Client(string from = "127.0.0.1")
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                {
                    NoDelay = true,
                };
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new(handler) { BaseAddress = Address, DefaultRequestHeaders = { AcceptLanguage = { new("en") } } };
    }

    public Task<HttpResponseMessage> SignInAsync(string user, string password) =>
        Http.PostAsJsonAsync("/auth/token", new { user, password });

    public async Task<string> TokenAsync(string user = "hr")
    {
        using var response = await SignInAsync(user, "demo");
        return (await response.JsonAsync()).GetProperty("access_token").GetString()!;
    }

    /// <summary>A client that is signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string user = "hr")
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        return client;
    }

    /// <summary>Stops it as the system would.</summary>
    public Task StopAsync() => app.StopAsync();

    /// <summary>True when the gateway sends requests to a replica, according to its <c>/status</c>.</summary>
    public async Task<bool> UsesAsync(string service, int replica)
    {
        using var response = await Http.GetAsync("/status");
        return (await response.JsonAsync())
            .GetProperty("services")
            .GetProperty(service)
            .GetProperty("replicas")
            .EnumerateArray()
            .Single(r => r.GetProperty("number").GetInt32() == replica)
            .GetProperty("takesRequests")
            .GetBoolean();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    private sealed class LogTo(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}

/// <summary>A folder that is deleted with the test.</summary>
internal sealed class OwnFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cardteam-gateway-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}

internal static class Eventually
{
    /// <summary>Waits until a condition holds, and fails when it does not in time.</summary>
    public static async Task IsSoAsync(Func<Task<bool>> isSo, string what, int withinSeconds = 15)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(
                Stopwatch.GetElapsedTime(since).TotalSeconds < withinSeconds,
                $"Not within {withinSeconds} s: {what}"
            );
            await Task.Delay(20);
        }
    }
}

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>());

    /// <summary>Checks that the answer is a complete problem document of this status and code.</summary>
    public static async Task<JsonElement> IsProblemAsync(
        this HttpResponseMessage response,
        HttpStatusCode status,
        string code
    )
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.JsonAsync();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return problem;
    }

    public static int RetryAfterSeconds(this HttpResponseMessage response) =>
        (int)response.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
}
