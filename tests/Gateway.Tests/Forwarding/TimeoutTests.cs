using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Gateway.Tests.Forwarding;

public sealed class TimeoutTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private StandInService performance = null!;
    private RunningGateway gateway = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        performance = await StandInService.StartAsync();
        gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address),
            ("Timeouts:SilenceSeconds", "2"),
            ("Timeouts:LongSilenceSeconds", "60")
        );
        client = await gateway.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await gateway.DisposeAsync();
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task A_service_that_hangs_is_504_and_was_asked_once()
    {
        performance.Behaviour = StandInService.Hang;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/performance/scorecards")
        {
            Headers = { AcceptLanguage = { new("zh-CN") } },
        };
        var asked = Stopwatch.GetTimestamp();
        using var response = await client.SendAsync(request);
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 1.9, 20);
        var problem = await response.IsProblemAsync(HttpStatusCode.GatewayTimeout, "service.timeout");
        Assert.Equal("服务响应超时。", problem.GetProperty("title").GetString());
        Assert.Equal(32, problem.GetProperty("traceId").GetString()!.Length);
        Assert.Single(performance.Requests);
    }

    [Theory]
    [InlineData("POST", "/performance/imports/card-facts", HttpStatusCode.OK)]
    [InlineData("POST", "/performance/periods/2026-06/close", HttpStatusCode.OK)]
    [InlineData("GET", "/performance/audit/verification", HttpStatusCode.OK)]
    [InlineData("POST", "/performance/periods/2026-06/reopen", HttpStatusCode.GatewayTimeout)]
    public async Task What_computes_for_long_may_be_silent_for_longer(
        string method,
        string path,
        HttpStatusCode expected
    )
    {
        performance.Behaviour = http =>
            Task.Delay(TimeSpan.FromSeconds(4), http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        using var response = await client.SendAsync(new(new(method), path));
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_moves_may_take_as_long_as_it_likes()
    {
        performance.Behaviour = async http =>
        {
            for (var i = 0; i < 6; i++)
            {
                await http.Response.WriteAsync("line\n");
                await http.Response.Body.FlushAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(600));
            }
        };
        Assert.Equal(30, (await client.GetStringAsync("/performance/card-facts")).Length);
    }

    [Fact]
    public async Task A_host_that_does_not_even_refuse_is_503()
    {
        // A full connection queue: further connections are neither accepted nor refused.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var waiting = Enumerable
            .Range(0, 4)
            .Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            .ToList();
        foreach (var socket in waiting)
            _ = socket.ConnectAsync(full.LocalEndPoint!);

        await using var other = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", $"http://{full.LocalEndPoint}"),
            ("Timeouts:ConnectSeconds", "3"),
            ("Checks:AliveSeconds", "60")
        );
        using var caller = await other.SignedInAsync();
        var asked = Stopwatch.GetTimestamp();
        using var response = await caller.GetAsync("/performance/scorecards");
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 2.9, 5.9);
        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        Assert.InRange(response.RetryAfterSeconds(), 1, 60);
        waiting.ForEach(socket => socket.Dispose());
    }
}
