using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.RateLimiting;
using CardTeam.Gateway.Limits;
using CardTeam.Gateway.Tests.Sessions;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Cache;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace CardTeam.Gateway.Tests;

/// <summary>Two replicas that share only a Redis, and their behaviour without it.</summary>
public sealed class CacheTests : IAsyncLifetime
{
    private const string Cache = "ConnectionStrings:cache",
        Managers = "/performance/managers",
        Close = "/performance/periods/2026-06/close";

    private readonly OwnFolder _here = new(),
        _there = new();
    private RedisServer _redis = null!;
    private StandInService _performance = null!;

    public async Task InitializeAsync() =>
        (_redis, _performance) = (await RedisServer.StartAsync(), await StandInService.StartAsync());

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _performance.DisposeAsync();
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task A_session_of_one_replica_is_one_of_the_other_and_ends_at_both()
    {
        await using var one = await ReplicaAsync(_here);
        await using var other = await ReplicaAsync(_there);
        // The first connection may take longer than a call waits.
        await HealthAsync(one, "healthy");
        await HealthAsync(other, "healthy");
        foreach (var (first, second) in ((RunningGateway, RunningGateway)[])[(one, other), (other, one)])
        {
            using var browser = new Browser(first.Address);
            await browser.SignInAsync("hr");
            // A call of the cache waits a quarter of a second; on a busy machine one may be over before the answer.
            await Eventually.IsSoAsync(
                async () =>
                {
                    using var elsewhere = Same(browser, second);
                    return await elsewhere.StatusAsync(HttpMethod.Post, Close) == HttpStatusCode.OK;
                },
                "the other replica knows the session"
            );
            Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Post, Close));

            using var kept = Same(browser, second);
            Assert.Equal(HttpStatusCode.NoContent, await browser.StatusAsync(HttpMethod.Delete, "/session"));
            Assert.Equal(HttpStatusCode.Unauthorized, await kept.StatusAsync(HttpMethod.Get, Managers));
            await _redis.KillAsync();
            Assert.Equal(HttpStatusCode.Unauthorized, await kept.StatusAsync(HttpMethod.Get, Managers));
            await _redis.StartAgainAsync();
            await HealthAsync(one, "healthy");
            await HealthAsync(other, "healthy");
        }
    }

    [Fact]
    public async Task Killed_it_is_missed_by_nobody_who_was_there_and_gets_everything_back()
    {
        await using var one = await ReplicaAsync(_here);
        await using var other = await ReplicaAsync(_there);
        // The first connection may take longer than a call waits.
        await HealthAsync(one, "healthy");
        await HealthAsync(other, "healthy");
        using var browser = new Browser(one.Address);
        await browser.SignInAsync("hr");
        using var elsewhere = Same(browser, other);
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusAsync(HttpMethod.Get, Managers));

        await _redis.KillAsync();
        await HealthAsync(one, "degraded");
        await Task.Delay(SharedCache.PauseAfterFailure * 1.5); // it is tried again, in vain
        await HealthAsync(one, "degraded");
        foreach (var known in (Browser[])[browser, elsewhere])
            Assert.Equal(HttpStatusCode.OK, await known.StatusAsync(HttpMethod.Post, Close));
        using var later = new Browser(one.Address);
        Assert.Equal(HttpStatusCode.OK, (await later.SignInAsync("head")).StatusCode);
        using var ended = new Browser(one.Address);
        await ended.SignInAsync("manager");
        using var kept = Same(ended, one);
        await ended.SendAsync(HttpMethod.Delete, "/session");
        Assert.Equal(HttpStatusCode.Unauthorized, await kept.StatusAsync(HttpMethod.Get, Managers));

        await _redis.StartAgainAsync();
        await HealthAsync(one, "healthy");
        await HealthAsync(other, "healthy");
        // Redis came back empty: a session that is used is stored there again.
        Assert.Equal(HttpStatusCode.OK, await later.StatusAsync(HttpMethod.Get, Managers));
        using var laterElsewhere = Same(later, other);
        Assert.Equal(HttpStatusCode.OK, await laterElsewhere.StatusAsync(HttpMethod.Get, Managers));
        Assert.Equal(HttpStatusCode.Unauthorized, await kept.StatusAsync(HttpMethod.Get, Managers));
        Assert.Single(one.Log, line => line.Contains("The cache does not answer", StringComparison.Ordinal));
        Assert.Single(one.Log, line => line.Contains("The cache answers again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sign_out_while_it_was_away_is_told_when_it_is_back()
    {
        await using var one = await ReplicaAsync(_here);
        await using var other = await ReplicaAsync(_there);
        // The first connection may take longer than a call waits.
        await HealthAsync(one, "healthy");
        await HealthAsync(other, "healthy");
        using var browser = new Browser(one.Address);
        await browser.SignInAsync("hr");
        using var kept = Same(browser, other);
        Assert.Equal(HttpStatusCode.OK, await kept.StatusAsync(HttpMethod.Get, Managers));
        _redis.Freeze();
        await browser.SendAsync(HttpMethod.Delete, "/session");
        _redis.Thaw();
        await HealthAsync(one, "healthy");
        using var next = new Browser(one.Address);
        await next.SignInAsync("manager");
        await next.SendAsync(HttpMethod.Delete, "/session");
        Assert.Equal(HttpStatusCode.Unauthorized, await kept.StatusAsync(HttpMethod.Get, Managers));
    }

    [Fact]
    public async Task Stopped_in_its_tracks_it_fails_no_request_and_holds_up_few()
    {
        await using var one = await ReplicaAsync(_here);
        using var browser = new Browser(one.Address);
        await browser.SignInAsync("hr");
        _redis.Freeze();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 200; i++)
            Assert.Equal(
                HttpStatusCode.OK,
                await browser.StatusAsync(i % 2 == 0 ? HttpMethod.Get : HttpMethod.Post, i % 2 == 0 ? Managers : Close)
            );
        var took = Stopwatch.GetElapsedTime(began);
        Assert.True(
            took < SharedCache.CallTimeout * 50,
            $"200 calls took {took.TotalSeconds:0.0} s: each waited for the cache"
        );
        using var later = new Browser(one.Address);
        Assert.Equal(HttpStatusCode.OK, (await later.SignInAsync("head")).StatusCode);
        await HealthAsync(one, "degraded");
        _redis.Thaw();
        await HealthAsync(one, "healthy");
        Assert.Equal(HttpStatusCode.OK, await later.StatusAsync(HttpMethod.Get, Managers));
    }

    [Fact]
    public async Task It_may_come_later_than_the_gateway()
    {
        await _redis.KillAsync();
        await using var one = await ReplicaAsync(_here);
        using var browser = new Browser(one.Address);
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("hr")).StatusCode);
        await _redis.StartAgainAsync();
        await HealthAsync(one, "healthy");
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, Managers));
        await using var other = await ReplicaAsync(_there);
        await Eventually.IsSoAsync(
            async () =>
            {
                using var elsewhere = Same(browser, other);
                return await elsewhere.StatusAsync(HttpMethod.Post, Close) == HttpStatusCode.OK;
            },
            "both have the same keys"
        );
    }

    [Fact]
    public async Task What_lies_in_it_names_nobody_and_with_a_certificate_opens_nothing()
    {
        await using var one = await ReplicaAsync(_here, ("Sessions:Certificate", Certificate()));
        await using var other = await ReplicaAsync(_there, ("Sessions:Certificate", _here.File("sessions.pem")));
        using var browser = new Browser(one.Address);
        await browser.SignInAsync("hr");
        using var elsewhere = Same(browser, other);
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusAsync(HttpMethod.Post, Close));
        using var none = new Browser(one.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, (await none.SignInAsync("wang.wu", "secret")).StatusCode);

        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        var everything = new List<string>();
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            everything.Add($"{key} {await redis.GetDatabase().KeyTypeAsync(key)}");
            var type = await redis.GetDatabase().KeyTypeAsync(key);
            if (type == RedisType.String)
                everything.Add((string?)await redis.GetDatabase().StringGetAsync(key) ?? "");
            if (type == RedisType.Hash)
                everything.AddRange((await redis.GetDatabase().HashGetAllAsync(key)).Select(e => e.ToString()));
            if (type == RedisType.Set)
                everything.AddRange((await redis.GetDatabase().SetMembersAsync(key)).Select(e => e.ToString()));
            if (type == RedisType.SortedSet)
                everything.AddRange(
                    (await redis.GetDatabase().SortedSetRangeByRankAsync(key)).Select(e => e.ToString())
                );
        }

        var all = string.Join('\n', everything);
        Assert.All(
            [
                "gateway:session:",
                "gateway:keys",
                "gateway:sign-ins:",
                "gateway:sprayed:",
                "gateway:spray-key",
                "EncryptedKey",
                "EncryptedData",
            ],
            part => Assert.Contains(part, all, StringComparison.Ordinal)
        );
        Assert.All(
            [
                "masterKey",
                "eyJhbGciOi",
                "wang.wu",
                "127.0.0.1",
                "secret",
                "user hr",
                "sub hr",
                browser.Cookies["cardteam-session"],
            ],
            part => Assert.DoesNotContain(part, all, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Sign_ins_are_counted_over_both_replicas_and_without_it_by_each()
    {
        await using var one = await ReplicaAsync(_here);
        await using var other = await ReplicaAsync(_there);
        // The first connection may take longer than a call waits.
        await HealthAsync(one, "healthy");
        await HealthAsync(other, "healthy");
        for (var i = 0; i < 5; i++)
            foreach (var replica in (RunningGateway[])[one, other])
                Assert.Equal(HttpStatusCode.Unauthorized, (await replica.SignInAsync("hr", "wrong")).StatusCode);
        foreach (var replica in (RunningGateway[])[one, other])
        {
            using var refused = await replica.SignInAsync("hr", "demo");
            await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "auth.too-many-attempts");
            Assert.InRange(refused.RetryAfterSeconds(), 1, 60);
        }

        Assert.Equal(HttpStatusCode.OK, (await one.SignInAsync("head", "demo")).StatusCode);
        await _redis.KillAsync();
        for (var i = 0; i < 4; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await one.SignInAsync("hr", "wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await one.SignInAsync("hr", "wrong")).StatusCode);
    }

    /// <summary>
    /// The replicas count attempts with the same password on many names together, as a single replica counts its own.
    /// </summary>
    [Fact]
    public async Task A_password_tried_on_many_names_is_counted_over_both_replicas_and_without_it_by_each()
    {
        await using var one = await ReplicaAsync(_here);
        await using var other = await ReplicaAsync(_there);
        // The first connection may take longer than a call waits.
        await HealthAsync(one, "healthy");
        await HealthAsync(other, "healthy");
        RunningGateway[] both = [one, other];
        for (var i = 0; i < SprayLimit.Names; i++)
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                (await both[i % 2].SignInAsync($"guess-{i}", "Spring-2026")).StatusCode
            );
        foreach (var replica in both)
        {
            using var refused = await replica.SignInAsync("hr", "Spring-2026");
            await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "auth.too-many-attempts");
            Assert.InRange(refused.RetryAfterSeconds(), 1, 600);
            Assert.Equal(HttpStatusCode.OK, (await replica.SignInAsync("hr", "demo")).StatusCode);
        }

        // A right password takes its name back, at both: many may share one rightly.
        foreach (var user in DemonstrationUsers.People)
            Assert.Equal(HttpStatusCode.OK, (await both[user.Id.Length % 2].SignInAsync(user.Id, "demo")).StatusCode);

        await _redis.KillAsync();
        // Alone, this replica has met four of the names, the refused one among them: one more is let through.
        Assert.Equal(HttpStatusCode.Unauthorized, (await one.SignInAsync("guess-10", "Spring-2026")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await one.SignInAsync("guess-11", "Spring-2026")).StatusCode);
    }

    [Fact]
    public async Task Requests_are_counted_over_both_replicas_a_second_late()
    {
        var clock = new ClockAt(new(2026, 7, 1, 9, 0, 20, TimeSpan.Zero));
        await using var cache = new SharedCache(
            Configuration(_redis.ConnectionString),
            Metrics(),
            NullLogger<SharedCache>.Instance
        );
        using var here = new CallerWindows(cache, clock);
        using var there = new CallerWindows(cache, clock);
        await using var one = here.Open("sub hr", 20);
        await using var two = there.Open("sub hr", 20);
        await using var trainer = there.Open("sub trainer", 20);
        Assert.Equal(15, Admitted(one, 15));
        Assert.Equal(3, Admitted(two, 3));
        await ShareAsync();
        Assert.Equal(2, Admitted(two, 5));
        await ShareAsync();
        Assert.Equal(1, Admitted(one, 1)); // nothing was new there, and it asked nobody
        await ShareAsync();
        Assert.Equal(0, Admitted(one, 1));
        Assert.Equal(20, Admitted(trainer, 25));
        using (var refused = one.AttemptAcquire())
        {
            Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var wait));
            Assert.Equal(TimeSpan.FromSeconds(40), wait);
        }

        clock.Now += TimeSpan.FromSeconds(40);
        Assert.Equal(10, Admitted(one, 10));
        await ShareAsync();
        Assert.Equal(1, Admitted(two, 1)); // has heard nothing of this minute
        await ShareAsync();
        Assert.Equal(9, Admitted(two, 20));

        await _redis.KillAsync();
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(20, Admitted(one, 25));
        await ShareAsync();
        Assert.Equal(20, Admitted(two, 25));

        async Task ShareAsync()
        {
            await here.ShareAsync();
            await there.ShareAsync();
        }

        static int Admitted(RateLimiter window, int asked) =>
            Enumerable
                .Range(0, asked)
                .Count(_ =>
                {
                    using var lease = window.AttemptAcquire();
                    return lease.IsAcquired;
                });
    }

    [Theory]
    [InlineData("cache:6379,passwort=hunter2")]
    [InlineData("password=hunter2")]
    public void A_setting_that_cannot_be_read_stops_the_start_and_is_not_repeated(string setting)
    {
        var refused = Assert.Throws<StartRefusedException>(() =>
            RunningGateway.Build(_here.Path, [], TimeProvider.System, (Cache, setting))
        );
        Assert.Contains(Cache, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_cannot_be_used_stops_the_start()
    {
        File.WriteAllText(_here.File("none.pem"), "none");
        foreach (var file in (string[])["none.pem", "missing.pem"])
            Assert.Contains(
                "Sessions:Certificate",
                Assert
                    .Throws<StartRefusedException>(() =>
                        RunningGateway.Build(
                            _here.Path,
                            [],
                            TimeProvider.System,
                            ("Sessions:Certificate", _here.File(file))
                        )
                    )
                    .Message,
                StringComparison.Ordinal
            );
    }

    private static IConfiguration Configuration(string cache) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(Cache, cache)]).Build();

    private static CacheMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), "gateway");

    private static Browser Same(Browser browser, RunningGateway at)
    {
        var same = new Browser(at.Address) { Antiforgery = browser.Antiforgery };
        foreach (var (name, value) in browser.Cookies)
            same.Cookies[name] = value;
        return same;
    }

    private static Task HealthAsync(RunningGateway gateway, string state) =>
        Eventually.IsSoAsync(
            async () =>
            {
                using var response = await gateway.Http.GetAsync("/health");
                return (await response.JsonAsync())
                        .GetProperty("dependencies")
                        .GetProperty("cache")
                        .GetProperty("status")
                        .GetString() == state;
            },
            $"the cache is {state}"
        );

    private Task<RunningGateway> ReplicaAsync(OwnFolder folder, params (string, string?)[] settings)
    {
        // One key for signing tokens, as with one identity provider.
        if (folder == _there && File.Exists(_here.File("token-key.pem")))
            File.Copy(_here.File("token-key.pem"), _there.File("token-key.pem"), overwrite: true);
        return RunningGateway.StartAsync(
            folder.Path,
            [("services:performance:http:0", _performance.Address), (Cache, _redis.ConnectionString), .. settings]
        );
    }

    private string Certificate()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest(
            "CN=sessions",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(
            _here.File("sessions.pem"),
            certificate.ExportCertificatePem() + '\n' + key.ExportPkcs8PrivateKeyPem()
        );
        return _here.File("sessions.pem");
    }
}
