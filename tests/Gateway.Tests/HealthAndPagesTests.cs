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
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", healthy.Address),
            ("services:training:http:0", degraded.Address),
            ("services:feedback:http:0", StandInService.Nowhere())
        );
        using var response = await gateway.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var report = await response.JsonAsync();
        Assert.Equal("unhealthy", report.GetProperty("status").GetString());
        var services = report
            .GetProperty("dependencies")
            .EnumerateObject()
            .ToDictionary(s => s.Name, s => s.Value.GetProperty("status").GetString());
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["performance"] = "healthy",
                ["training"] = "degraded",
                ["feedback"] = "unhealthy",
                ["incentive"] = "unhealthy",
            },
            services
        );
        Assert.Equal(HttpStatusCode.OK, (await gateway.Http.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task Health_is_well_when_every_service_is()
    {
        await using var service = await StandInService.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ServiceRoutes.Services.Select(s => ($"services:{s}:http:0", (string?)service.Address)).ToArray()
        );
        using var response = await gateway.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("healthy", (await response.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Services_that_hang_are_not_waited_for_one_after_the_other()
    {
        // Accepts connections, by the backlog, but never answers.
        using var hanging = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        hanging.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        hanging.Listen();
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ServiceRoutes
                .Services.Select(s => ($"services:{s}:http:0", (string?)$"http://{hanging.LocalEndPoint}"))
                .ToArray()
        );
        var started = Stopwatch.GetTimestamp();
        using var response = await gateway.Http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 5);
    }

    [Fact]
    public async Task The_console_is_there_compressed_or_not_and_lets_in_no_script_but_its_own()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        using var first = await gateway.Http.GetAsync("/");
        Assert.Equal("text/html", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(first.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
        var policy = Assert
            .Single(first.Headers.GetValues("Content-Security-Policy"))
            .Split(';', StringSplitOptions.TrimEntries);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        var page = await first.Content.ReadAsStringAsync();
        var script =
            page.Split("src=\"")
                .Skip(1)
                .Select(p => p.Split('"')[0])
                .FirstOrDefault(p => p.EndsWith(".js", StringComparison.Ordinal))
            ?? "";
        Assert.True(script.Length > 0, $"The console is not in this build: Node.js 20 or later is needed. {page}");

        using var plain = await gateway.Http.GetAsync(script);
        Assert.Contains("immutable", plain.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("text/javascript", plain.Content.Headers.ContentType!.MediaType);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        using var request = new HttpRequestMessage(HttpMethod.Get, script)
        {
            Headers = { { "Accept-Encoding", "gzip, br" } },
        };
        using var compressed = await gateway.Http.SendAsync(request);
        Assert.Equal(["br"], compressed.Content.Headers.ContentEncoding);
        await using var unpacked = new System.IO.Compression.BrotliStream(
            await compressed.Content.ReadAsStreamAsync(),
            System.IO.Compression.CompressionMode.Decompress
        );
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_style_needs_the_nonce_of_its_page_and_every_page_has_one_of_its_own()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        var nonces = new List<string>();
        foreach (var path in (string[])["/", "/", "/month-end", "/nowhere/at/all"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path)
            {
                Headers = { { "Accept", "text/html" } },
            };
            using var answer = await gateway.Http.SendAsync(request);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            var styles = policy
                .Split(';', StringSplitOptions.TrimEntries)
                .Single(p => p.StartsWith("style-src ", StringComparison.Ordinal));
            var nonce = styles.Split("'nonce-")[1].TrimEnd('\'');
            Assert.Equal(18, Convert.FromBase64String(nonce).Length);
            Assert.Contains($"nonce=\"{nonce}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            nonces.Add(nonce);
        }

        Assert.Distinct(nonces);
    }

    [Fact]
    public async Task Whoever_came_by_https_is_told_to_come_by_nothing_else_and_keeps_the_cookie_to_it()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, ("Access:Proxies", "127.0.0.1"));
        using var plain = await gateway.Http.GetAsync("/session");
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain(
            plain.Headers.GetValues("Set-Cookie"),
            c => c.Contains("secure", StringComparison.OrdinalIgnoreCase)
        );

        // The header set by a proxy that ends TLS.
        foreach (var path in (string[])["/", "/session", "/performance/managers", "/nowhere"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path)
            {
                Headers = { { "X-Forwarded-Proto", "https" } },
            };
            using var client = gateway.Client(); // without the cookies of the calls before
            using var safe = await client.SendAsync(request);
            Assert.Equal(
                "max-age=31536000; includeSubDomains",
                Assert.Single(safe.Headers.GetValues("Strict-Transport-Security"))
            );
            if (safe.Headers.TryGetValues("Set-Cookie", out var cookies))
                Assert.All(cookies, c => Assert.Contains("secure", c, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(path == "/session", cookies is not null);
        }
    }

    [Fact]
    public async Task A_page_of_the_console_may_be_reloaded_and_a_program_gets_its_404()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/month-end/2026-06")
        {
            Headers = { { "Accept", "text/html,application/xhtml+xml" } },
        };
        using var page = await gateway.Http.SendAsync(request);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        foreach (var nowhere in (string[])["/month-end/2026-06", "/assets/none.js"])
        {
            using var none = await gateway.Http.GetAsync(nowhere);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
            Assert.Equal("application/problem+json", none.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task The_api_pages_are_there()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        using var docs = await gateway.Http.GetAsync("/docs");
        Assert.Equal(HttpStatusCode.OK, docs.StatusCode);
        var script = await gateway.Http.GetStringAsync("/docs/index.js");
        Assert.All(
            ServiceRoutes.Services,
            service => Assert.Contains($"/{service}/openapi/v1.json", script, StringComparison.Ordinal)
        );
    }
}
