using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Feedback.Data;
using CardTeam.Feedback.Suggestions;
using CardTeam.Feedback.Tests.Complaints;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Tests.Suggestions;

/// <summary>The suggestion box: under one's name or by a code, to the answer, and shown where the author agrees.</summary>
public sealed class SuggestionTests : IAsyncLifetime
{
    private const string Text = "Open the counter at eight.";

    private ServiceUnderTest _service = null!;
    private HttpClient _hr = null!;

    public async Task InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await _service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ")));
        await _service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
        _hr = _service.As(Roles.Hr, id: "hr");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Under_a_name_it_is_talked_about_answered_and_shown()
    {
        Assert.Null(await SendAsync(Author(), isAnonymous: false, mayPublish: true));
        var number = Assert.Single(await _hr.WalkAsync("/suggestions?", "number"));
        Assert.Equal(204, await PostAsync(_hr, $"/suggestions/{number}/lines", new { text = "On which days?" }));
        Assert.Equal(204, await PostAsync(Author(), $"/suggestions/mine/{number}/lines", new { text = "Mondays." }));
        Assert.Equal(
            404,
            await PostAsync(
                _service.As(Roles.Trainer, id: "other"),
                $"/suggestions/mine/{number}/lines",
                new { text = "x" }
            )
        );
        Assert.Equal(409, await PostAsync(_hr, $"/suggestions/{number}/publish", new { isShown = true }));
        Assert.Equal(
            204,
            await PostAsync(
                _hr,
                $"/suggestions/{number}/answer",
                new { isTakenUp = true, text = "From July on. Thank you." }
            )
        );
        Assert.Equal(409, await PostAsync(Author(), $"/suggestions/mine/{number}/lines", new { text = "More." }));
        Assert.Equal(204, await PostAsync(_hr, $"/suggestions/{number}/publish", new { isShown = true }));
        var own = await Author().GetFromJsonAsync<JsonElement>("/suggestions/mine");
        var one = Assert.Single(own.GetProperty("suggestions").EnumerateArray());
        Assert.Equal(["bank", "author", "bank"], one.GetProperty("lines").EnumerateArray().Select(l => l.Text("from")));
        var shown = await _service.As(Roles.Payroll).GetStringAsync("/suggestions/published");
        Assert.Contains("From July on. Thank you.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("author", shown, StringComparison.Ordinal);
        Assert.Equal(204, await PostAsync(_hr, $"/suggestions/{number}/publish", new { isShown = false }));
        Assert.DoesNotContain(
            Text,
            await _service.As(Roles.Payroll).GetStringAsync("/suggestions/published"),
            StringComparison.Ordinal
        );
    }

    /// <summary>Takes the whole database, the audit and what personnel see: the author is in none of them.</summary>
    [Fact]
    public async Task Without_a_name_nobody_can_tell_who_sent_it()
    {
        var code = await SendAsync(Author(), isAnonymous: true, mayPublish: false, key: "once");
        Assert.Matches("^[2-9A-Z]{20}$", code);
        var number = Assert.Single(await _hr.WalkAsync("/suggestions?", "number"));
        Assert.Equal(204, await PostAsync(_hr, $"/suggestions/{number}/lines", new { text = "Which counter?" }));
        var followed = await FollowAsync(code!);
        Assert.Equal("in-talk", followed.Text("state"));
        Assert.Equal(
            204,
            await PostAsync(Author(), "/suggestions/by-code/lines", new { code, text = "The east one." })
        );
        Assert.Equal(404, await PostAsync(Author(), "/suggestions/by-code", new { code = "23456789ABCDEFGHJKMN" }));
        Assert.Equal(
            204,
            await PostAsync(
                _hr,
                $"/suggestions/{number}/answer",
                new { isTakenUp = false, text = "There are too few of us." }
            )
        );
        Assert.Equal(409, await PostAsync(_hr, $"/suggestions/{number}/publish", new { isShown = true }));

        Assert.Equal(0, await _service.ReadAsync<FeedbackDbContext, int>(db => db.IdempotentAnswers.CountAsync()));
        var own = await Author().GetStringAsync("/suggestions/mine");
        Assert.DoesNotContain(Text, own, StringComparison.Ordinal);
        var audit = await _service.As(Roles.Auditor, id: "auditor").GetStringAsync("/audit.csv");
        Assert.Contains("POST /suggestions", audit, StringComparison.Ordinal);
        var rows = await _hr.GetStringAsync("/suggestions.csv");
        var kept = await _service.ReadAsync<FeedbackDbContext, string>(async db =>
            JsonSerializer.Serialize(await db.Suggestions.AsNoTracking().ToListAsync())
        );
        foreach (var place in new[] { audit, rows, kept })
        {
            Assert.DoesNotContain("the-author", place, StringComparison.Ordinal);
            Assert.DoesNotContain(code!, place, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Nobody_sends_without_end_and_only_personnel_of_the_bank_reads()
    {
        for (var i = 0; i < SuggestionLimit.PerDay; i++)
            await SendAsync(Author(), isAnonymous: i % 2 == 0, mayPublish: false);
        Assert.Equal(429, await PostAsync(Author(), "/suggestions", Body(isAnonymous: true, mayPublish: false)));
        Assert.Equal(403, (int)(await _service.As(Roles.Hr, org: "B1").GetAsync("/suggestions")).StatusCode);
        Assert.Equal(403, (int)(await _service.As(Roles.BranchHead, org: "B1").GetAsync("/suggestions")).StatusCode);
        Assert.Equal(400, (int)(await _hr.GetAsync("/suggestions?state=lost")).StatusCode);
        Assert.Equal(SuggestionLimit.PerDay, (await _hr.WalkAsync("/suggestions?state=open", "number")).Count);
    }

    private HttpClient Author() => _service.As(Roles.AccountManager, managerNo: "M1", id: "the-author");

    private static object Body(bool isAnonymous, bool mayPublish) =>
        new
        {
            kind = "improvement",
            text = Text,
            isAnonymous,
            mayPublish,
        };

    private static async Task<string?> SendAsync(
        HttpClient client,
        bool isAnonymous,
        bool mayPublish,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/suggestions")
        {
            Content = JsonContent.Create(Body(isAnonymous, mayPublish)),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("code");
    }

    private async Task<JsonElement> FollowAsync(string code)
    {
        using var answer = await Author().PostAsJsonAsync("/suggestions/by-code", new { code });
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<int> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return (int)answer.StatusCode;
    }
}
