using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CardTeam.Gateway.Tests.Sessions;

/// <summary>Every sign-in gives a session of its own, whatever cookies the browser sends.</summary>
public sealed class SignInAsAnotherTests : IAsyncLifetime
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

    [Fact]
    public async Task A_planted_cookie_is_worth_nothing_after_somebody_signed_in_with_it()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var attacker = new Browser(gateway.Address);
        await attacker.SignInAsync("manager");
        using var victim = new Browser(gateway.Address);
        foreach (var (name, value) in attacker.Cookies)
            victim.Cookies[name] = value;
        await victim.SessionAsync();
        using var signedIn = await victim.SignInAsync("hr");
        Assert.Equal("hr", (await signedIn.JsonAsync()).GetProperty("user").GetProperty("id").GetString());

        Assert.NotEqual(attacker.Cookies["cardteam-session"], victim.Cookies["cardteam-session"]);
        Assert.Equal("hr", await WhoAsync(victim));
        Assert.Null(await WhoAsync(attacker));
        Assert.Equal(HttpStatusCode.Unauthorized, await attacker.StatusAsync(HttpMethod.Get, "/performance/managers"));
        Assert.Single(Directory.GetFiles(folder.File("sessions"), "*.ticket"));
    }

    [Fact]
    public async Task A_planted_cookie_is_worth_nothing_after_a_sign_in_with_the_provider_either()
    {
        await using var provider = await StandInProvider.StartAsync();
        provider.Claims["role"] = "hr";
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings(Performance));
        using var attacker = new Browser(gateway.Address);
        await ByProviderAsync(attacker);
        provider.Claims["sub"] = "u0815";
        using var victim = new Browser(gateway.Address);
        foreach (var (name, value) in attacker.Cookies)
            victim.Cookies[name] = value;
        await ByProviderAsync(victim);
        Assert.Equal("u0815", await WhoAsync(victim));
        Assert.Null(await WhoAsync(attacker));
    }

    [Fact]
    public async Task Somebody_whose_token_ends_earlier_is_who_they_signed_in_as()
    {
        await using var provider = await StandInProvider.StartAsync();
        provider.Claims["role"] = "hr";
        provider.TokensLast = TimeSpan.FromHours(4);
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings(Performance));
        using var browser = new Browser(gateway.Address);
        await ByProviderAsync(browser);
        Assert.Equal("u4711", await WhoAsync(browser));
        (provider.TokensLast, provider.Claims["sub"]) = (TimeSpan.FromMinutes(5), "u0815");
        await ByProviderAsync(browser);
        Assert.Equal("u0815", await WhoAsync(browser));
    }

    [Fact]
    public async Task The_same_holds_when_the_session_that_came_was_about_to_be_written_anew()
    {
        // Tokens are checked by the real clock: none is from the future.
        var clock = new ClockAt(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(25));
        await using var gateway = await RunningGateway.StartAsync(folder.Path, clock, Performance);
        using var browser = new Browser(gateway.Address);
        await browser.SignInAsync("hr");
        clock.Now += TimeSpan.FromMinutes(20);
        using var signedIn = await browser.SignInAsync("trainer");
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal("trainer", await WhoAsync(browser));
    }

    [Fact]
    public async Task Every_answer_says_whose_session_it_was_and_a_page_of_the_one_before_is_told()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var browser = new Browser(gateway.Address);
        await browser.SignInAsync("hr");
        var before = (await browser.SessionAsync()).GetProperty("id").GetString()!;
        using (var answer = await browser.SendAsync(HttpMethod.Get, "/performance/managers"))
            Assert.Equal(before, Assert.Single(answer.Headers.GetValues("X-Session")));
        using (var signedIn = await browser.SignInAsync("trainer"))
            Assert.Equal(
                (await signedIn.JsonAsync()).GetProperty("id").GetString(),
                Assert.Single(signedIn.Headers.GetValues("X-Session"))
            );
        var after = (await browser.SessionAsync()).GetProperty("id").GetString()!;
        Assert.NotEqual(before, after);

        browser.Session = before; // another tab
        using var refused = await browser.SendAsync(HttpMethod.Get, "/performance/managers");
        await refused.IsProblemAsync(HttpStatusCode.Conflict, "session.changed");
        browser.Session = after;
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        Assert.Equal(2, performance.Requests.Count);
    }

    [Fact]
    public async Task However_busy_it_ends_after_the_longest_time()
    {
        await using var provider = await StandInProvider.StartAsync();
        provider.Claims["role"] = "hr";
        var clock = new ClockAt(TimeProvider.System.GetUtcNow());
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            clock,
            provider.Settings(Performance, ("Sessions:LongestHours", "1"))
        );
        using var browser = new Browser(gateway.Address);
        await ByProviderAsync(browser);
        var end = clock.Now + TimeSpan.FromHours(1);
        for (var minutes = 0; minutes < 58; minutes += 2)
        {
            clock.Now += TimeSpan.FromMinutes(2);
            Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
        }

        Assert.InRange(
            (await browser.SessionAsync()).GetProperty("endsAt").GetDateTimeOffset(),
            end - TimeSpan.FromSeconds(5),
            end + TimeSpan.FromSeconds(5)
        );
        clock.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
    }

    [Fact]
    public async Task Ones_sessions_are_listed_and_the_others_ended()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path, Performance);
        using var here = new Browser(gateway.Address);
        using var there = new Browser(gateway.Address);
        using var somebody = new Browser(gateway.Address);
        await here.SignInAsync("hr");
        await there.SignInAsync("hr");
        await somebody.SignInAsync("trainer");
        using var answer = await here.SendAsync(HttpMethod.Get, "/session/list");
        var list = (await answer.JsonAsync()).EnumerateArray().ToList();
        Assert.Equal(2, list.Count);
        Assert.Single(list, s => s.GetProperty("isThis").GetBoolean());
        Assert.All(list, s => Assert.Equal("127.0.0.1", s.GetProperty("from").GetString()));

        using var ended = await here.SendAsync(HttpMethod.Delete, "/session/others");
        Assert.Equal(1, (await ended.JsonAsync()).GetProperty("sessions").GetInt32());
        Assert.Equal("hr", await WhoAsync(here));
        Assert.Null(await WhoAsync(there));
        Assert.Equal("trainer", await WhoAsync(somebody));
    }

    [Fact]
    public async Task A_sign_out_goes_on_to_the_provider_where_it_says_how_and_needs_no_answer_from_it()
    {
        await using var provider = await StandInProvider.StartAsync();
        provider.Claims["role"] = "hr";
        provider.EndsSessions = true;
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings(Performance));
        using var browser = new Browser(gateway.Address);
        await ByProviderAsync(browser);
        await browser.SessionAsync();
        using var signedOut = await browser.SendAsync(HttpMethod.Delete, "/session");
        Assert.Equal(HttpStatusCode.OK, signedOut.StatusCode);
        var next = new Uri((await signedOut.JsonAsync()).GetProperty("continueAt").GetString()!);
        Assert.Equal(new Uri(provider.Address, "logout").ToString(), next.GetLeftPart(UriPartial.Path));
        var query = QueryHelpers.ParseQuery(next.Query);
        Assert.Equal(StandInProvider.ClientId, query["client_id"]);
        Assert.Equal(gateway.Address.ToString(), query["post_logout_redirect_uri"]);
        Assert.Equal("the identity token", query["id_token_hint"]);
        Assert.Null(await WhoAsync(browser));
    }

    private static async Task<string?> WhoAsync(Browser browser)
    {
        var user = (await browser.SessionAsync()).GetProperty("user");
        return user.ValueKind == JsonValueKind.Null ? null : user.GetProperty("id").GetString();
    }

    private static async Task ByProviderAsync(Browser browser)
    {
        using var there = await browser.SendAsync(HttpMethod.Get, "/session/sign-in");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using var answer = await http.GetAsync(there.Headers.Location);
        using var back = await browser.SendAsync(HttpMethod.Get, answer.Headers.Location!.PathAndQuery);
        Assert.Equal("/", back.Headers.Location!.ToString());
    }
}
