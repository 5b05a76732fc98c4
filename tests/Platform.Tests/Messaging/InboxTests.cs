using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Messaging;

/// <summary>
/// A message has its effect once; a message that cannot be processed is parked visibly and can be replayed.
/// </summary>
public sealed class InboxTests
{
    [Fact]
    public async Task A_second_delivery_does_nothing()
    {
        await using var service = await NoteService.StartAsync();
        var id = Guid.NewGuid();
        await service.DeliverAsync(NoteRoutes.Event(1), id);
        await service.DeliverAsync(NoteRoutes.Event(1), id);
        await service.DeliverAsync(NoteRoutes.Event(1));
        Assert.Equal([1, 1], await service.EffectsAsync());
    }

    [Fact]
    public async Task Deliveries_at_the_same_moment_have_one_effect()
    {
        await using var service = await NoteService.StartAsync();
        var id = Guid.NewGuid();
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => service.DeliverAsync(NoteRoutes.Event(1), id)))
        );
        Assert.Equal([1], await service.EffectsAsync());
    }

    [Fact]
    public async Task Effect_and_inbox_row_are_one_transaction()
    {
        await using var service = await NoteService.StartAsync();
        await service.ReadAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """CREATE TRIGGER "Full" BEFORE INSERT ON "Inbox" BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END"""
            )
        );
        var id = Guid.NewGuid();
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.DeliverAsync(NoteRoutes.Event(1), id));
        Assert.Empty(await service.EffectsAsync());
        Assert.Equal(0, await service.ReadAsync(db => db.Inbox.CountAsync()));
    }

    [Fact]
    public async Task A_failing_consumer_is_tried_again_after_a_while_and_then_succeeds()
    {
        var (script, failures) = (new NoteScript(), 3);
        script.OnMessage = _ => failures-- > 0 ? throw new IOException("Not now.") : Task.CompletedTask;
        await using var service = await NoteService.StartAsync(script);
        await service.DeliverAsync(NoteRoutes.Event(1));
        Assert.Equal([1], await service.EffectsAsync());
        // The intervals grow and are spread.
        Assert.Collection(
            script
                .Waits.Select(w => w.TotalMilliseconds)
                .Where(w => w is (> 39 and < 61) or (> 319 and < 481) or (> 1599 and < 2401)),
            w => Assert.InRange(w, 40, 60),
            w => Assert.InRange(w, 320, 480),
            w => Assert.InRange(w, 1600, 2400)
        );
    }

    [Fact]
    public async Task After_the_last_try_it_is_parked_seen_read_and_replayed()
    {
        var (script, tries, isBroken) = (new NoteScript(), 0, true);
        script.OnMessage = _ =>
        {
            tries++;
            return isBroken ? throw new IOException("Never.") : Task.CompletedTask;
        };
        await using var service = await NoteService.StartAsync(script, new ScriptedTransport());
        var id = Guid.NewGuid();
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.DeliverAsync(NoteRoutes.Event(5), id));
        // Delivered again, it stays a single parked message.
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.DeliverAsync(NoteRoutes.Event(5), id));
        Assert.Equal(8, tries);

        var it = service.As(Roles.Administrator);
        var listed = Assert.Single(
            (await it.GetFromJsonAsync<JsonElement>("/parked")).GetProperty("items").EnumerateArray()
        );
        var number = listed.GetProperty("id").GetInt64();
        Assert.Equal(
            (id, "CountOnCertificatesCounted", "training.certificates-counted.v1", "IOException: Never."),
            (
                listed.GetProperty("messageId").GetGuid(),
                listed.GetProperty("consumer").GetString(),
                listed.GetProperty("eventName").GetString(),
                listed.GetProperty("error").GetString()
            )
        );
        Assert.Equal(
            5,
            (await it.GetFromJsonAsync<JsonElement>($"/parked/{number}")).GetProperty("intervals").GetInt32()
        );
        var messaging = (await service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
            .GetProperty("dependencies")
            .GetProperty("messaging");
        Assert.Equal(
            ("degraded", "1"),
            (messaging.GetProperty("status").GetString(), messaging.GetProperty("parked").GetString())
        );

        // Replayed too early it stays parked.
        using var early = await it.PostAsync(new Uri($"/parked/{number}/replay", UriKind.Relative), null);
        Assert.False(early.IsSuccessStatusCode);
        Assert.Equal(
            (0, 1),
            ((await service.EffectsAsync()).Count, await service.ReadAsync(db => db.Parked.CountAsync()))
        );

        isBroken = false;
        using var replayed = await it.PostAsync(new Uri($"/parked/{number}/replay", UriKind.Relative), null);
        using var again = await it.PostAsync(new Uri($"/parked/{number}/replay", UriKind.Relative), null);
        Assert.Equal((204, 404), ((int)replayed.StatusCode, (int)again.StatusCode));
        await service.DeliverAsync(NoteRoutes.Event(5), id); // the broker still has it
        Assert.Equal([5], await service.EffectsAsync());
        Assert.Equal(0, await service.ReadAsync(db => db.Parked.CountAsync()));
        Assert.Equal(
            "healthy",
            (await service.Anonymous().GetFromJsonAsync<JsonElement>("/health")).GetProperty("status").GetString()
        );
    }

    /// <summary>
    /// Many messages at once share transactions; one that fails among them does not affect the others.
    /// </summary>
    [Fact]
    public async Task Of_many_at_once_each_has_its_effect_and_only_the_failing_are_parked()
    {
        var script = new NoteScript
        {
            OnMessage = message =>
                message.Intervals % 100 == 50 ? throw new IOException("This one.") : Task.CompletedTask,
        };
        await using var service = await NoteService.StartAsync(script);
        await Task.WhenAll(
            Enumerable
                .Range(0, 400)
                .Select(number =>
                    Task.Run(async () =>
                    {
                        if (number % 100 != 50)
                            await service.DeliverAsync(NoteRoutes.Event(number));
                        else
                            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                                service.DeliverAsync(NoteRoutes.Event(number))
                            );
                    })
                )
        );
        Assert.Equal(Enumerable.Range(0, 400).Where(n => n % 100 != 50), (await service.EffectsAsync()).Order());
        Assert.Equal(
            (4, 396),
            (
                await service.ReadAsync(db => db.Parked.CountAsync()),
                await service.ReadAsync(db => db.Inbox.CountAsync())
            )
        );
    }

    [Fact]
    public async Task What_is_parked_lets_the_next_ones_pass()
    {
        var script = new NoteScript
        {
            OnMessage = message => message.Intervals == 2 ? throw new IOException("This one.") : Task.CompletedTask,
        };
        await using var service = await NoteService.StartAsync(script);
        await service.DeliverAsync(NoteRoutes.Event(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.DeliverAsync(NoteRoutes.Event(2)));
        await service.DeliverAsync(NoteRoutes.Event(3));
        Assert.Equal([1, 3], await service.EffectsAsync());
    }
}
