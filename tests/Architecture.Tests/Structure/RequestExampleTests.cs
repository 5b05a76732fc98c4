using System.Text.RegularExpressions;
using CardTeam.Architecture.Tests.Routes;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>Every service has a file of example requests, and every one of them is a route.</summary>
public sealed partial class RequestExampleTests
{
    public static TheoryData<string> Services => [.. Repository.Services.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_example_is_a_route_and_every_aggregate_has_one(string service)
    {
        var name = service.ToLowerInvariant();
        var routes = RouteTable
            .Of(name)
            .Where(r => r.Method != "*")
            .Select(r => (r.Method, r.Pattern, Matcher: Matcher(r.Pattern)))
            .ToList();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match example in Request().Matches(Repository.Read($"services/{service}/{name}.http")))
        {
            var (method, path) = (example.Groups["method"].Value, example.Groups["path"].Value);
            Assert.Equal((path, name), (path, example.Groups["service"].Value));
            var route = routes.Find(r => r.Method == method && r.Matcher.IsMatch(path));
            Assert.True(route.Pattern is not null, $"{method} {path} of {name}.http is no route.");
            tried.Add(Aggregate(route.Pattern!));
        }

        // Routes that every service has need no example in each, and public pages are for a browser.
        string[] needless = ["/parked", "/error-queues", "/audit", "/openapi", "/imports", "/public"];
        Assert.Empty(
            routes.Select(r => Aggregate(r.Pattern)).Distinct(StringComparer.Ordinal).Except(tried).Except(needless)
        );
    }

    /// <summary>
    /// The first part of a path, shared by a list and its export; each kind of import counts separately.
    /// </summary>
    private static string Aggregate(string pattern)
    {
        var parts = pattern.Split('/');
        return parts[1] == "imports" && parts.Length == 3 && !parts[2].StartsWith('{')
            ? pattern
            : $"/{parts[1].Split('.')[0]}";
    }

    private static Regex Matcher(string pattern) =>
        new(
            $"^{RouteTable.Fill(Regex.Escape(pattern).Replace("\\{", "{", StringComparison.Ordinal), _ => "[^/]+")}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    [GeneratedRegex(
        @"^(?<method>GET|POST|PUT|DELETE|PATCH) \{\{gateway\}\}/(?<service>[a-z]+)(?<path>/[^\s?]*)",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Request();
}
