using System.Net;
using System.Net.Sockets;
using System.Text;
using CardTeam.Gateway.Tests.Sessions;

namespace CardTeam.Gateway.Tests.Access;

/// <summary>Requests to the gateway, and the headers of its answers.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private StandInService performance = null!;

    private (string, string?) Performance => ("services:performance:http:0", performance.Address);

    public async Task InitializeAsync() => performance = await StandInService.StartAsync();

    public async Task DisposeAsync()
    {
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:5080", true)]
    [InlineData("cardteam.bank.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evil.example:80", false)]
    public async Task Another_name_is_not_answered_to(string host, bool isOurs)
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        using var response = await GetAsync(gateway, "/session", host);
        if (isOurs)
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        else
            await response.IsProblemAsync(HttpStatusCode.BadRequest, "request.host");
        // A load balancer probes under any host name.
        using var alive = await GetAsync(gateway, "/alive", host);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task The_discovery_document_names_the_gateways_own_address_whatever_a_request_claims()
    {
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("Access:Address", "https://cardteam.bank.example"),
            ("Access:Hosts", "*")
        );
        Assert.Equal("https://cardteam.bank.example/.well-known/jwks.json", await KeysAsync("evil.example"));
        Assert.Equal("https://cardteam.bank.example/.well-known/jwks.json", await KeysAsync("cardteam.bank.example"));
        // A service on this machine gets an address it can reach.
        Assert.Equal(new Uri(gateway.Address, "/.well-known/jwks.json").ToString(), await KeysAsync("127.0.0.1:1"));

        async Task<string?> KeysAsync(string host)
        {
            using var response = await GetAsync(gateway, "/.well-known/openid-configuration", host);
            return (await response.JsonAsync()).GetProperty("jwks_uri").GetString();
        }
    }

    [Fact]
    public async Task Beyond_this_machine_cookies_are_secure_and_no_neighbour_can_plant_one()
    {
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            Performance,
            ("Access:Address", "https://cardteam.bank.example")
        );
        using var browser = new Browser(gateway.Address, host: "cardteam.bank.example");
        await browser.SignInAsync("hr");
        Assert.Equal(
            ["__Host-cardteam-antiforgery", "__Host-cardteam-session"],
            browser.Cookies.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(
            browser.SetCookies,
            c =>
            {
                Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("; path=/", c, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
            }
        );
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        Assert.Equal(
            HttpStatusCode.OK,
            await browser.StatusAsync(HttpMethod.Post, "/performance/periods/2026-06/close")
        );
        // The same value under the name without the prefix, which a neighbouring host or a plain connection can set.
        browser.Cookies["cardteam-session"] = browser.Cookies["__Host-cardteam-session"];
        browser.Cookies.Remove("__Host-cardteam-session");
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
    }

    [Theory]
    [InlineData("/performance/managers")]
    [InlineData("/performance/no-such-thing")]
    [InlineData("/session")]
    [InlineData("/session/access")]
    [InlineData("/auth/token")]
    [InlineData("/nowhere")]
    [InlineData("/health")]
    [InlineData("/")]
    [InlineData("/docs/index.html")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path)
    {
        performance.Behaviour = http =>
        {
            // A service's caching headers are overridden by the gateway.
            http.Response.Headers.CacheControl = "public, max-age=600";
            return Task.CompletedTask;
        };
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var client = await gateway.SignedInAsync("auditor");
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        foreach (
            var (name, value) in new[]
            {
                ("X-Content-Type-Options", "nosniff"),
                ("X-Frame-Options", "DENY"),
                ("Referrer-Policy", "no-referrer"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
            }
        )
            Assert.Equal(value, Assert.Single(response.Headers.GetValues(name)));
        Assert.Contains(
            "camera=()",
            Assert.Single(response.Headers.GetValues("Permissions-Policy")),
            StringComparison.Ordinal
        );
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", policy, StringComparison.Ordinal);
        if (path is not ("/" or "/docs/index.html"))
            Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_header_that_cannot_be_handed_on_is_the_callers_mistake()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        var token = await gateway.TokenAsync();
        var answer = await RawAsync(
            gateway,
            $"GET /performance/managers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nX-Name: 王敏\r\nConnection: close\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("request.header", answer, StringComparison.Ordinal);
        Assert.Contains("X-Name", answer, StringComparison.Ordinal);
        Assert.Empty(performance.Requests);
    }

    [Theory]
    [InlineData("/performance/../incentive/statements")]
    [InlineData("/performance/%2e%2e/incentive/statements")]
    [InlineData("/performance/..%2fincentive/statements")]
    [InlineData("/performance/health/..;/managers")]
    [InlineData("/performance/openapi/..%2f..%2fmanagers")]
    [InlineData("/performance//managers")]
    [InlineData("/PERFORMANCE/managers")]
    [InlineData("/performance/alive%2f..%2fmanagers")]
    public async Task No_way_of_writing_a_path_gets_around_the_sign_in(string path)
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        await RawAsync(gateway, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.DoesNotContain(
            performance.Requests,
            r =>
                r.Path.Contains("managers", StringComparison.Ordinal)
                && !r.Path.StartsWith("/openapi/", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(performance.Requests, r => r.Path.Contains("statements", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /performance/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )]
    [InlineData(
        "Content-Length: 0\r\nContent-Length: 60\r\n\r\nGET /performance/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )]
    [InlineData(
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\nGET /performance/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )]
    [InlineData(
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\nGET /performance/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )]
    [InlineData("Content-Length: +5\r\n\r\nhelloGET /performance/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task Nothing_is_smuggled_behind_a_request(string rest)
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        var token = await gateway.TokenAsync();
        await RawAsync(
            gateway,
            $"POST /performance/imports/managers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n{rest}"
        );
        Assert.DoesNotContain(performance.Requests, r => r.Path.Contains("smuggled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_other_origin_is_let_in()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var client = await gateway.SignedInAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Options])
        {
            using var request = new HttpRequestMessage(method, "/performance/managers")
            {
                Headers = { { "Origin", "https://evil.example" }, { "Access-Control-Request-Method", "POST" } },
            };
            using var response = await client.SendAsync(request);
            Assert.DoesNotContain(
                response.Headers,
                h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
            );
        }
    }

    [Fact]
    public async Task What_the_programs_are_is_for_who_is_signed_in_where_real_people_work()
    {
        await using var provider = await StandInProvider.StartAsync();
        provider.Claims["role"] = "administrator";
        await using var service = await StandInService.StartAsync(
            health: """{ "status": "healthy", "version": "1.2.3", "dependencies": {} }"""
        );
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            provider.Settings(("services:performance:http:0", service.Address))
        );
        foreach (var path in (string[])["/performance/openapi/v1.json", "/performance/health"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Http.GetAsync(path)).StatusCode);
        foreach (var path in (string[])["/health", "/status"])
            Assert.DoesNotContain(
                "\"version\":\"",
                (await TextAsync(gateway.Http, path)).Replace(" ", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        using var client = gateway.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", provider.AccessToken());
        foreach (var path in (string[])["/performance/openapi/v1.json", "/performance/health"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
        Assert.Contains(
            "\"version\":\"",
            (await TextAsync(client, "/status")).Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    private static async Task<HttpResponseMessage> GetAsync(RunningGateway gateway, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        return await gateway.Http.SendAsync(request);
    }

    private static async Task<string> TextAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a raw request that no client library would write.</summary>
    private static async Task<string> RawAsync(RunningGateway gateway, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        // The gateway closes the connection; after a request it does not understand it may leave it open.
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (answer, buffer) = (new StringBuilder(), new byte[16 * 1024]);
        try
        {
            while (await stream.ReadAsync(buffer, over.Token) is > 0 and var read)
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The bytes received so far are the answer.
        }

        return answer.ToString();
    }
}
