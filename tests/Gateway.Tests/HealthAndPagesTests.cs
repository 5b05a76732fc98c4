using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CardTeam.Gateway.Tests;

public sealed class HealthAndPagesTests : IAsyncDisposable
{
    private readonly OwnFolder folder = new();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Health_names_every_service_and_says_how_it_is()
    {
        await using var healthy = await StandInService.StartAsync();
        await using var degraded = await StandInService.StartAsync(health: "degraded");
        await using var gateway = await RunningGateway.StartAsync(folder.Path,
            ("services:performance:http:0", healthy.Address), ("services:training:http:0", degraded.Address), ("services:feedback:http:0", StandInService.Nowhere()));
        using var response = await gateway.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var report = await response.JsonAsync();
        Assert.Equal("unhealthy", report.GetProperty("status").GetString());
        var services = report.GetProperty("dependencies").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetProperty("status").GetString());
        Assert.Equal(new Dictionary<string, string?>
        {
            ["performance"] = "healthy", ["training"] = "degraded", ["feedback"] = "unhealthy", ["incentive"] = "unhealthy",
        }, services);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Http.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task Health_is_well_when_every_service_is()
    {
        await using var service = await StandInService.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder.Path,
            ServiceRoutes.Services.Select(s => ($"services:{s}:http:0", (string?)service.Address)).ToArray());
        using var response = await gateway.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("healthy", (await response.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Services_that_hang_are_not_waited_for_one_after_the_other()
    {
        // Accepts connections, by the backlog, and never says a word.
        using var hanging = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        hanging.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        hanging.Listen();
        await using var gateway = await RunningGateway.StartAsync(folder.Path,
            ServiceRoutes.Services.Select(s => ($"services:{s}:http:0", (string?)$"http://{hanging.LocalEndPoint}")).ToArray());
        var started = Stopwatch.GetTimestamp();
        using var response = await gateway.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 5);
    }

    [Fact]
    public async Task The_first_page_and_the_api_pages_are_there()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        using var first = await gateway.Http.GetAsync("/");
        Assert.Equal("text/html", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(first.Headers.GetValues("X-Content-Type-Options")));
        var page = await first.Content.ReadAsStringAsync();
        Assert.Contains("/docs", page, StringComparison.Ordinal);
        Assert.Contains("绩效", page, StringComparison.Ordinal);

        using var docs = await gateway.Http.GetAsync("/docs");
        Assert.Equal(HttpStatusCode.OK, docs.StatusCode);
        var script = await gateway.Http.GetStringAsync("/docs/index.js");
        Assert.All(ServiceRoutes.Services, service => Assert.Contains($"/{service}/openapi/v1.json", script, StringComparison.Ordinal));
    }
}
