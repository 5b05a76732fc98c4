using System.Net;
using CardTeam.ServiceDefaults.Public;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Gateway.Tests.Public;

/// <summary>The public pages: without cookie and token, under limits of their own, and no burden for the others.</summary>
public sealed class PublicDoorTests : IAsyncLifetime
{
    private const string Form = "/public/complaints";

    private readonly OwnFolder folder = new();
    private StandInService feedback = null!;
    private RunningGateway gateway = null!;

    public async Task InitializeAsync()
    {
        feedback = await StandInService.StartAsync();
        gateway = await RunningGateway.StartAsync(folder.Path, ("services:feedback:http:0", feedback.Address));
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await feedback.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task The_first_page_needs_no_sign_in_and_sets_no_cookie()
    {
        using var answer = await gateway.Http.GetAsync("/public");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Make a complaint", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 1, 30_000);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("提出投诉", await gateway.Http.GetStringAsync("/public?lang=zh"), StringComparison.Ordinal);
        using var nowhere = await gateway.Http.SendAsync(
            new(HttpMethod.Get, "/public/nowhere") { Headers = { { "Accept", "text/html" } } }
        );
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Contains("There is no such page.", await nowhere.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_cookie_nor_token_reaches_the_service_and_the_address_stays_the_same()
    {
        using var client = await gateway.SignedInAsync();
        client.DefaultRequestHeaders.Add("Cookie", "cardteam-session=anything");
        using var answer = await client.GetAsync($"{Form}/ABC?lang=en");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var asked = Assert.Single(feedback.Requests);
        Assert.Equal($"{Form}/ABC?lang=en", asked.Path);
        Assert.Equal("en", asked.Headers.AcceptLanguage);
        Assert.Empty(asked.Headers.Authorization.ToString() + asked.Headers.Cookie);
    }

    [Fact]
    public async Task Forms_and_pages_of_one_address_are_counted_apart()
    {
        for (var i = 0; i < 6; i++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway.Http)).StatusCode);
        using var seventh = await SendAsync(gateway.Http);
        Assert.Equal(HttpStatusCode.TooManyRequests, seventh.StatusCode);
        Assert.InRange(seventh.RetryAfterSeconds(), 1, 60);
        Assert.Contains("try again later", await seventh.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Http.GetAsync(Form)).StatusCode);
        using var other = gateway.Client("127.0.0.2");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(other)).StatusCode);
        Assert.Equal(8, feedback.Requests.Count);
    }

    [Fact]
    public async Task A_form_may_have_five_files_and_no_more()
    {
        using var large = await gateway.Http.SendAsync(Files(52 << 20));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Empty(feedback.Requests);
        using var full = await gateway.Http.SendAsync(Files(50 << 20));
        Assert.Equal(HttpStatusCode.OK, full.StatusCode);
    }

    [Fact]
    public async Task A_bank_may_keep_it_closed()
    {
        await using var closed = await RunningGateway.StartAsync(
            folder.Path,
            ("services:feedback:http:0", feedback.Address),
            ("Public:Open", "false")
        );
        Assert.Equal(HttpStatusCode.NotFound, (await closed.Http.GetAsync("/public")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await closed.Http.GetAsync(Form)).StatusCode);
        Assert.Empty(feedback.Requests);
    }

    /// <summary>
    /// Two hundred forms a second from many addresses while the service is slow: few are forwarded at the same time,
    /// and the people of the desk are answered as if nothing happened.
    /// </summary>
    [Fact]
    public async Task Under_a_flood_of_forms_the_limits_hold_and_the_desk_goes_on()
    {
        var (now, most) = (0, 0);
        feedback.Behaviour = async http =>
        {
            if (!http.Request.Path.StartsWithSegments(PublicPage.Root, StringComparison.Ordinal))
                return;
            var at = Interlocked.Increment(ref now);
            InterlockedMax(ref most, at);
            await Task.Delay(200);
            Interlocked.Decrement(ref now);
        };
        using var desk = await gateway.SignedInAsync("desk");
        var strangers = Enumerable.Range(2, 40).Select(i => gateway.Client($"127.0.0.{i}")).ToList();
        var flood = new List<Task<HttpStatusCode>>();
        for (var i = 0; i < 600; i++)
        {
            flood.Add(StatusAsync(strangers[i % strangers.Count]));
            if (i % 20 == 19)
            {
                using var answer = await desk.GetAsync("/feedback/complaint-cases");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                await Task.Delay(100);
            }
        }

        var statuses = await Task.WhenAll(flood);
        Assert.InRange(most, 1, 8);
        var forwarded = feedback.Requests.Count(r => r.Method == "POST");
        Assert.InRange(forwarded, 1, 40 * 6);
        Assert.Equal(forwarded, statuses.Count(s => s == HttpStatusCode.OK));
        Assert.All(
            statuses,
            s =>
                Assert.Contains(
                    s,
                    (HttpStatusCode[])
                        [HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable]
                )
        );
        Assert.Equal(30, feedback.Requests.Count(r => r.Path == "/complaint-cases"));
        foreach (var stranger in strangers)
            stranger.Dispose();

        static async Task<HttpStatusCode> StatusAsync(HttpClient client)
        {
            using var answer = await SendAsync(client);
            return answer.StatusCode;
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client) =>
        client.PostAsync(Form, new FormUrlEncodedContent([new("text", "the fee")]));

    /// <summary>A form of a size, whose body is sent only when the gateway wants it.</summary>
    private static HttpRequestMessage Files(int bytes) =>
        new(HttpMethod.Post, Form)
        {
            Content = new ByteArrayContent(new byte[bytes]),
            Headers = { ExpectContinue = true },
        };

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); value > known; )
        {
            var before = Interlocked.CompareExchange(ref most, value, known);
            if (before == known)
                return;
            known = before;
        }
    }
}
