using System.Net.Http.Json;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Requests;

/// <summary>A repeated key and body get the first answer; no crash separates the answer from its change.</summary>
public sealed class IdempotencyTests
{
    [Fact]
    public async Task The_same_request_is_answered_with_the_first_answer()
    {
        await using var service = await NoteService.StartAsync();
        using var first = await service.WriteAsync("a", "文字", key: "k");
        using var again = await service.WriteAsync("a", "文字", key: "k");
        Assert.Equal((201, 201), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal("/notes/notes/a", again.Headers.Location?.OriginalString);
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal((1, 1), ((await service.NotesAsync()).Count, (await service.OutboxAsync()).Count));

        await service.RestartAsync();
        using var afterwards = await service.WriteAsync("a", "文字", key: "k");
        Assert.Equal(await first.Content.ReadAsStringAsync(), await afterwards.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Another_request_under_the_key_is_refused()
    {
        await using var service = await NoteService.StartAsync();
        using var first = await service.WriteAsync("a", key: "k");
        using var otherBody = await service.WriteAsync("b", key: "k");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notes?x=1")
        {
            Content = JsonContent.Create(new { name = "a", text = (string?)null }),
            Headers = { { "Idempotency-Key", "k" } },
        };
        using var otherQuery = await service.As(Roles.Hr, id: "writer").SendAsync(request);
        Assert.All([otherBody, otherQuery], answer => Assert.Equal(422, (int)answer.StatusCode));
        Assert.Equal("idempotency.key-reused", await otherBody.CodeAsync());
        Assert.Single(await service.NotesAsync());
    }

    [Fact]
    public async Task A_key_is_its_callers_own()
    {
        await using var service = await NoteService.StartAsync();
        using var one = await service.WriteAsync("a", key: "k", id: "one");
        using var other = await service.WriteAsync("b", key: "k", id: "other");
        Assert.Equal((201, 201), ((int)one.StatusCode, (int)other.StatusCode));
    }

    /// <summary>A refused caller corrects the request and sends it again under the same key.</summary>
    [Theory]
    [InlineData("a", 409)] // a rule
    [InlineData("", 400)] // the shape
    [InlineData(null, 400)]
    public async Task A_refused_request_is_not_remembered(string? name, int status)
    {
        await using var service = await NoteService.StartAsync();
        using var standing = await service.WriteAsync("a");
        using var refused = await service.WriteAsync(name!, key: "k");
        Assert.Equal(status, (int)refused.StatusCode);
        using var corrected = await service.WriteAsync("b", key: "k");
        Assert.Equal(201, (int)corrected.StatusCode);
        Assert.Equal(["a", "b"], (await service.NotesAsync()).Select(n => n.Name));
    }

    [Fact]
    public async Task What_is_no_json_is_not_remembered()
    {
        await using var service = await NoteService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notes")
        {
            Content = new StringContent("{", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            Headers = { { "Idempotency-Key", "k" } },
        };
        using var refused = await service.As(Roles.Hr, id: "writer").SendAsync(request);
        Assert.Equal((400, "request.invalid"), ((int)refused.StatusCode, await refused.CodeAsync()));
        using var corrected = await service.WriteAsync("b", key: "k");
        Assert.Equal(201, (int)corrected.StatusCode);
    }

    [Fact]
    public async Task State_event_and_answer_are_one_transaction()
    {
        var saves = new FailingSaves(entity => entity is IdempotentAnswer);
        await using var service = await NoteService.StartAsync(interceptors: saves);
        using var crashed = await service.WriteAsync("a", key: "k");
        Assert.Equal(500, (int)crashed.StatusCode);
        Assert.Equal(
            (0, 0, 0, 0),
            await service.ReadAsync<NoteDbContext, (int, int, int, int)>(async db =>
                (
                    await db.Notes.CountAsync(),
                    await db.Outbox.CountAsync(),
                    await db.Audit.CountAsync(),
                    await db.IdempotentAnswers.CountAsync()
                )
            )
        );

        saves.Failing = false;
        using var again = await service.WriteAsync("a", key: "k");
        Assert.Equal(201, (int)again.StatusCode);
        Assert.False(again.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Requests_at_the_same_moment_are_one()
    {
        await using var service = await NoteService.StartAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => service.WriteAsync("a", key: "k")))
        );
        Assert.All(answers, answer => Assert.Equal(201, (int)answer.StatusCode));
        Assert.Equal(7, answers.Count(answer => answer.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal(1, Assert.Single(await service.NotesAsync()).Writes);
    }

    [Fact]
    public async Task A_key_has_an_end()
    {
        await using var service = await NoteService.StartAsync();
        using var longest = await service.WriteAsync("a", key: new string('k', 200));
        using var tooLong = await service.WriteAsync("b", key: new string('k', 201));
        Assert.Equal(
            (201, 400, "idempotency.key-too-long"),
            ((int)longest.StatusCode, (int)tooLong.StatusCode, await tooLong.CodeAsync())
        );
    }
}
