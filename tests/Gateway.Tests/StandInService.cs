using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CardTeam.Gateway.Tests;

/// <summary>Replaces a service: records requests and answers plainly.</summary>
internal sealed class StandInService : IAsyncDisposable
{
    private readonly WebApplication app;
    private int checksAnswered;

    private StandInService(WebApplication app) => this.app = app;

    public sealed record Asked(string Method, string Path, IHeaderDictionary Headers, long Bytes);

    public ConcurrentQueue<Asked> Requests { get; } = [];

    /// <summary>Set when the first bytes of a body have arrived.</summary>
    public TaskCompletionSource BodyBegun { get; private set; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The behaviour after reading a request, instead of answering at once: hang, break the connection, answer itself.
    /// </summary>
    public Func<HttpContext, Task> Behaviour { get; set; } = _ => Task.CompletedTask;

    /// <summary>True to leave the gateway's own checks of <c>/alive</c> without an answer.</summary>
    public bool IsDeafToChecks { get; set; }

    /// <summary>The number of answered checks of the gateway.</summary>
    public int ChecksAnswered => checksAnswered;

    public string Address => app.Urls.Single();

    /// <param name="health">The state reported at <c>/health</c>, or the whole report.</param>
    public static async Task<StandInService> StartAsync(string url = "http://127.0.0.1:0", string health = "healthy")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var service = new StandInService(builder.Build());
        service.app.Map(
            "/health",
            () => Results.Text(health.StartsWith('{') ? health : $$"""{ "status": "{{health}}" }""", "application/json")
        );
        service.app.Map("/{**rest}", (Delegate)service.Answer);
        await service.app.StartAsync();
        return service;
    }

    /// <summary>An address on which nothing listens.</summary>
    public static string Nowhere()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"http://{socket.LocalEndPoint}";
    }

    /// <summary>Hangs until the caller gives up.</summary>
    public static async Task Hang(HttpContext http)
    {
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    /// <summary>Breaks the connection without an answer.</summary>
    public static Task Break(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Ends at once, like a killed process: running requests are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task<IResult> Answer(HttpContext http)
    {
        if (http.Request.Headers.UserAgent.ToString().Contains("Active Health Check", StringComparison.Ordinal))
        {
            if (IsDeafToChecks)
                await Hang(http);
            Interlocked.Increment(ref checksAnswered);
            return Results.Ok();
        }

        var buffer = new byte[64 * 1024];
        long bytes = 0;
        while (await http.Request.Body.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
            BodyBegun.TrySetResult();
        }

        Requests.Enqueue(
            new(
                http.Request.Method,
                http.Request.Path.Value + http.Request.QueryString.Value,
                new HeaderDictionary(http.Request.Headers.ToDictionary()),
                bytes
            )
        );
        await Behaviour(http);
        if (http.Response.HasStarted)
            return Results.Empty;
        return http.Request.Path == "/conflict"
            ? Results.Problem(
                statusCode: 409,
                extensions: new Dictionary<string, object?> { ["code"] = "stand-in.conflict" }
            )
            : Results.Json(new { path = http.Request.Path.Value, bytes });
    }
}
