using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Training;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Messaging;

/// <summary>State, event and audit entry are one transaction.</summary>
public sealed class OutboxTests
{
    [Fact]
    public async Task A_write_leaves_its_state_its_event_and_its_entry()
    {
        await using var service = await NoteService.StartAsync();
        using var answer = await service.WriteAsync("a");
        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Equal((1, 1, 1), await CountAsync(service));
        Assert.Equal("notes", Assert.Single(await service.OutboxAsync()).Stream);
    }

    [Theory]
    [InlineData("Notes")]
    [InlineData("Outbox")]
    [InlineData("Audit")]
    public async Task Whatever_cannot_be_written_takes_the_rest_with_it(string table)
    {
        var commands = new FailingCommands(sql => sql.Contains($"INSERT INTO \"{table}\"", StringComparison.Ordinal));
        await using var service = await NoteService.StartAsync(interceptors: commands);
        using var refused = await service.WriteAsync("a");
        Assert.Equal(500, (int)refused.StatusCode);
        Assert.Equal((0, 0, 0), await CountAsync(service));

        commands.Failing = false;
        using var taken = await service.WriteAsync("a");
        Assert.Equal((1, 1, 1), await CountAsync(service));
    }

    [Fact]
    public async Task What_a_rule_refuses_leaves_nothing()
    {
        await using var service = await NoteService.StartAsync();
        using var first = await service.WriteAsync("a");
        using var again = await service.WriteAsync("a");
        Assert.Equal((409, "note.known"), ((int)again.StatusCode, await again.CodeAsync()));
        Assert.Equal((1, 1, 1), await CountAsync(service));
    }

    [Fact]
    public async Task Without_a_transport_events_stay_and_health_says_so()
    {
        await using var service = await NoteService.StartAsync();
        await service.AnnounceAsync("a", Enumerable.Range(1, 3));
        service.Wake();

        var health = await service.Anonymous().GetFromJsonAsync<JsonElement>("/health");
        Assert.Equal("degraded", health.GetProperty("status").GetString());
        var messaging = health.GetProperty("dependencies").GetProperty("messaging");
        Assert.Equal(
            ("degraded", "3", "0"),
            (
                messaging.GetProperty("status").GetString(),
                messaging.GetProperty("waiting").GetString(),
                messaging.GetProperty("parked").GetString()
            )
        );
        Assert.Contains(
            "ConnectionStrings:messaging",
            messaging.GetProperty("detail").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "healthy",
            health.GetProperty("dependencies").GetProperty("database").GetProperty("status").GetString()
        );

        await service.RestartAsync();
        Assert.Equal([1, 2, 3], (await service.AnnouncedAsync<CertificatesCounted>()).Select(e => e.Intervals));
    }

    /// <summary>A reading that cannot be recorded is refused.</summary>
    [Fact]
    public async Task A_reading_of_pay_is_an_entry_or_no_reading()
    {
        var commands = new FailingCommands(sql => sql.Contains("INSERT INTO \"Audit\"", StringComparison.Ordinal))
        {
            Failing = false,
        };
        await using var service = await NoteService.StartAsync(interceptors: commands);
        using var written = await service.WriteAsync("a", "pay");
        commands.Failing = true;
        using var refused = await service.As(Roles.Hr).GetAsync(new Uri("/notes/a", UriKind.Relative));
        Assert.Equal(500, (int)refused.StatusCode);
        Assert.DoesNotContain("pay", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        commands.Failing = false;
        using var read = await service.As(Roles.Hr).GetAsync(new Uri("/notes/a", UriKind.Relative));
        Assert.Equal(200, (int)read.StatusCode);
        Assert.Equal(
            "GET /notes/{name}",
            await service.ReadAsync(db => db.Audit.OrderBy(e => e.Id).Select(e => e.Action).LastAsync())
        );
    }

    private static Task<(int Notes, int Events, int Entries)> CountAsync(ServiceUnderTest service) =>
        service.ReadAsync<NoteDbContext, (int, int, int)>(async db =>
            (await db.Notes.CountAsync(), await db.Outbox.CountAsync(), await db.Audit.CountAsync())
        );
}
