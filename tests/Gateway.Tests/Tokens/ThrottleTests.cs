using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using CardTeam.Gateway.Tokens;

namespace CardTeam.Gateway.Tests.Tokens;

/// <summary>Guessing is slowed down without slowing anybody else.</summary>
public sealed class ThrottleTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private RunningGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await RunningGateway.StartAsync(folder.Path);

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task Names_that_were_made_up_do_not_delay_a_real_one()
    {
        using (await gateway.SignInAsync("trainer", "demo")) { } // warm
        var alone = await TimeAsync("trainer");
        var madeUp = Enumerable.Range(0, 160).Select(i => gateway.SignInAsync($"nobody-{i}", $"guess-{i}")).ToList();
        var among = await TimeAsync("hr");
        foreach (var one in madeUp)
            using (var answer = await one)
                await answer.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        // 160 hashes one after the other took 14 seconds; these take none.
        Assert.True(
            among < alone * 5 + TimeSpan.FromSeconds(1),
            $"A sign-in took {among} among made-up names, and {alone} alone."
        );

        async Task<TimeSpan> TimeAsync(string user)
        {
            var since = Stopwatch.GetTimestamp();
            using var answer = await gateway.SignInAsync(user, "demo");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return Stopwatch.GetElapsedTime(since);
        }
    }

    [Fact]
    public async Task One_password_on_many_names_is_refused_from_that_address_and_there_alone()
    {
        for (var i = 0; i < SprayLimit.Names; i++)
        {
            using var wrong = await gateway.SignInAsync($"guess-{i}", "Spring-2026");
            await wrong.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        }

        using (var refused = await gateway.SignInAsync("hr", "Spring-2026"))
        {
            await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "auth.too-many-attempts");
            Assert.InRange(refused.RetryAfterSeconds(), 1, 600);
        }

        // A colleague behind the same address signs in with their own password; another address is unaffected.
        using (var colleague = await gateway.SignInAsync("hr", "demo"))
            Assert.Equal(HttpStatusCode.OK, colleague.StatusCode);
        using var elsewhere = gateway.Client(from: "127.0.0.2");
        using var other = await elsewhere.PostAsJsonAsync("/auth/token", new { user = "hr", password = "Spring-2026" });
        await other.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
    }

    [Fact]
    public async Task A_password_that_many_share_rightly_locks_nobody_out()
    {
        foreach (var user in DemonstrationUsers.People)
            using (var answer = await gateway.SignInAsync(user.Id, "demo"))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void What_was_tried_is_forgotten_after_a_while()
    {
        var clock = new ClockAt(TimeProvider.System.GetUtcNow());
        var limit = new SprayLimit(clock);
        for (var i = 0; i < SprayLimit.Names; i++)
            Assert.True(limit.TryEnter($"user {i}", "p", "10.0.0.1", out _));
        Assert.False(limit.TryEnter("user x", "p", "10.0.0.1", out var wait));
        Assert.True(limit.TryEnter("user 1", "p", "10.0.0.1", out _)); // the same again is for the other limit
        clock.Now += wait;
        Assert.True(limit.TryEnter("user x", "p", "10.0.0.1", out _));
    }

    [Fact]
    public async Task No_forwarding_header_makes_another_caller_of_one()
    {
        for (var i = 0; i < 10; i++)
            using (await SignInFromAsync($"203.0.113.{i}")) { }
        using var eleventh = await SignInFromAsync("203.0.113.99");
        await eleventh.IsProblemAsync(HttpStatusCode.TooManyRequests, "auth.too-many-attempts");

        async Task<HttpResponseMessage> SignInFromAsync(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/token")
            {
                Content = JsonContent.Create(new { user = "hr", password = "wrong" }),
                Headers =
                {
                    { "X-Forwarded-For", address },
                    { "Forwarded", $"for={address}" },
                    { "X-Real-IP", address },
                    { "True-Client-IP", address },
                },
            };
            return await gateway.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_proxy_of_the_settings_is_believed()
    {
        await using var behind = await RunningGateway.StartAsync(folder.Path, ("Access:Proxies", "127.0.0.0/8"));
        for (var i = 0; i < 11; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/token")
            {
                Content = JsonContent.Create(new { user = "hr", password = "wrong" }),
                Headers = { { "X-Forwarded-For", $"203.0.113.{i}" } },
            };
            using var answer = await behind.Http.SendAsync(request);
            // Eleven callers with one name: the limit on six names with one password is a different one.
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }
}
