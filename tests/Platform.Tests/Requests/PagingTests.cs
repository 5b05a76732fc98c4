using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Platform.Tests.Requests;

/// <summary>
/// A walk through a list by its keys sees every row that existed at its start once, whatever is added meanwhile.
/// </summary>
public sealed class PagingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(500)]
    public async Task A_walk_is_whole_while_others_write(int limit)
    {
        await using var service = await NoteService.StartAsync();
        for (var i = 0; i < 10; i++)
            (await service.WriteAsync($"n{i}")).Dispose();
        var (seen, added, after) = (new List<string>(), 0, (string?)"");
        do
        {
            var page = await service.As(Roles.Hr).GetFromJsonAsync<JsonElement>($"/notes?limit={limit}&after={after}");
            var items = page.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("name").GetString()!)
                .ToList();
            Assert.InRange(items.Count, 1, limit);
            seen.AddRange(items);
            after = page.GetProperty("next").GetString();

            // One row before the current page, one after the end.
            if (added++ > 3)
                continue;
            (await service.WriteAsync($"a{added}")).Dispose();
            (await service.WriteAsync($"z{added}")).Dispose();
        } while (after is not null);

        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Subset(seen.ToHashSet(), Enumerable.Range(0, 10).Select(i => $"n{i}").ToHashSet());
        Assert.DoesNotContain(seen, name => name.StartsWith('a'));
    }

    [Theory]
    [InlineData("limit=1", 200)]
    [InlineData("limit=500", 200)]
    [InlineData("limit=0", 400)]
    [InlineData("limit=501", 400)]
    [InlineData("limit=-1", 400)]
    [InlineData("limit=many", 400)]
    [InlineData("after=", 200)]
    [InlineData("after=%2B", 400)]
    [InlineData("after=no-cursor!", 400)]
    public async Task Limits_and_cursors_are_checked(string query, int status)
    {
        await using var service = await NoteService.StartAsync();
        using var answer = await service.As(Roles.Hr).GetAsync(new Uri($"/notes?{query}", UriKind.Relative));
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 400)
            Assert.StartsWith("request.invalid", await answer.CodeAsync(), StringComparison.Ordinal);
    }

    /// <summary>The cursor of a list by number is a number; of one with a composite key it has as many parts.</summary>
    [Fact]
    public async Task A_cursor_of_another_list_is_none()
    {
        await using var service = await NoteService.StartAsync();
        var cursor = Convert.ToBase64String(Encoding.UTF8.GetBytes("name"));
        using var audit = await service.As(Roles.Auditor).GetAsync(new Uri($"/audit?after={cursor}", UriKind.Relative));
        Assert.Equal((400, "request.invalid-cursor"), ((int)audit.StatusCode, await audit.CodeAsync()));
        Assert.Equal(
            "request.invalid-cursor",
            Assert.Throws<RuleBrokenException>(() => new PageQuery(null, cursor).AfterParts(2)).Code
        );
    }

    [Fact]
    public void Keys_of_any_text_come_back()
    {
        Prop.ForAll<string[]>(parts =>
            {
                var texts = parts
                    .Where(p => p is not null)
                    .Select(p => string.Concat(p.Where(c => c != '\n' && !char.IsSurrogate(c))))
                    .Append("?")
                    .ToArray();
                var page = new PageQuery(null, PageQuery.Cursor(PageQuery.Key(texts)));
                return page.AfterParts(texts.Length).SequenceEqual(texts);
            })
            .QuickCheckThrowOnFailure();
    }
}
