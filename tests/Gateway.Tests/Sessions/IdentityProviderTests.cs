using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CardTeam.Gateway.Tests.Sessions;

/// <summary>People sign in with the bank's identity provider: OAuth 2 with code and PKCE.</summary>
public sealed class IdentityProviderTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private StandInService performance = null!;
    private StandInProvider provider = null!;

    private (string, string?) Performance => ("services:performance:http:0", performance.Address);

    public async Task InitializeAsync()
    {
        performance = await StandInService.StartAsync();
        provider = await StandInProvider.StartAsync();
        provider.Claims["role"] = "hr";
    }

    public async Task DisposeAsync()
    {
        await provider.DisposeAsync();
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task A_person_comes_back_from_the_provider_signed_in_on_the_page_they_wanted_and_the_browser_never_sees_a_token()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings(Performance));
        using var browser = new Browser(gateway.Address);
        Assert.Equal("provider", (await browser.SessionAsync()).GetProperty("signIn").GetString());

        var seen = new List<string>();
        using var back = await SignInAsync(browser, "/managers/M0001?tab=2", seen);
        Assert.Equal("/managers/M0001?tab=2", back.Headers.Location!.ToString());
        Assert.Equal("openid cardteam offline_access", provider.LastAsked!["scope"]);
        Assert.Equal(new Uri(gateway.Address, "/session/callback").ToString(), provider.LastAsked["redirect_uri"]);
        var cookie = Assert.Single(
            browser.SetCookies,
            c => c.StartsWith("cardteam-session=", StringComparison.Ordinal)
        );
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            browser.Cookies.Keys,
            name => name.StartsWith("cardteam-sign-in", StringComparison.Ordinal)
        );

        var user = (await browser.SessionAsync()).GetProperty("user");
        Assert.Equal(
            ("u4711", "王敏", "hr"),
            (
                user.GetProperty("id").GetString(),
                user.GetProperty("name").GetString(),
                user.GetProperty("roles")[0].GetString()
            )
        );
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        var token = Assert.Single(performance.Requests).Headers.Authorization.ToString()["Bearer ".Length..];
        Assert.Equal(provider.Address.ToString(), new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Issuer);
        Assert.DoesNotContain(
            token[..20],
            string.Concat(seen) + string.Concat(browser.Cookies.Values),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            gateway.Log,
            line =>
                line.Contains(token, StringComparison.Ordinal)
                || line.Contains(StandInProvider.ClientSecret, StringComparison.Ordinal)
        );

        Assert.Equal(HttpStatusCode.NoContent, await browser.StatusAsync(HttpMethod.Delete, "/session"));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("~/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Nobody_is_sent_elsewhere_after_their_sign_in(string elsewhere)
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings());
        using var browser = new Browser(gateway.Address);
        using var back = await SignInAsync(browser, elsewhere);
        Assert.Equal("/", back.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_sign_in_begun_at_one_replica_ends_at_another()
    {
        await using var one = await RunningGateway.StartAsync(folder.Path, provider.Settings());
        await using var other = await RunningGateway.StartAsync(folder.Path, provider.Settings());
        using var browser = new Browser(one.Address);
        using var there = await browser.SendAsync(HttpMethod.Get, "/session/sign-in");
        using var sameBrowser = new Browser(other.Address, host: one.Address.Authority);
        foreach (var (name, value) in browser.Cookies)
            sameBrowser.Cookies[name] = value;
        using var back = await ReturnAsync(sameBrowser, there.Headers.Location!);
        Assert.Equal("/", back.Headers.Location!.ToString());
        browser.Cookies["cardteam-session"] = sameBrowser.Cookies["cardteam-session"];
        Assert.Equal("u4711", (await browser.SessionAsync()).GetProperty("user").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("another browser")]
    [InlineData("forged state")]
    [InlineData("code of somebody else")]
    [InlineData("forged token")]
    [InlineData("token for another audience")]
    public async Task A_sign_in_that_is_not_right_ends_on_the_first_page_with_a_word_and_without_a_session(string how)
    {
        provider.IsRefused = how == "refused";
        provider.IsForged = how == "forged token";
        if (how == "token for another audience")
            provider.Claims["aud"] = "payments";
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings());
        using var browser = new Browser(gateway.Address);
        using var there = await browser.SendAsync(HttpMethod.Get, "/session/sign-in");
        if (how == "another browser")
            browser.Cookies.Clear();
        using var back = await ReturnAsync(
            browser,
            there.Headers.Location!,
            callback =>
                how switch
                {
                    "forged state" => callback.Replace("state=", "state=x", StringComparison.Ordinal),
                    "code of somebody else" => callback.Replace("code=", "code=x", StringComparison.Ordinal),
                    _ => callback,
                }
        );
        Assert.Equal(
            (HttpStatusCode.Redirect, "/?sign-in=failed"),
            (back.StatusCode, back.Headers.Location!.ToString())
        );
        Assert.DoesNotContain("cardteam-session", browser.Cookies.Keys);
        Assert.Contains(
            gateway.Log,
            line => line.StartsWith("Warning A sign-in by the identity provider failed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Groups_and_claims_of_the_bank_become_roles_and_parts_of_the_bank()
    {
        provider.Claims.Remove("role");
        provider.Claims["memberOf"] = new[] { "CN=Card Sales,OU=Retail", "CN=IT Operations", "CN=Others" };
        provider.Claims["branch"] = "B2";
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            provider.Settings(
                Performance,
                ("Authentication:GroupClaim", "memberOf"),
                ("Authentication:OrgClaim", "branch"),
                ("Authentication:Groups:BRANCH_HEAD", "CN=Heads; CN=Card Sales,OU=Retail"),
                ("Authentication:Groups:administrator", "CN=IT Operations"),
                ("Authentication:Groups:payroll", "CN=Payroll")
            )
        );
        using var browser = new Browser(gateway.Address);
        using var back = await SignInAsync(browser, "/");
        var user = (await browser.SessionAsync()).GetProperty("user");
        Assert.Equal("B2", user.GetProperty("org").GetString());
        Assert.Equal(
            ["administrator", "branch-head"],
            user.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!).Order(StringComparer.Ordinal)
        );

        // A program that brings the same token is the same caller.
        using var program = gateway.Client();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", provider.AccessToken());
        for (var again = 0; again < 2; again++)
        {
            using var answer = await program.GetAsync("/session/access");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var access = await answer.JsonAsync();
            Assert.Equal(
                ("memberOf", "branch"),
                (
                    access.GetProperty("claims").GetProperty("groups").GetString(),
                    access.GetProperty("claims").GetProperty("org").GetString()
                )
            );
            var heads = access
                .GetProperty("roles")
                .EnumerateArray()
                .Single(r => r.GetProperty("role").GetString() == "branch-head");
            Assert.Equal(
                ["CN=Heads", "CN=Card Sales,OU=Retail"],
                heads.GetProperty("groups").EnumerateArray().Select(g => g.GetString()!)
            );
        }

        provider.Claims["memberOf"] = "CN=Payroll";
        using var payroll = gateway.Client();
        payroll.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", provider.AccessToken());
        Assert.Equal(HttpStatusCode.Forbidden, (await payroll.GetAsync("/session/access")).StatusCode);
    }

    [Fact]
    public async Task A_token_near_its_end_is_renewed_once_however_many_calls_come_and_says_who_the_person_is_by_now()
    {
        var clock = new ClockAt(TimeProvider.System.GetUtcNow());
        await using var gateway = await StartAsync(clock);
        using var browser = new Browser(gateway.Address);
        using var back = await SignInAsync(browser, "/");
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));

        clock.Now += TimeSpan.FromMinutes(4.5);
        provider.Claims["role"] = "trainer";
        var endsAt = (await browser.SessionAsync()).GetProperty("endsAt").GetDateTimeOffset();
        Assert.Equal(0, provider.Refreshes);
        Assert.InRange(endsAt - clock.Now, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(26));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => browser.StatusAsync(HttpMethod.Get, "/performance/managers"))
        );
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, provider.Refreshes);
        Assert.Equal(2, performance.Requests.Select(r => r.Headers.Authorization.ToString()).Distinct().Count());
        Assert.Equal("trainer", (await browser.SessionAsync()).GetProperty("user").GetProperty("roles")[0].GetString());

        clock.Now += TimeSpan.FromMinutes(31);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        Assert.Equal(1, provider.Refreshes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_the_provider_renews_no_more_is_signed_out_with_their_token(bool isLocked)
    {
        (provider.IsLocked, provider.GivesRefreshTokens) = (isLocked, isLocked);
        var clock = new ClockAt(TimeProvider.System.GetUtcNow());
        await using var gateway = await StartAsync(clock);
        using var browser = new Browser(gateway.Address);
        using var back = await SignInAsync(browser, "/");
        clock.Now += TimeSpan.FromMinutes(4.5);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        // The session is unchanged: another replica may be writing it with a new token.
        Assert.Empty(browser.SetCookies);
        clock.Now += TimeSpan.FromMinutes(1.1);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        Assert.DoesNotContain("cardteam-session", browser.Cookies.Keys);
    }

    [Theory]
    [InlineData("Authentication:Console:ClientSecret", "", "Authentication:Console:ClientSecret is not set")]
    [InlineData("Authentication:Console:TokenEndpoint", "http://idp.bank.example/token", "must be an https address")]
    [InlineData("Authentication:Console:AuthorizationEndpoint", "idp", "must be an https address")]
    [InlineData("Authentication:Groups:manager", "CN=Managers", "there is no role 'manager'")]
    [InlineData("Authentication:Groups:hr", " ; ", "names no group")]
    public void A_setting_that_is_wrong_is_named_at_the_start(string key, string value, string said)
    {
        var refused = Assert.Throws<ServiceDefaults.Errors.StartRefusedException>(() =>
            RunningGateway.Build(
                folder.Path,
                [],
                TimeProvider.System,
                [.. provider.Settings().Where(s => s.Item1 != key), (key, value)]
            )
        );
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(StandInProvider.ClientSecret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_for_the_console_the_page_says_that_nobody_signs_in_here()
    {
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            ("Authentication:Demo", "false"),
            ("Authentication:Authority", provider.Address.ToString())
        );
        using var browser = new Browser(gateway.Address);
        Assert.Equal("none", (await browser.SessionAsync()).GetProperty("signIn").GetString());
    }

    private async Task<RunningGateway> StartAsync(ClockAt clock) =>
        await RunningGateway.StartAsync(folder.Path, clock, provider.Settings(Performance));

    /// <summary>
    /// Goes from the console to the provider and back; the answer is the last redirect, to a page of the console.
    /// </summary>
    private static async Task<HttpResponseMessage> SignInAsync(Browser browser, string page, List<string>? seen = null)
    {
        using var there = await browser.SendAsync(
            HttpMethod.Get,
            QueryHelpers.AddQueryString("/session/sign-in", "return", page)
        );
        Assert.Equal(HttpStatusCode.Redirect, there.StatusCode);
        seen?.Add(there.Headers.Location!.ToString());
        var back = await ReturnAsync(
            browser,
            there.Headers.Location!,
            callback =>
            {
                seen?.Add(callback);
                return callback;
            }
        );
        seen?.Add(back.Headers.ToString() + await back.Content.ReadAsStringAsync());
        return back;
    }

    private static async Task<HttpResponseMessage> ReturnAsync(
        Browser browser,
        Uri provider,
        Func<string, string>? on = null
    )
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using var answer = await http.GetAsync(provider);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await browser.SendAsync(
            HttpMethod.Get,
            on is null ? answer.Headers.Location!.PathAndQuery : on(answer.Headers.Location!.PathAndQuery)
        );
    }
}
