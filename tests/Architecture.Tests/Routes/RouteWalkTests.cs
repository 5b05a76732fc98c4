using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Gateway;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>Walks every route, taken from the endpoints themselves, so that none can be forgotten.</summary>
[Collection(nameof(SeededBank))]
public sealed class RouteWalkTests(SeededBank bank)
{
    private static readonly Dictionary<string, string> BadTokens = new(StringComparer.Ordinal)
    {
        ["signed by another key"] = TestTokens.For(string.Join(' ', Roles.All), forged: true),
        ["expired"] = TestTokens.For(
            string.Join(' ', Roles.All),
            until: new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        ),
        ["not a token"] = "not-a-token",
    };

    public static TheoryData<string> Hosts => [.. RouteTable.Services, "gateway"];

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Every_route_stands_in_the_table_and_has_a_policy_of_its_own(string host) =>
        CompareWithTable(host, bank[host].App);

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Every_route_admits_the_roles_of_the_table_and_nobody_else(string host)
    {
        var callers = Roles.All.ToDictionary(
            role => role,
            role => (Role: role, Token: TestTokens.For(role, OrgOf(role), ManagerOf(role)))
        );
        callers["head of another branch"] = (Roles.BranchHead, TestTokens.For(Roles.BranchHead, "B2"));
        callers["a role nobody knows"] = ("visitor", TestTokens.For("visitor"));
        await WalkAsync(host, bank[host].App, callers);
    }

    [Fact]
    public async Task A_gateway_that_issues_tokens_itself_admits_whoever_it_gave_one()
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-test-").FullName;
        await using (
            var gateway = await ServiceUnderTest.StartAsync(
                GatewayHost.Build,
                builder =>
                {
                    builder.Configuration.AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            ["Authentication:Demo"] = "true",
                            ["Authentication:KeyFile"] = Path.Combine(folder, "token-key.pem"),
                            ["Authentication:PeopleFile"] = Path.Combine(folder, "people.json"),
                            ["Access:SignedInOnly"] = "true",
                        }
                    );
                    // Its tokens are valid from now on, and tokens are checked by the real clock.
                    builder.Services.AddSingleton(TimeProvider.System);
                }
            )
        )
        {
            CompareWithTable(RouteTable.Demonstration, gateway.App);
            var callers = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
            foreach (var user in CardTeam.Gateway.Tokens.DemonstrationUsers.People)
                callers[user.Id] = (user.Role, await SignInAsync(gateway, new { user = user.Id, password = "demo" }));
            callers["feed"] = (
                Roles.Feed,
                await SignInAsync(gateway, new { client_id = "nightly-feed", client_secret = "demo" })
            );
            Assert.Equal(Roles.All.Order(), callers.Values.Select(c => c.Item1).Order());
            await WalkAsync(RouteTable.Demonstration, gateway.App, callers);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>These are pages of the gateway without being routes.</summary>
    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui.css")]
    [InlineData("/month-end/2026-06")]
    public async Task The_pages_of_the_api_are_open(string page)
    {
        using var client = bank["gateway"].Anonymous();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Where_there_is_no_route_there_is_nothing_to_be_forbidden(string host)
    {
        using var response = await bank[host].Anonymous().GetAsync(new Uri("/no-such-thing", UriKind.Relative));
        Assert.Equal(404, (int)response.StatusCode);
    }

    private static void CompareWithTable(string host, WebApplication app)
    {
        var (rows, wrong) = (
            RouteTable.Of(host).ToDictionary(r => $"{r.Method} {r.Pattern}", StringComparer.Ordinal),
            new List<string>()
        );
        foreach (var endpoint in EndpointsOf(app))
        {
            var route = NameOf(endpoint);
            if (!rows.Remove(route, out var row))
            {
                wrong.Add($"{host} {route} does not stand in the table (or twice in the service).");
                continue;
            }

            var isAnonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var hasPolicy =
                endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
                || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null;
            if (isAnonymous != row.IsAnonymous)
                wrong.Add($"{row} is {(isAnonymous ? "" : "not ")}open to everybody.");
            if (isAnonymous == hasPolicy)
                wrong.Add(
                    $"{row} has {(hasPolicy ? "a policy although it is open to everybody" : "no policy of its own")}."
                );
            if (isAnonymous || row.Roles is [RouteTable.SignedIn])
                continue;

            // The caller's part of the bank follows from this list: with two lists, the policies would narrow and the
            // visible part would widen.
            var said = endpoint.Metadata.GetOrderedMetadata<AllowedRoles>();
            if (said.Count != 1 || !said[0].Roles.Order().SequenceEqual(row.Roles.Order()))
                wrong.Add($"{row} says it allows {string.Join(" and ", said.Select(s => string.Join(' ', s.Roles)))}.");
        }

        wrong.AddRange(rows.Values.Select(row => $"{row} stands in the table and is no route."));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static async Task WalkAsync(
        string host,
        WebApplication app,
        Dictionary<string, (string Role, string Token)> callers
    )
    {
        var rows = RouteTable.Of(host).ToDictionary(r => $"{r.Method} {r.Pattern}", StringComparer.Ordinal);
        using var client = Microsoft.AspNetCore.TestHost.HostBuilderTestServerExtensions.GetTestClient(app);
        var wrong = new List<string>();
        foreach (var endpoint in EndpointsOf(app))
        {
            if (!rows.TryGetValue(NameOf(endpoint), out var row))
                continue; // the other test says so
            foreach (var (name, (role, token)) in callers)
            {
                var status = await CallAsync(client, row, token);
                if (row.IsAnonymous || row.Admits(role))
                    Expect(
                        status is not (401 or 403) && (status < 500 || status == 503),
                        row,
                        name,
                        status,
                        "to be admitted"
                    );
                else
                    Expect(status == 403, row, name, status, "403");
            }

            foreach (var (name, token) in BadTokens.Append(new("no token", "")))
            {
                var status = await CallAsync(client, row, token);
                if (row.IsAnonymous)
                    Expect(
                        status != 403 && (status != 401 || row.Pattern == "/auth/token"),
                        row,
                        name,
                        status,
                        "to be admitted"
                    );
                else
                    Expect(status == 401, row, name, status, "401");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));

        void Expect(bool isSo, RouteTable.Row row, string caller, int status, string expected)
        {
            if (!isSo)
                wrong.Add($"{row} answers {status} to {caller}; expected {expected}.");
        }
    }

    /// <summary>
    /// Calls a route with a missing id and an invalid body, so that an admitted caller changes nothing.
    /// </summary>
    private static async Task<int> CallAsync(HttpClient client, RouteTable.Row row, string token)
    {
        var path = RouteTable.Fill(
            row.Pattern,
            parameter =>
                parameter switch
                {
                    "id:guid" or "eventId:guid" => "0198b7a0-0000-7000-8000-000000000000",
                    "id:long" or "number:long" or "version:int" or "n:int" => "987654",
                    "year:int" => "2026",
                    "period" => row.IsWrite ? "no-period" : SeededBank.May,
                    "document" => "v1.json",
                    "documentName" => "v1",
                    "file" => $"{SeededBank.May}.csv",
                    "format" => "csv",
                    _ => "no-such-thing",
                }
        );
        using var request = new HttpRequestMessage(
            row.IsWrite ? new HttpMethod(row.Method) : HttpMethod.Get,
            row.IsWrite ? path : $"{path}?period={SeededBank.May}&manager=M0001"
        );
        if (row.IsWrite)
            request.Content = path.StartsWith("/imports", StringComparison.Ordinal)
                ? new ByteArrayContent([])
                : new StringContent("{}", Encoding.UTF8, "application/json");
        if (token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static IEnumerable<RouteEndpoint> EndpointsOf(WebApplication app) =>
        app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Select(e => Assert.IsType<RouteEndpoint>(e, exactMatch: false));

    private static string NameOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return $"{(methods is { Count: > 0 } ? string.Join('|', methods) : "*")} {RouteTable.Plain(endpoint.RoutePattern.RawText)}";
    }

    private static async Task<string> SignInAsync(ServiceUnderTest gateway, object credentials)
    {
        using var response = await gateway.Anonymous().PostAsJsonAsync("/auth/token", credentials);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    private static string? OrgOf(string role) => role == Roles.BranchHead ? "B1" : null;

    private static string? ManagerOf(string role) => role == Roles.AccountManager ? "M0001" : null;
}
