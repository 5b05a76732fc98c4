using System.Net;
using System.Text.Json;

namespace CardTeam.Gateway.Tests.Sessions;

public sealed class SessionTests : IAsyncLifetime
{
    /// <summary>The beginning that all of the demonstration's tokens share.</summary>
    private const string TokensBegin = "eyJhbGciOiJFUzI1NiIs";

    private readonly OwnFolder folder = new();
    private StandInService performance = null!;

    private (string, string?) Performance => ("services:performance:http:0", performance.Address);

    public async Task InitializeAsync() => performance = await StandInService.StartAsync();

    public async Task DisposeAsync()
    {
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task A_browser_gets_a_cookie_and_never_a_token_and_the_service_a_token_and_never_a_cookie()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var browser = new Browser(gateway.Address);
        var nobody = await browser.SessionAsync();
        Assert.Equal(JsonValueKind.Null, nobody.GetProperty("user").ValueKind);
        Assert.Equal(11, nobody.GetProperty("demonstrators").GetArrayLength());
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));

        using var signedIn = await browser.SignInAsync("head");
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        var cookie = Assert.Single(
            browser.SetCookies,
            c => c.StartsWith("cardteam-session=", StringComparison.Ordinal)
        );
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        var said = await signedIn.Content.ReadAsStringAsync();
        var session = JsonSerializer.Deserialize<JsonElement>(said);
        Assert.Equal("B1", session.GetProperty("user").GetProperty("org").GetString());
        Assert.Equal("branch-head", session.GetProperty("user").GetProperty("roles")[0].GetString());
        Assert.InRange(
            session.GetProperty("endsAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromMinutes(29),
            TimeSpan.FromMinutes(30)
        );
        Assert.DoesNotContain(
            TokensBegin,
            said + string.Concat(browser.Cookies.Values) + string.Concat(signedIn.Headers),
            StringComparison.Ordinal
        );

        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        var asked = Assert.Single(performance.Requests);
        Assert.False(asked.Headers.ContainsKey("Cookie"));
        Assert.StartsWith($"Bearer {TokensBegin}", asked.Headers.Authorization.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "head",
            new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(asked.Headers.Authorization.ToString()[7..]).Subject
        );
    }

    [Fact]
    public async Task A_write_without_the_pages_proof_is_refused_and_reaches_nobody()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var browser = new Browser(gateway.Address);
        await browser.SignInAsync("hr");
        var proof = browser.Antiforgery;
        foreach (var wrong in (string[])["", "x", proof[..^4]])
        {
            browser.Antiforgery = wrong;
            using var refused = await browser.SendAsync(HttpMethod.Post, "/performance/periods/2026-06/close");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal("session.antiforgery", (await refused.JsonAsync()).GetProperty("code").GetString());
        }

        Assert.Empty(performance.Requests);
        browser.Antiforgery = proof;
        Assert.Equal(
            HttpStatusCode.OK,
            await browser.StatusAsync(HttpMethod.Post, "/performance/periods/2026-06/close")
        );
    }

    [Fact]
    public async Task The_proof_of_one_person_does_not_serve_another()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var one = new Browser(gateway.Address);
        using var other = new Browser(gateway.Address);
        await one.SignInAsync("hr");
        await other.SignInAsync("manager");
        one.Antiforgery = other.Antiforgery;
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await one.StatusAsync(HttpMethod.Post, "/performance/periods/2026-06/close")
        );
    }

    [Fact]
    public async Task Nobody_is_signed_in_from_another_site()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        using var browser = new Browser(gateway.Address) { Antiforgery = "made-up" };
        using var refused = await browser.SignInAsync("hr");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain("cardteam-session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Sign_out_ends_it_here_and_for_whoever_kept_the_cookie()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var browser = new Browser(gateway.Address);
        await browser.SignInAsync("hr");
        var kept = browser.Cookies["cardteam-session"];
        Assert.Equal(HttpStatusCode.NoContent, await browser.StatusAsync(HttpMethod.Delete, "/session"));
        Assert.DoesNotContain("cardteam-session", browser.Cookies.Keys);
        browser.Cookies["cardteam-session"] = kept;
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
    }

    [Fact]
    public async Task It_outlives_a_restart_and_other_replicas_know_it()
    {
        using var first = await SignedInOnceAsync();
        await using var again = await RunningGateway.StartAsync(folder.Path, Performance);
        await using var replica = await RunningGateway.StartAsync(folder.Path, Performance);
        foreach (var gateway in (RunningGateway[])[again, replica])
        {
            using var browser = new Browser(gateway.Address) { Antiforgery = first.Antiforgery };
            foreach (var (name, value) in first.Cookies)
                browser.Cookies[name] = value;
            Assert.Equal(
                HttpStatusCode.OK,
                await browser.StatusAsync(HttpMethod.Post, "/performance/periods/2026-06/close")
            );
        }
    }

    [Fact]
    public async Task Its_file_lets_nobody_in_and_names_nobody()
    {
        using var browser = await SignedInOnceAsync();
        var file = Assert.Single(Directory.GetFiles(folder.File("sessions"), "*.ticket"));
        Assert.DoesNotContain(
            Path.GetFileNameWithoutExtension(file),
            string.Concat(browser.Cookies.Values),
            StringComparison.Ordinal
        );
        var content = await File.ReadAllTextAsync(file);
        Assert.DoesNotContain(TokensBegin, content, StringComparison.Ordinal);
        Assert.DoesNotContain("branch-head", content, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(folder.File("sessions"))
            );
    }

    [Fact]
    public async Task It_ends_when_nothing_is_called_for_the_idle_time_and_a_call_puts_that_off()
    {
        var clock = new ClockAt(TimeProvider.System.GetUtcNow());
        var app = RunningGateway.Build(folder.Path, [], clock, Performance, ("Sessions:IdleMinutes", "10"));
        await app.StartAsync();
        await using var _ = app;
        using var browser = new Browser(new(app.Urls.Single()));
        await browser.SignInAsync("hr");
        var endsAt = (await browser.SessionAsync()).GetProperty("endsAt").GetDateTimeOffset();

        clock.Now += TimeSpan.FromMinutes(9);
        // Asking for the end does not extend the session.
        Assert.Equal(endsAt, (await browser.SessionAsync()).GetProperty("endsAt").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.NoContent, await browser.StatusAsync(HttpMethod.Post, "/session/renewal"));
        Assert.InRange(
            (await browser.SessionAsync()).GetProperty("endsAt").GetDateTimeOffset() - endsAt,
            TimeSpan.FromMinutes(9) - TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(1)
        );
        clock.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        Assert.Equal(JsonValueKind.Null, (await browser.SessionAsync()).GetProperty("user").ValueKind);
    }

    [Fact]
    public async Task However_busy_it_does_not_outlive_its_token()
    {
        var clock = new ClockAt(TimeProvider.System.GetUtcNow());
        var app = RunningGateway.Build(folder.Path, [], clock, Performance, ("Sessions:IdleMinutes", "480"));
        await app.StartAsync();
        await using var _ = app;
        using var browser = new Browser(new(app.Urls.Single()));
        await browser.SignInAsync("hr");
        clock.Now += TimeSpan.FromHours(7.9);
        Assert.Equal(HttpStatusCode.NoContent, await browser.StatusAsync(HttpMethod.Post, "/session/renewal"));
        clock.Now += TimeSpan.FromHours(0.2);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Post, "/session/renewal"));
    }

    [Fact]
    public async Task Sign_in_is_throttled_together_with_the_programs()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        using var browser = new Browser(gateway.Address);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("hr", "wrong")).StatusCode);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SignInAsync("hr", "wrong")).StatusCode);
        using var refused = await browser.SignInAsync("hr");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_token_goes_before_a_cookie_and_needs_no_proof()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var client = await gateway.SignedInAsync("hr");
        client.DefaultRequestHeaders.Add("Cookie", "cardteam-session=old");
        using var done = await client.PostAsync("/performance/periods/2026-06/close", null);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
    }

    private async Task<Browser> SignedInOnceAsync()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        var browser = new Browser(gateway.Address);
        await browser.SignInAsync("hr");
        return browser;
    }
}
