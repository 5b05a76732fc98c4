using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Gateway.Tests.Sessions;

/// <summary>The identity provider's tokens: which are accepted, and what their claims permit.</summary>
public sealed class ForeignTokenTests : IAsyncLifetime
{
    private readonly OwnFolder folder = new();
    private StandInProvider provider = null!;

    public async Task InitializeAsync()
    {
        provider = await StandInProvider.StartAsync();
        provider.Claims["role"] = "administrator";
    }

    public async Task DisposeAsync()
    {
        await provider.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Theory]
    [InlineData("at+jwt", "", "", true)]
    [InlineData("JWT", "", "", true)]
    [InlineData("JWT", "typ", "\"Bearer\"", true)]
    [InlineData("JWT", "scope", "\"cardteam\"", true)]
    [InlineData("logout+jwt", "", "", false)]
    [InlineData("secevent+jwt", "", "", false)]
    [InlineData("JWT", "sub", "\"\"", false)]
    [InlineData("JWT", "typ", "\"ID\"", false)]
    [InlineData("JWT", "typ", "\"Logout\"", false)]
    [InlineData("JWT", "typ", "\"Refresh\"", false)]
    [InlineData("JWT", "token_use", "\"id\"", false)]
    [InlineData("JWT", "at_hash", "\"x\"", false)]
    [InlineData("JWT", "c_hash", "\"x\"", false)]
    [InlineData("JWT", "nonce", "\"x\"", false)]
    [InlineData("JWT", "events", """{"http://schemas.openid.net/event/backchannel-logout":{}}""", false)]
    public async Task Only_a_token_that_is_made_for_calls_and_names_somebody_is_taken(
        string type,
        string claim,
        string value,
        bool isTaken
    )
    {
        if (claim.Length > 0)
            provider.Claims[claim] = JsonSerializer.Deserialize<JsonElement>(value);
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings());
        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await AccessAsync(gateway, type));
    }

    [Fact]
    public async Task A_token_without_a_subject_is_not_taken()
    {
        provider.Claims.Remove("sub");
        await using var gateway = await RunningGateway.StartAsync(folder.Path, provider.Settings());
        Assert.Equal(HttpStatusCode.Unauthorized, await AccessAsync(gateway, "JWT"));
    }

    [Fact]
    public async Task What_the_provider_calls_a_role_opens_nothing_where_groups_give_roles()
    {
        await using var gateway = await RunningGateway.StartAsync(
            folder.Path,
            provider.Settings(("Authentication:Groups:hr", "CN=HR"))
        );
        Assert.Equal(HttpStatusCode.Forbidden, await AccessAsync(gateway, "JWT"));
    }

    [Theory]
    [InlineData("its own words", "", "", "branch-head|B1", "branch-head|B1|")]
    [InlineData("no unit", "", "", "branch-head|", "||")]
    [InlineData("no number", "", "", "account-manager|B1", "|B1|")]
    [InlineData("another claim", "Authentication:OrgClaim", "department", "hr|B1", "hr||")]
    [InlineData("no unit, whole bank said", "Authentication:WholeBank", "*", "hr|", "||")]
    [InlineData("whole bank", "Authentication:WholeBank", "*", "hr|*", "hr||")]
    [InlineData("a part", "Authentication:WholeBank", "*", "hr|B1", "hr|B1|")]
    [InlineData("no part", "Authentication:WholeBank", "*", "administrator|", "administrator||")]
    public void A_role_for_a_part_of_the_bank_is_not_given_without_one(
        string because,
        string key,
        string value,
        string token,
        string expected
    )
    {
        var (role, org) = (token.Split('|')[0], token.Split('|')[1]);
        var identity = new ClaimsIdentity([new("sub", "u1"), new("role", role)]);
        if (org.Length > 0)
            identity.AddClaim(new("org", org));
        Assert.Null(Claims((key, value)).Complete(identity));
        var caller = Caller.From(new(identity));
        Assert.True(
            expected == $"{string.Join(',', caller.Roles)}|{caller.Org}|{caller.ManagerNo}",
            $"{because}: {string.Join(',', caller.Roles)}|{caller.Org}|{caller.ManagerNo}"
        );
    }

    [Fact]
    public void Two_units_in_one_token_are_none()
    {
        var identity = new ClaimsIdentity([new("sub", "u1"), new("role", "hr"), new("org", "B1"), new("org", "B2")]);
        Assert.Contains("several values of org", Claims(("", "")).Complete(identity), StringComparison.Ordinal);
    }

    private static ProviderClaims Claims(params (string Key, string Value)[] settings) =>
        ProviderClaims.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.Where(s => s.Key.Length > 0).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))
                )
                .Build()
        );

    private async Task<HttpStatusCode> AccessAsync(RunningGateway gateway, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/session/access")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", provider.AccessToken(type)) },
        };
        using var response = await gateway.Http.SendAsync(request);
        return response.StatusCode;
    }
}
