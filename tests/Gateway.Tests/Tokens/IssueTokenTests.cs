using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CardTeam.Gateway.Tests.Tokens;

public sealed class IssueTokenTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private RunningGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await RunningGateway.StartAsync(folder.Path);

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Theory]
    [InlineData("it", "administrator", null, null)]
    [InlineData("hr", "hr", null, null)]
    [InlineData("head", "branch-head", "B1", null)]
    [InlineData("manager", "account-manager", null, "M0001")]
    [InlineData("trainer", "trainer", null, null)]
    [InlineData("desk", "complaint-desk", null, null)]
    [InlineData("counsellor", "counsellor", null, null)]
    [InlineData("analyst", "incentive-analyst", null, null)]
    [InlineData("approver", "incentive-approver", null, null)]
    [InlineData("payroll", "payroll", null, null)]
    [InlineData("auditor", "auditor", null, null)]
    public async Task Each_demonstration_user_gets_their_claims(
        string user,
        string role,
        string? org,
        string? managerNo
    )
    {
        using var response = await gateway.SignInAsync(user, "demo");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var answer = await response.JsonAsync();
        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());

        var claims = await VerifiedAsync(gateway, answer.GetProperty("access_token").GetString()!);
        Assert.Equal("cardteam-demo", claims.GetProperty("iss").GetString());
        Assert.Equal("cardteam", claims.GetProperty("aud").GetString());
        Assert.Equal(user, claims.GetProperty("sub").GetString());
        Assert.NotEmpty(claims.GetProperty("name").GetString()!);
        Assert.Equal(role, claims.GetProperty("role").GetString());
        Assert.Equal(org, claims.TryGetProperty("org", out var o) ? o.GetString() : null);
        Assert.Equal(managerNo, claims.TryGetProperty("manager_no", out var m) ? m.GetString() : null);
        Assert.Equal(
            answer.GetProperty("expires_in").GetInt64(),
            claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()
        );
    }

    [Fact]
    public async Task A_machine_signs_in_with_json_and_with_the_form_of_oauth()
    {
        using var json = await gateway.Http.PostAsJsonAsync(
            "/auth/token",
            new { client_id = "nightly-feed", client_secret = "demo" }
        );
        using var form = await gateway.Http.PostAsync(
            "/auth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = "nightly-feed",
                    ["client_secret"] = "demo",
                }
            )
        );
        foreach (var response in new[] { json, form })
        {
            var claims = await VerifiedAsync(
                gateway,
                (await response.JsonAsync()).GetProperty("access_token").GetString()!
            );
            Assert.Equal("nightly-feed", claims.GetProperty("sub").GetString());
            Assert.Equal("feed", claims.GetProperty("role").GetString());
        }
    }

    [Fact]
    public async Task A_client_of_the_settings_signs_in_with_the_secret_that_was_hashed_for_it()
    {
        var (exitCode, hash, _) = await GatewayProgram.RunAsync(["hash-secret"], "core-bank's secret\n");
        Assert.Equal(0, exitCode);
        await using var other = await RunningGateway.StartAsync(
            folder.Path,
            ("Authentication:Clients:0:Id", "core-bank"),
            ("Authentication:Clients:0:SecretHash", hash.Trim()),
            ("Authentication:Clients:0:Roles", "feed, payroll"),
            ("Authentication:Clients:0:Org", "B2")
        );
        using var response = await other.Http.PostAsJsonAsync(
            "/auth/token",
            new { client_id = "core-bank", client_secret = "core-bank's secret" }
        );
        var claims = await VerifiedAsync(other, (await response.JsonAsync()).GetProperty("access_token").GetString()!);
        Assert.Equal(["feed", "payroll"], claims.GetProperty("role").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("B2", claims.GetProperty("org").GetString());
        // A client cannot sign in as a user, nor a user as a client.
        using var asUser = await other.SignInAsync("core-bank", "core-bank's secret");
        await asUser.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        using var asClient = await other.Http.PostAsJsonAsync(
            "/auth/token",
            new { client_id = "hr", client_secret = "demo" }
        );
        await asClient.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_user_are_answered_alike()
    {
        using var wrong = await gateway.SignInAsync("hr", "Demo");
        using var unknown = await gateway.SignInAsync("nobody", "demo");
        var first = await wrong.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        var second = await unknown.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        Assert.Equal(first.GetProperty("title").GetString(), second.GetProperty("title").GetString());
        Assert.Equal(first.EnumerateObject().Select(p => p.Name), second.EnumerateObject().Select(p => p.Name));
        Assert.Equal(wrong.Headers.Select(h => h.Key), unknown.Headers.Select(h => h.Key));
    }

    [Theory]
    [InlineData("""{ "user": "hr" }""", "password")]
    [InlineData("""{ "password": "demo" }""", "user")]
    [InlineData("""{ "user": "", "password": "demo" }""", "user")]
    [InlineData(
        """{ "user": "hr", "password": "demo", "client_id": "nightly-feed", "client_secret": "demo" }""",
        "user"
    )]
    [InlineData("""{ "client_id": "nightly-feed" }""", "client_secret")]
    [InlineData("""{ "client_id": "nightly-feed", "client_secret": "demo", "grant_type": "password" }""", "grant_type")]
    public async Task A_bad_shape_names_the_field(string body, string field)
    {
        using var response = await gateway.Http.PostAsync(
            "/auth/token",
            new StringContent(body, Encoding.UTF8, "application/json")
        );
        var problem = await response.IsProblemAsync(HttpStatusCode.BadRequest, "request.invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest, "request.invalid")]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest, "request.invalid")]
    [InlineData(
        "user=hr&password=demo",
        "application/x-www-form-urlencoded",
        HttpStatusCode.BadRequest,
        "request.invalid"
    )]
    [InlineData("hr demo", "text/plain", HttpStatusCode.UnsupportedMediaType, "request.media-type")]
    public async Task What_cannot_be_read_is_refused(string body, string type, HttpStatusCode status, string code)
    {
        using var response = await gateway.Http.PostAsync("/auth/token", new StringContent(body, Encoding.UTF8, type));
        await response.IsProblemAsync(status, code);
    }

    [Fact]
    public async Task Tokens_outlive_a_restart()
    {
        var token = await gateway.TokenAsync();
        await gateway.DisposeAsync();
        gateway = await RunningGateway.StartAsync(folder.Path);
        await VerifiedAsync(gateway, token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CallAsync(gateway, token));
    }

    [Fact]
    public async Task Another_gateways_token_is_not_taken()
    {
        await using var elsewhere = new OwnFolder();
        await using var other = await RunningGateway.StartAsync(elsewhere.Path);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(gateway, await other.TokenAsync()));
    }

    [Fact]
    public async Task A_token_that_was_altered_or_signed_by_nobody_is_not_taken()
    {
        var parts = (await gateway.TokenAsync("manager")).Split('.');
        var claims = Encoding
            .UTF8.GetString(Base64Url.DecodeFromChars(parts[1]))
            .Replace("account-manager", "administrator", StringComparison.Ordinal);
        var altered = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        var unsigned = Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(gateway, $"{parts[0]}.{altered}.{parts[2]}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(gateway, $"{unsigned}.{altered}."));
    }

    [Fact]
    public async Task A_token_ends()
    {
        var app = RunningGateway.Build(folder.Path, [], new ClockAt(TimeProvider.System.GetUtcNow().AddHours(-9)));
        await using (app)
        {
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
            using var response = await client.PostAsJsonAsync("/auth/token", new { user = "hr", password = "demo" });
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                await CallAsync(gateway, (await response.JsonAsync()).GetProperty("access_token").GetString()!)
            );
        }
    }

    [Fact]
    public void Only_its_owner_may_read_the_key()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(folder.File("token-key.pem"))
        );
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_said()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(
            folder.File("token-key.pem"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead
        );
        await using var again = await RunningGateway.StartAsync(folder.Path);
        Assert.Contains(again.Log, line => line.Contains("may be read by others", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gateways_that_start_at_once_agree_on_one_key()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var fresh = new OwnFolder();
            var keys = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(_ =>
                        Task.Run(() => CardTeam.Gateway.Tokens.SigningKey.Load(fresh.File("key.pem")).Public.Kid)
                    )
            );
            Assert.Single(keys.Distinct());
            Assert.Single(Directory.GetFiles(fresh.Path));
        }
    }

    [Fact]
    public async Task The_eleventh_sign_in_of_a_minute_waits_whoever_else_signs_in_does_not()
    {
        for (var i = 0; i < 10; i++)
        {
            // Successful sign-ins count as well as failed ones.
            using var response = await gateway.SignInAsync("hr", i % 2 == 0 ? "demo" : "wrong");
            Assert.NotEqual(HttpStatusCode.TooManyRequests, response.StatusCode);
        }

        using var eleventh = await gateway.SignInAsync("hr", "demo");
        await eleventh.IsProblemAsync(HttpStatusCode.TooManyRequests, "auth.too-many-attempts");
        Assert.InRange(eleventh.RetryAfterSeconds(), 1, 60);

        using var otherUser = await gateway.SignInAsync("trainer", "demo");
        Assert.Equal(HttpStatusCode.OK, otherUser.StatusCode);
        using var otherPlace = gateway.Client(from: "127.0.0.2");
        using var otherAddress = await otherPlace.PostAsJsonAsync(
            "/auth/token",
            new { user = "hr", password = "demo" }
        );
        Assert.Equal(HttpStatusCode.OK, otherAddress.StatusCode);
    }

    [Fact]
    public async Task No_secret_is_logged()
    {
        var key = File.ReadAllLines(folder.File("token-key.pem"))[1];
        var token = await gateway.TokenAsync();
        using var wrong = await gateway.SignInAsync("secret-typed-as-name", "secret-typed-as-password");
        using var malformed = await gateway.Http.PostAsync(
            "/auth/token",
            new StringContent("""{ "user": "hr", "password": "secret-cut-""", Encoding.UTF8, "application/json")
        );
        await CallAsync(gateway, token);
        await CallAsync(gateway, token + "x");

        Assert.NotEmpty(gateway.Log);
        foreach (var secret in new[] { "secret-", token.Split('.')[2], token.Split('.')[1], key })
            Assert.DoesNotContain(gateway.Log, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_an_authority_its_tokens_are_taken_and_none_are_issued()
    {
        await using var behind = await RunningGateway.StartAsync(
            folder.Path,
            ("Authentication:Demo", "false"),
            ("Authentication:Authority", gateway.Address.ToString().TrimEnd('/'))
        );
        using var refused = await behind.SignInAsync("hr", "demo");
        await refused.IsProblemAsync(HttpStatusCode.NotFound, "auth.issued-elsewhere");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CallAsync(behind, await gateway.TokenAsync()));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(behind, "nonsense"));
    }

    /// <summary>The status of a call that needs a token: 503 (no service exists) or 401.</summary>
    private static async Task<HttpStatusCode> CallAsync(RunningGateway gateway, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/performance/scorecards")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await gateway.Http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Verifies a token with only the published documents and the framework's cryptography.</summary>
    private static async Task<JsonElement> VerifiedAsync(RunningGateway gateway, string token)
    {
        var discovery = await gateway.Http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        Assert.Equal("cardteam-demo", discovery.GetProperty("issuer").GetString());
        var keys = await gateway.Http.GetFromJsonAsync<JsonElement>(discovery.GetProperty("jwks_uri").GetString());

        var parts = token.Split('.');
        var header = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[0]));
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        var jwk = Assert.Single(
            keys.GetProperty("keys").EnumerateArray(),
            k => k.GetProperty("kid").GetString() == header.GetProperty("kid").GetString()
        );
        Assert.False(jwk.TryGetProperty("d", out _));
        using var key = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q =
                {
                    X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()),
                    Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()),
                },
            }
        );
        Assert.True(
            key.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256
            )
        );
        return JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[1]));
    }
}
