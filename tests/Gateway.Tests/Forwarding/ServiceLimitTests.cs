using System.Diagnostics;
using System.Net;

namespace CardTeam.Gateway.Tests.Forwarding;

public sealed class ServiceLimitTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StandInService performance = null!;
    private StandInService training = null!;
    private RunningGateway gateway = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        performance = await StandInService.StartAsync();
        training = await StandInService.StartAsync();
        performance.Behaviour = _ => goOn.Task;
        gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address),
            ("services:training:http:0", training.Address),
            ("Limits:ConcurrentRequestsPerService", "4"),
            ("Limits:QueuedRequestsPerService", "2")
        );
        client = await gateway.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        goOn.TrySetResult();
        client.Dispose();
        await gateway.DisposeAsync();
        await performance.DisposeAsync();
        await training.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task A_slow_service_fills_its_own_places_and_the_others_do_not_notice()
    {
        var slow = await FillAsync();
        await Eventually.IsSoAsync(() => Task.FromResult(performance.Requests.Count == 4), "four are under way");

        var asked = Stopwatch.GetTimestamp();
        for (var i = 0; i < 50; i++)
        {
            using var other = await client.GetAsync("/training/sessions");
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 10);
        // A busy service is not unhealthy: the checks get through, and the service keeps its requests.
        var checks = performance.ChecksAnswered;
        await Eventually.IsSoAsync(
            () => Task.FromResult(performance.ChecksAnswered >= checks + 2),
            "the busy service answers checks"
        );
        Assert.True(await gateway.UsesAsync("performance", 0));

        // The waiting requests get their turn, and then there is room again.
        goOn.SetResult();
        foreach (var response in await Task.WhenAll(slow))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var later = await client.GetAsync("/performance/scorecards");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task What_finds_no_place_is_refused_in_the_callers_language()
    {
        var slow = await FillAsync();
        foreach (
            var (language, expected) in new[]
            {
                ("en", "The service is busy; try again later."),
                ("zh-CN", "服务繁忙，请稍后再试。"),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/performance/targets")
            {
                Headers = { AcceptLanguage = { new(language) } },
            };
            using var refused = await client.SendAsync(request);
            var problem = await refused.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.busy");
            Assert.Equal(expected, problem.GetProperty("title").GetString());
            Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
            Assert.InRange(refused.RetryAfterSeconds(), 1, 60);
        }

        goOn.SetResult();
        await Task.WhenAll(slow);
    }

    [Fact]
    public async Task Whoever_goes_away_gives_up_their_place()
    {
        using var impatient = new CancellationTokenSource();
        var slow = await FillAsync(impatient.Token);
        await impatient.CancelAsync();
        await Task.WhenAll(slow.Select(request => Assert.ThrowsAnyAsync<OperationCanceledException>(() => request)));
        goOn.SetResult();
        await Eventually.IsSoAsync(
            async () =>
            {
                using var response = await client.GetAsync("/performance/scorecards");
                return response.StatusCode == HttpStatusCode.OK;
            },
            "there is room again"
        );
    }

    /// <summary>
    /// Sends one request more than can run or wait: when that one is refused, the others occupy all places.
    /// </summary>
    private async Task<List<Task<HttpResponseMessage>>> FillAsync(CancellationToken cancellationToken = default)
    {
        var requests = Enumerable
            .Range(0, 7)
            .Select(_ => client.GetAsync("/performance/scorecards", cancellationToken))
            .ToList();
        var refused = await Task.WhenAny(requests).WaitAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await refused).StatusCode);
        requests.Remove(refused);
        return requests;
    }
}
