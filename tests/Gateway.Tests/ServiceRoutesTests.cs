using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace CardTeam.Gateway.Tests;

public sealed class ServiceRoutesTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private StandInService performance = null!;
    private RunningGateway gateway = null!;

    public async Task InitializeAsync()
    {
        performance = await StandInService.StartAsync();
        gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address),
            ("services:training:http:0", StandInService.Nowhere())
        );
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task The_prefix_goes_and_the_rest_stays()
    {
        using var client = await gateway.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/performance/score-sheets/%E9%AB%98%20级?a=1&b=%2F")
        {
            Content = JsonContent.Create(new { x = 1 }),
        };
        request.Headers.Add("Idempotency-Key", "k-1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var asked = Assert.Single(performance.Requests);
        Assert.Equal("PUT", asked.Method);
        Assert.Equal("/score-sheets/高 级?a=1&b=%2F", asked.Path);
        Assert.Equal(7, asked.Bytes);
        Assert.Equal("k-1", asked.Headers["Idempotency-Key"]);
        Assert.Equal(client.DefaultRequestHeaders.Authorization!.ToString(), asked.Headers.Authorization);
        Assert.StartsWith(
            "00-0af7651916cd43dd8448eb211c80319c-",
            asked.Headers.TraceParent.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal("127.0.0.1", asked.Headers["X-Forwarded-For"]);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_call_belongs_to_its_trace_also_where_no_span_is_exported()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c",
            Caller = "b7ad6b7169203331";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/performance/openapi/v1.json")
        {
            Headers = { { "traceparent", $"00-{Trace}-{Caller}-01" } },
        };
        using var told = await gateway.Http.SendAsync(request);
        using var begun = await gateway.Http.GetAsync("/performance/openapi/v1.json");

        var traces = performance.Requests.Select(asked => asked.Headers.TraceParent.ToString()).ToList();
        Assert.Matches($"^00-{Trace}-(?!{Caller})[0-9a-f]{{16}}-01$", traces[0]);
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$", traces[1]);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_forwarded()
    {
        foreach (
            var path in new[]
            {
                "/performance",
                "/performance/scorecards",
                "/performance/imports/managers",
                "/training/sessions",
                "/performance/openapi",
            }
        )
        {
            using var request = new HttpRequestMessage(
                path.Contains("imports", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get,
                path
            );
            request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            using var response = await gateway.Http.SendAsync(request);
            var problem = await response.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
            Assert.Equal("0af7651916cd43dd8448eb211c80319c", problem.GetProperty("traceId").GetString());
        }

        using var written = await gateway.Http.PostAsync("/performance/openapi/v1.json", content: null);
        await written.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
        Assert.Empty(performance.Requests);
    }

    [Fact]
    public async Task A_refusal_is_a_problem_in_the_callers_language_whatever_they_accept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/performance/scorecards")
        {
            Headers = { Accept = { new("text/csv") } },
        };
        using var response = await gateway.Http.SendAsync(request);
        var english = await response.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
        Assert.Equal("Sign in first.", english.GetProperty("title").GetString());

        using var other = new HttpRequestMessage(HttpMethod.Get, "/performance/scorecards")
        {
            Headers = { AcceptLanguage = { new("zh-CN") } },
        };
        using var answer = await gateway.Http.SendAsync(other);
        Assert.Equal(
            "请先登录。",
            (await answer.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.required")).GetProperty("title").GetString()
        );
    }

    [Theory]
    [InlineData("/performance/openapi/v1.json", "/openapi/v1.json")]
    [InlineData("/performance/alive", "/alive")]
    public async Task Documents_and_health_of_a_service_need_no_token(string path, string forwarded)
    {
        using var response = await gateway.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(forwarded, Assert.Single(performance.Requests).Path);
    }

    [Fact]
    public async Task What_a_service_answers_comes_back_as_it_is()
    {
        using var client = await gateway.SignedInAsync();
        using var response = await client.GetAsync("/performance/conflict");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("stand-in.conflict", (await response.JsonAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_service_that_is_down_is_503_on_its_own_routes_only_and_comes_back_by_itself()
    {
        using var client = await gateway.SignedInAsync();
        foreach (var path in new[] { "/training/sessions", "/incentive/runs" })
        {
            using var down = await client.GetAsync(path);
            await down.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
            Assert.InRange(down.RetryAfterSeconds(), 1, 60);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/performance/scorecards")).StatusCode);

        var address = performance.Address;
        await performance.DisposeAsync();
        using var stopped = await client.PostAsJsonAsync("/performance/periods/2026-06/close", new { });
        await stopped.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        performance = await StandInService.StartAsync(address);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/performance/scorecards")).StatusCode);
    }

    [Fact]
    public async Task Where_there_is_nothing_is_404_and_another_method_405()
    {
        using var nothing = await gateway.Http.GetAsync("/payroll");
        await nothing.IsProblemAsync(HttpStatusCode.NotFound, "request.not-found");
        using var method = await gateway.Http.DeleteAsync("/auth/token");
        await method.IsProblemAsync(HttpStatusCode.MethodNotAllowed, "request.method-not-allowed");
    }

    [Fact]
    public async Task Forwarding_writes_no_line_in_the_log()
    {
        using var client = await gateway.SignedInAsync();
        using var first = await client.GetAsync("/performance/scorecards");
        var before = gateway.Log.Count(IsLine);
        for (var i = 0; i < 5; i++)
            (await client.GetAsync("/performance/scorecards")).Dispose();
        Assert.Equal(before, gateway.Log.Count(IsLine));

        static bool IsLine(string line) => !line.StartsWith("scope ", StringComparison.Ordinal);
    }
}
