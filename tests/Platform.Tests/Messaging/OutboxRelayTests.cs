using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.Testing;
using MassTransit.Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Platform.Tests.Messaging;

/// <summary>Events are sent in order, are removed only after they are confirmed, and survive every failure.</summary>
public sealed class OutboxRelayTests
{
    [Fact]
    public async Task Events_of_a_stream_leave_in_the_order_they_were_announced()
    {
        var transport = new ScriptedTransport();
        await using var service = await NoteService.StartAsync(transport: transport);
        for (var i = 0; i < 20; i++)
        {
            await service.AnnounceAsync("a", Enumerable.Range(i * 10, 10));
            await service.AnnounceAsync("b", i);
        }

        await EmptyAsync(service);
        Assert.Equal(Enumerable.Range(0, 200), transport.Numbers("a"));
        Assert.Equal(Enumerable.Range(0, 20), transport.Numbers("b"));
    }

    [Fact]
    public async Task A_long_stream_does_not_hold_up_a_short_one()
    {
        var transport = new ScriptedTransport();
        await using var service = await NoteService.StartAsync(transport: transport);
        await service.ReadAsync(async db =>
        {
            foreach (var number in Enumerable.Range(0, 500))
                db.Announce(NoteRoutes.Event(number), "a");
            db.Announce(NoteRoutes.Event(1), "b");
            return await db.SaveChangesAsync();
        });
        await EmptyAsync(service);
        Assert.InRange(transport.Given.TakeWhile(g => g.Stream == "a").Count(), 1, 100);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "没有消息代理。")]
    [InlineData("en", "There is no broker.")]
    [InlineData(null, "There is no broker.")]
    public async Task Health_says_why_in_the_readers_language_and_in_English_to_a_program(
        string? language,
        string expected
    )
    {
        var transport = new ScriptedTransport { WhyIdle = new("没有消息代理。", "There is no broker.") };
        await using var service = await NoteService.StartAsync(transport: transport);
        using var client = service.Anonymous();
        if (language is not null)
            client.DefaultRequestHeaders.Add("Accept-Language", language);

        var health = await client.GetFromJsonAsync<JsonElement>("/health");

        var messaging = health.GetProperty("dependencies").GetProperty("messaging");
        Assert.Equal("degraded", messaging.GetProperty("status").GetString());
        Assert.Equal(expected, messaging.GetProperty("detail").GetString());
        Assert.False(messaging.TryGetProperty("reason", out _));
        Assert.Equal("0", messaging.GetProperty("waiting").GetString());
    }

    [Fact]
    public async Task A_message_is_removed_when_it_is_confirmed_and_not_before()
    {
        var (transport, gate, asked) = (
            new ScriptedTransport(),
            new TaskCompletionSource<int>(),
            new TaskCompletionSource()
        );
        transport.Confirm = async (messages, _) =>
        {
            asked.TrySetResult();
            return Math.Min(messages.Count, await gate.Task);
        };
        await using var service = await NoteService.StartAsync(transport: transport);
        await service.AnnounceAsync("a", Enumerable.Range(0, 8));
        await asked.Task;
        Assert.Equal(8, (await service.OutboxAsync()).Count);

        // Three of eight, then the rest from the fourth on.
        transport.Confirm = (messages, _) => Task.FromResult(messages.Count);
        gate.SetResult(3);
        await EmptyAsync(service);
        Assert.Equal([.. Enumerable.Range(0, 8), .. Enumerable.Range(3, 5)], transport.Numbers("a"));
    }

    [Fact]
    public async Task What_is_not_confirmed_stays_and_is_tried_again_later_and_later()
    {
        var transport = new ScriptedTransport
        {
            Confirm = (messages, _) =>
                messages[0].Stream == "bad"
                    ? throw new IOException("The broker is gone.")
                    : Task.FromResult(messages.Count),
        };
        await using var service = await NoteService.StartAsync(transport: transport);
        await service.AnnounceAsync("bad", 1, 2);
        var waits = new List<double>();
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            var message = await TriedAsync(service, attempt);
            Assert.Equal("IOException: The broker is gone.", message.LastError);
            waits.Add((message.NextAttemptAt - service.Clock.Now).TotalSeconds);

            // Woken a moment too early it sends nothing, while another stream continues.
            service.Clock.Advance(message.NextAttemptAt - service.Clock.Now - TimeSpan.FromMilliseconds(1));
            await service.AnnounceAsync("good", attempt);
            await ServiceUnderTest.UntilAsync(
                () => Task.FromResult(transport.Numbers("good").Contains(attempt)),
                "the other stream"
            );
            Assert.Equal(attempt, transport.Given.Count(g => g is ("bad", 1, _)));
            service.Clock.Advance(TimeSpan.FromMilliseconds(1));
            if (attempt == 8)
                transport.Confirm = (messages, _) => Task.FromResult(messages.Count);
            service.Wake();
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
        await EmptyAsync(service);
        Assert.Equal([1, 2], transport.Numbers("bad").TakeLast(2));
        Assert.Single(transport.Given.Where(g => g is ("bad", 1, _)).Select(g => g.Id).Distinct());
    }

    /// <summary>
    /// After a crash between delivery and removal, the message is sent again under its own id and has no second effect.
    /// </summary>
    [Fact]
    public async Task A_crash_after_delivery_delivers_again_and_the_effect_is_had_once()
    {
        var (transport, delivered) = (new ScriptedTransport(), new TaskCompletionSource());
        await using var service = await NoteService.StartAsync(transport: transport);
        transport.Confirm = async (messages, ct) =>
        {
            foreach (var message in messages)
                await DeliverAsync(service, message, ct);
            delivered.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct); // never confirmed: the process ends here
            return 0;
        };
        await service.AnnounceAsync("a", 1, 2, 3);
        await delivered.Task;
        Assert.Equal((3, 3), ((await service.EffectsAsync()).Count, (await service.OutboxAsync()).Count));

        transport.Confirm = async (messages, ct) =>
        {
            foreach (var message in messages)
                await DeliverAsync(service, message, ct);
            return messages.Count;
        };
        await service.RestartAsync();
        await EmptyAsync(service);
        Assert.Equal([1, 2, 3, 1, 2, 3], transport.Numbers("a"));
        Assert.Equal([1, 2, 3], await service.EffectsAsync());
    }

    /// <summary>
    /// Two hosts joined in one process: when an event of one is removed from the outbox, the other has committed its
    /// effect.
    /// </summary>
    [Fact]
    public async Task The_loopback_confirms_when_every_consumer_has_committed()
    {
        var (bus, script, gate, begun) = (
            new LoopbackBus(),
            new NoteScript(),
            new TaskCompletionSource(),
            new TaskCompletionSource()
        );
        script.OnMessage = async _ =>
        {
            begun.TrySetResult();
            await gate.Task;
        };
        await using var service = await ServiceUnderTest.StartAsync(
            (args, configure) =>
                NoteService.Build(
                    args,
                    b =>
                    {
                        configure?.Invoke(b);
                        b.Services.AddSingleton(bus);
                    },
                    script
                )
        );
        await service.AnnounceAsync("a", 7);
        Assert.Single(await service.OutboxAsync()); // the bus is not open yet
        bus.Open();
        await begun.Task;
        Assert.Single(await service.OutboxAsync());
        gate.SetResult();
        await EmptyAsync(service);
        Assert.Equal([7], await service.EffectsAsync());
        Assert.Equal(
            "healthy",
            (await (await service.Anonymous().GetAsync(new Uri("/health", UriKind.Relative))).JsonAsync())
                .GetProperty("status")
                .GetString()
        );
    }

    private static Task DeliverAsync(ServiceUnderTest service, OutboxMessage message, CancellationToken ct) =>
        service
            .App.Services.GetRequiredService<IMediator>()
            .Publish(new Delivery(message.MessageId, message.EventName, message.Body), ct);

    private static async Task<OutboxMessage> TriedAsync(ServiceUnderTest service, int attempts)
    {
        OutboxMessage? message = null;
        await ServiceUnderTest.UntilAsync(
            async () =>
            {
                message = await service.ReadAsync(db =>
                    db.Outbox.AsNoTracking().FirstOrDefaultAsync(m => m.Stream == "bad" && m.Attempts == attempts)
                );
                return message is not null;
            },
            $"attempt {attempts}"
        );
        return message!;
    }

    private static Task EmptyAsync(ServiceUnderTest service) =>
        ServiceUnderTest.UntilAsync(async () => (await service.OutboxAsync()).Count == 0, "the outbox to be empty");
}
