using System.Diagnostics;
using System.Net;

namespace CardTeam.Gateway.Tests;

public sealed class DrainTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StandInService performance = null!;

    public async Task InitializeAsync()
    {
        performance = await StandInService.StartAsync();
        performance.Behaviour = _ => goOn.Task;
    }

    public async Task DisposeAsync()
    {
        goOn.TrySetResult();
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task A_process_told_to_stop_takes_no_new_connection_and_finishes_what_is_under_way()
    {
        await using var gateway = await GatewayProcess.StartAsync(folder, performance.Address);
        var underWay = gateway.Http.GetAsync("/performance/openapi/v1.json");
        await Eventually.IsSoAsync(() => Task.FromResult(!performance.Requests.IsEmpty), "the request is under way");
        await gateway.TerminateAsync();
        await Eventually.IsSoAsync(
            async () => !await gateway.ListensAsync(),
            "new connections are refused",
            withinSeconds: 15
        );
        Assert.False(underWay.IsCompleted);
        Assert.False(gateway.HasExited);

        goOn.SetResult();
        using var response = await underWay;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await gateway.ExitAsync());
    }

    [Fact]
    public async Task What_does_not_finish_in_time_is_cut_off()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            folder,
            performance.Address,
            "--Shutdown:DrainSeconds",
            "1"
        );
        var underWay = gateway.Http.GetAsync("/performance/openapi/v1.json");
        await Eventually.IsSoAsync(() => Task.FromResult(!performance.Requests.IsEmpty), "the request is under way");
        var told = Stopwatch.GetTimestamp();
        await gateway.TerminateAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => underWay);
        Assert.Equal(0, await gateway.ExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(told).TotalSeconds, 0.9, 20);
    }

    [Fact]
    public async Task For_the_time_of_notice_it_still_serves_and_says_that_it_is_going()
    {
        goOn.SetResult();
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address),
            ("Shutdown:NoticeSeconds", "4")
        );
        using var client = await gateway.SignedInAsync();
        var stopping = gateway.StopAsync();

        using var health = await gateway.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var report = await health.JsonAsync();
        Assert.Equal("unhealthy", report.GetProperty("status").GetString());
        Assert.Equal(
            "draining",
            report.GetProperty("dependencies").GetProperty("gateway").GetProperty("detail").GetString()
        );
        using var status = await gateway.Http.GetAsync("/status");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status.StatusCode);
        Assert.Equal("draining", (await status.JsonAsync()).GetProperty("gateway").GetProperty("state").GetString());
        using var served = await client.GetAsync("/performance/scorecards");
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.False(stopping.IsCompleted);

        await stopping.WaitAsync(TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.Client().GetAsync("/alive"));
    }

    [Fact]
    public async Task A_request_that_arrives_at_a_gateway_that_goes_is_the_last_of_its_connection()
    {
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address)
        );
        var underWay = gateway.Http.GetAsync("/performance/openapi/v1.json");
        await Eventually.IsSoAsync(() => Task.FromResult(!performance.Requests.IsEmpty), "the request is under way");
        var stopping = gateway.StopAsync();
        goOn.SetResult();
        using var response = await underWay;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
