using System.Text;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Training.Tests.Sittings;

/// <summary>
/// No key, mark or explanation leaves the service before the end: every route is read, as every role.
/// </summary>
public class SecrecyTests
{
    /// <summary>Members that tell an answer or a mark; none of them has a value while the sitting is open.</summary>
    private static readonly string[] Telling = ["key", "keys", "explanation", "earned", "score", "isPassed", "review"];

    [Fact]
    public async Task Before_the_end_no_route_tells_anybody_a_key_a_mark_or_an_explanation()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);
        var id = ExamBank.IdOf(paper);
        await ExamBank.AnswerAllAsync(manager, paper, stem => stem != "年化利率是多少？");
        var said = new List<(string Who, string Path, string Text)> { ("M1", "POST sittings", paper.ToString()) };
        var paths = service
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => e.RoutePattern.RawText!)
            .Where(p => p.StartsWith('/') && !p.Contains("openapi", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.True(paths.Count > 20, string.Join(' ', paths));

        foreach (var role in Roles.All.Append($"{Roles.Trainer} {Roles.AccountManager}"))
        {
            // The author of the bank reads its keys, unless they sit an exam: the last of these is such a person.
            var isAuthor = role == Roles.Trainer;
            var client = service.As(
                role,
                managerNo: role.Contains(Roles.AccountManager, StringComparison.Ordinal) ? "M1" : null,
                id: role
            );
            foreach (var pattern in paths.Where(p => !isAuthor || p != "/questions/{code}"))
            foreach (
                var code in pattern.Contains("{code}", StringComparison.Ordinal)
                    ? (string[])["SALES", "N1", "S1"]
                    : ["-"]
            )
            foreach (var format in pattern.Contains("{format}", StringComparison.Ordinal) ? (string[])["csv"] : [""])
            {
                var path = pattern
                    .Replace("{id:guid}", id, StringComparison.Ordinal)
                    .Replace("{code}", code, StringComparison.Ordinal)
                    .Replace("{format}", format, StringComparison.Ordinal)
                    .Replace("{id:long}", "1", StringComparison.Ordinal);
                if (path.Contains('{', StringComparison.Ordinal))
                    continue;
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                Assert.True((int)response.StatusCode < 500, $"{path} as {role}: {(int)response.StatusCode}");
                said.Add((role, path, await response.Content.ReadAsStringAsync()));
            }
        }

        Assert.Contains(
            said,
            s => s.Path == $"/sittings/{id}" && s.Text.Contains("年化利率", StringComparison.Ordinal)
        );
        foreach (var (who, path, text) in said)
        {
            Assert.False(text.Contains(ExamBank.Explanation, StringComparison.Ordinal), $"{path} as {who} explains.");
            Assert.False(text.Contains(ExamBank.Number, StringComparison.Ordinal), $"{path} as {who} tells the key.");
            if (path.Contains("sittings", StringComparison.Ordinal) && text.StartsWith('{'))
                foreach (var name in MembersOf(JsonDocument.Parse(text).RootElement))
                    Assert.False(Telling.Contains(name), $"{path} as {who} has {name}.");
        }
    }

    [Fact]
    public async Task After_the_end_the_mark_is_told_and_the_key_only_when_nobody_can_begin_any_more()
    {
        await using var service = await ExamBank.StartAsync();
        var manager = ExamBank.Manager(service);
        var paper = await ExamBank.BeginAsync(manager);
        var path = $"/sittings/{ExamBank.IdOf(paper)}";
        await ExamBank.AnswerAllAsync(manager, paper);
        await ExamBank.CallAsync(manager, HttpMethod.Post, $"{path}/end", "{}");

        var early = (await ExamBank.CallAsync(manager, HttpMethod.Get, path)).Body;
        Assert.Equal("100", early.GetProperty("sitting").GetProperty("score").GetString());
        Assert.Equal(JsonValueKind.Null, early.GetProperty("review").ValueKind);
        Assert.Equal(JsonValueKind.Null, early.GetProperty("questions").ValueKind);
        // The training team sees it at once.
        Assert.Equal(
            6,
            (await ExamBank.CallAsync(service.As(Roles.Trainer), HttpMethod.Get, path))
                .Body.GetProperty("review")
                .GetArrayLength()
        );
        Assert.Equal(
            JsonValueKind.Null,
            (await ExamBank.CallAsync(service.As(Roles.Hr), HttpMethod.Get, path)).Body.GetProperty("review").ValueKind
        );

        service.Clock.SetTo(new(2026, 7, 1));
        var late = (await ExamBank.CallAsync(manager, HttpMethod.Get, path)).Body.GetProperty("review");
        Assert.Contains(ExamBank.Explanation, late.ToString(), StringComparison.Ordinal);
        Assert.All(
            late.EnumerateArray(),
            r =>
                Assert.Equal(
                    r.GetProperty("keys").ToString(),
                    r.GetProperty("question").GetProperty("given").ToString()
                )
        );
    }

    /// <summary>The names of members that have a value, at any depth.</summary>
    private static IEnumerable<string> MembersOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .Where(m => m.Value.ValueKind != JsonValueKind.Null)
                .SelectMany(m => MembersOf(m.Value).Prepend(m.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(MembersOf),
            _ => [],
        };
}
