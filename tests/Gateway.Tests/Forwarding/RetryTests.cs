using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Gateway.Tests.Forwarding;

public sealed class RetryTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private StandInService first = null!;
    private StandInService second = null!;

    public async Task InitializeAsync()
    {
        first = await StandInService.StartAsync();
        second = await StandInService.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_read_whose_connection_breaks_is_answered_by_another_replica(string method)
    {
        first.Behaviour = StandInService.Break;
        await using var gateway = await StartAsync(first.Address, second.Address);
        using var client = await gateway.SignedInAsync();
        for (var i = 0; i < 20; i++)
        {
            using var response = await SendAsync(client, method);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.NotEmpty(first.Requests);
        Assert.Equal(20, second.Requests.Count);
    }

    [Fact]
    public async Task Where_there_is_only_one_replica_it_is_asked_again()
    {
        first.Behaviour = http => first.Requests.Count == 1 ? StandInService.Break(http) : Task.CompletedTask;
        await using var gateway = await StartAsync(first.Address);
        using var client = await gateway.SignedInAsync();
        using var response = await SendAsync(client, "GET");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, first.Requests.Count);
    }

    [Fact]
    public async Task Once_and_not_for_ever()
    {
        first.Behaviour = StandInService.Break;
        await using var gateway = await StartAsync(first.Address);
        using var client = await gateway.SignedInAsync();
        using var response = await SendAsync(client, "GET");
        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        Assert.InRange(response.RetryAfterSeconds(), 1, 60);
        Assert.Equal(2, first.Requests.Count);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task What_a_service_may_have_done_is_not_asked_for_again(string method)
    {
        first.Behaviour = StandInService.Break;
        second.Behaviour = StandInService.Break;
        await using var gateway = await StartAsync(first.Address, second.Address);
        using var client = await gateway.SignedInAsync();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");
        using var bare = await SendAsync(client, method);
        using var withBody = await SendAsync(client, method, JsonContent.Create(new { x = 1 }));
        foreach (var response in new[] { bare, withBody })
        {
            await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
            Assert.InRange(response.RetryAfterSeconds(), 1, 60);
        }

        Assert.Equal(2, first.Requests.Count + second.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_was_read_is_not_sent_in_half_by_a_read_either()
    {
        first.Behaviour = StandInService.Break;
        await using var gateway = await StartAsync(first.Address);
        using var client = await gateway.SignedInAsync();
        using var response = await SendAsync(client, "GET", JsonContent.Create(new { x = 1 }));
        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        Assert.Single(first.Requests);
    }

    [Theory]
    [InlineData("POST", 7)]
    [InlineData("POST", 900_000)]
    [InlineData("PUT", 900_000)]
    [InlineData("DELETE", 0)]
    public async Task What_no_service_heard_goes_to_another_replica_with_its_whole_body(string method, int bytes)
    {
        await using var gateway = await StartAsync(StandInService.Nowhere(), second.Address);
        using var client = await gateway.SignedInAsync();
        var sent = 0;
        // Until the checks leave the first replica out, half of them go there first.
        for (; sent < 20; sent++)
        {
            using var response = await SendAsync(
                client,
                method,
                bytes == 0 ? null : new StreamContent(new MemoryStream(new byte[bytes]))
            );
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(sent, second.Requests.Count);
        Assert.All(second.Requests, asked => Assert.Equal((method, (long)bytes), (asked.Method, asked.Bytes)));
    }

    [Fact]
    public async Task An_answer_that_has_begun_is_cut_off_and_not_begun_again()
    {
        var isRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        first.Behaviour = async http =>
        {
            await http.Response.WriteAsync("half");
            await http.Response.Body.FlushAsync();
            await isRead.Task;
            http.Abort();
        };
        await using var gateway = await StartAsync(first.Address);
        using var client = await gateway.SignedInAsync();
        using var response = await client.GetAsync("/performance/scorecards", HttpCompletionOption.ResponseHeadersRead);
        isRead.SetResult();
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        Assert.Single(first.Requests);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string method, HttpContent? content = null) =>
        client.SendAsync(new(new(method), "/performance/scorecards") { Content = content });

    private Task<RunningGateway> StartAsync(params string[] replicas) =>
        RunningGateway.StartAsync(
            folder.Path,
            replicas.Select((address, i) => ($"services:performance:http:{i}", (string?)address)).ToArray()
        );
}
