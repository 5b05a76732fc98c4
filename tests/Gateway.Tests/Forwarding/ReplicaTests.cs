using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace CardTeam.Gateway.Tests.Forwarding;

public sealed class ReplicaTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private StandInService first = null!;
    private StandInService second = null!;
    private StandInService training = null!;
    private RunningGateway gateway = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        first = await StandInService.StartAsync();
        second = await StandInService.StartAsync();
        training = await StandInService.StartAsync();
        gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", first.Address),
            ("services:performance:http:1", second.Address),
            ("services:training:http:0", training.Address),
            ("Checks:AliveTimeoutSeconds", "2")
        );
        client = await gateway.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await gateway.DisposeAsync();
        await first.DisposeAsync();
        await second.DisposeAsync();
        await training.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task Share_the_requests_of_their_service()
    {
        for (var i = 0; i < 40; i++)
            Assert.Equal(HttpStatusCode.OK, await GetAsync());
        Assert.Equal(40, first.Requests.Count + second.Requests.Count);
        Assert.InRange(first.Requests.Count, 5, 35);
    }

    [Fact]
    public async Task One_that_is_killed_is_missed_by_nobody_and_in_again_soon_after_it_is_back()
    {
        var address = first.Address;
        await GetAsync();
        await first.DisposeAsync();
        // Reads and writes alike: neither had reached the unreachable replica.
        await Eventually.IsSoAsync(
            async () =>
            {
                Assert.Equal(HttpStatusCode.OK, await GetAsync());
                using var written = await client.PostAsJsonAsync("/performance/targets", new { });
                Assert.Equal(HttpStatusCode.OK, written.StatusCode);
                return !await gateway.UsesAsync("performance", 0);
            },
            "the killed replica is left out",
            withinSeconds: 10
        );
        Assert.True(await gateway.UsesAsync("performance", 1));

        first = await StandInService.StartAsync(address);
        await Eventually.IsSoAsync(
            async () => await GetAsync() == HttpStatusCode.OK && !first.Requests.IsEmpty,
            "the replica is used again",
            withinSeconds: 10
        );
    }

    [Fact]
    public async Task One_that_no_longer_answers_checks_is_left_out_until_it_does()
    {
        first.IsDeafToChecks = true;
        first.Behaviour = StandInService.Hang;
        await Eventually.IsSoAsync(
            async () => !await gateway.UsesAsync("performance", 0),
            "the hanging replica is left out",
            withinSeconds: 20
        );
        first.Requests.Clear();
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, await GetAsync());
        Assert.Empty(first.Requests);

        first.IsDeafToChecks = false;
        first.Behaviour = _ => Task.CompletedTask;
        await Eventually.IsSoAsync(
            () => gateway.UsesAsync("performance", 0),
            "the replica is used again",
            withinSeconds: 10
        );
    }

    [Fact]
    public async Task One_that_breaks_its_calls_is_rested_though_it_answers_checks_and_then_tried_again()
    {
        first.Behaviour = StandInService.Break;
        await Eventually.IsSoAsync(
            async () => await GetAsync() == HttpStatusCode.OK && !await gateway.UsesAsync("performance", 0),
            "the breaking replica is rested"
        );
        first.Behaviour = _ => Task.CompletedTask;
        await Eventually.IsSoAsync(
            () => gateway.UsesAsync("performance", 0),
            "the replica is tried again",
            withinSeconds: 20
        );
        // The failures before its exclusion do not exclude it again.
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, await GetAsync());
        Assert.True(await gateway.UsesAsync("performance", 0));
    }

    [Fact]
    public async Task When_none_is_well_the_answer_is_503_at_once_for_their_service_only()
    {
        foreach (var replica in new[] { first, second })
            (replica.IsDeafToChecks, replica.Behaviour) = (true, StandInService.Hang);
        await Eventually.IsSoAsync(
            async () => !await gateway.UsesAsync("performance", 0) && !await gateway.UsesAsync("performance", 1),
            "both are left out"
        );

        var asked = Stopwatch.GetTimestamp();
        foreach (var path in new[] { "/performance/scorecards", "/performance/health", "/performance/openapi/v1.json" })
        {
            using var refused = await client.GetAsync(path);
            await refused.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
            Assert.InRange(refused.RetryAfterSeconds(), 1, 60);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 5);
        using var other = await client.GetAsync("/training/sessions");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task The_only_one_of_a_service_is_used_as_soon_as_it_is_back_however_long_it_was_away()
    {
        var address = training.Address;
        await training.DisposeAsync();
        await Eventually.IsSoAsync(
            async () => !await gateway.UsesAsync("training", 0),
            "the killed service is left out",
            withinSeconds: 10
        );
        training = await StandInService.StartAsync(address);
        await Eventually.IsSoAsync(
            async () =>
            {
                using var answer = await client.GetAsync("/training/sessions");
                return answer.StatusCode == HttpStatusCode.OK;
            },
            "the service answers again",
            withinSeconds: 5
        );
    }

    [Fact]
    public async Task The_only_one_of_a_service_is_not_rested_for_the_calls_that_failed_while_it_was_exchanged()
    {
        await using var rarelyChecking = await RunningGateway.StartAsync(
            folder.Path,
            ("services:training:http:0", training.Address),
            ("Checks:AliveSeconds", "60")
        );
        using var caller = await rarelyChecking.SignedInAsync();
        var address = training.Address;
        await training.DisposeAsync();
        var refused = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => caller.GetAsync("/training/sessions")));
        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));

        training = await StandInService.StartAsync(address);
        using var answer = await caller.GetAsync("/training/sessions");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<HttpStatusCode> GetAsync()
    {
        using var response = await client.GetAsync("/performance/scorecards");
        return response.StatusCode;
    }
}
