using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace CardTeam.Platform.Tests.Messaging;

/// <summary>
/// Over a real broker, announced events arrive once and in order, through all failures of the broker and the consumers.
/// </summary>
public sealed class RabbitTransportTests
{
    private const string Own = "notes.training.certificates-counted",
        OfOneNotStarted = "incentive.training.certificates-counted";

    [Fact]
    public async Task An_event_takes_effect_and_waits_as_plain_json_for_a_service_that_was_never_started()
    {
        var address = await VirtualHostAsync("arrive");
        await using var service = await StartAsync(address);
        await service.AnnounceAsync("a", 7);
        await UntilAsync(async () => (await service.EffectsAsync()).SequenceEqual([7]), "the effect");
        await UntilAsync(async () => (await service.OutboxAsync()).Count == 0, "the outbox to be empty");

        await using var outsider = await Outsider.ConnectAsync(address);
        var got = await outsider.GetAsync(OfOneNotStarted);
        Assert.Equal(
            """{"period":"2026-06","closeNumber":1,"intervals":7,"versions":0}""",
            Encoding.UTF8.GetString(got.Body.Span)
        );
        var properties = got.BasicProperties;
        Assert.Equal(
            ("application/json", "training.certificates-counted.v1", DeliveryModes.Persistent),
            (properties.ContentType, properties.Type, properties.DeliveryMode)
        );
        Assert.Equal(("training.certificates-counted.v1", Exchanges.Events), (got.RoutingKey, got.Exchange));
        Assert.True(Guid.TryParse(properties.MessageId, out _));
        Assert.Contains("announced-at", properties.Headers!.Keys);
        Assert.DoesNotContain(properties.Headers.Keys, k => k.StartsWith("MT-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_comes_first_declares_every_queue_of_the_suite_as_a_quorum_queue()
    {
        var address = await VirtualHostAsync("declare");
        await using var service = await StartAsync(address);
        await service.AnnounceAsync("a", 1);
        await UntilAsync(async () => (await service.OutboxAsync()).Count == 0, "the outbox to be empty");
        await using var outsider = await Outsider.ConnectAsync(address);
        foreach (var subscription in Subscriptions.All)
            await outsider.Channel.QueueDeclareAsync(
                subscription.Queue,
                durable: true,
                exclusive: false,
                autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }
            );
    }

    [Fact]
    public async Task Thousands_leave_in_order_and_each_has_its_effect_once()
    {
        var address = await VirtualHostAsync("order");
        await using var service = await StartAsync(address);
        foreach (var some in Enumerable.Range(0, 3000).Chunk(600))
            await service.AnnounceAsync("a", some);
        await UntilAsync(async () => (await service.EffectsAsync()).Count >= 3000, "the effects");
        Assert.Equal(Enumerable.Range(0, 3000), (await service.EffectsAsync()).Order());
        await using var outsider = await Outsider.ConnectAsync(address);
        for (var number = 0; number < 3000; number++)
            Assert.Equal(
                number,
                JsonDocument
                    .Parse((await outsider.GetAsync(OfOneNotStarted)).Body)
                    .RootElement.GetProperty("intervals")
                    .GetInt32()
            );
    }

    [Fact]
    public async Task What_no_queue_takes_stays_in_the_outbox()
    {
        var address = await VirtualHostAsync("unroutable");
        await using var service = await StartAsync(address);
        await service.AnnounceAsync("a", 1);
        await UntilAsync(async () => (await service.OutboxAsync()).Count == 0, "the topology");
        await using var outsider = await Outsider.ConnectAsync(address);
        await outsider.Channel.QueueUnbindAsync("payroll.bonuses", Exchanges.Payroll, "bonus.#");
        await service.ReadAsync(async db =>
        {
            db.Announce(Entry(1), "payroll", Entry(1).EventId);
            return await db.SaveChangesAsync();
        });
        await UntilAsync(() => service.ReadAsync(db => db.Outbox.AnyAsync(m => m.Attempts > 0)), "an attempt");
        Assert.Equal(
            "IOException: No queue takes what cardteam.payroll gets as bonus.approved.BJ-01.",
            await service.ReadAsync(db => db.Outbox.Select(m => m.LastError).SingleAsync())
        );

        await outsider.Channel.QueueBindAsync("payroll.bonuses", Exchanges.Payroll, "bonus.#");
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        service.Wake();
        var got = await outsider.GetAsync("payroll.bonuses");
        Assert.Equal(
            (Entry(1).EventId.ToString(), "bonus.approved.BJ-01"),
            (got.BasicProperties.MessageId, got.RoutingKey)
        );
        Assert.Equal(Encoding.UTF8.GetString(EventCatalogue.Write(Entry(1))), Encoding.UTF8.GetString(got.Body.Span));
    }

    /// <summary>An outside message has no id and no name of ours: its content identifies it.</summary>
    [Fact]
    public async Task A_bare_message_is_taken_and_twice_the_same_is_one()
    {
        var address = await VirtualHostAsync("bare");
        await using var service = await StartAsync(address);
        await using var outsider = await Outsider.ConnectAsync(address);
        await ReadyAsync(service);
        foreach (var number in (int[])[5, 5, 6])
            await outsider.PutAsync(Own, Encoding.UTF8.GetString(EventCatalogue.Write(NoteRoutes.Event(number))));
        await UntilAsync(
            async () => (await service.EffectsAsync()).Contains(6) && await outsider.IsEmptyAsync(Own),
            "the effects"
        );
        Assert.Equal([5, 6], (await service.EffectsAsync()).Order());
    }

    [Fact]
    public async Task What_is_no_event_is_parked_and_what_is_no_json_lies_in_the_error_queue_until_it_is_replayed()
    {
        var address = await VirtualHostAsync("errors");
        await using var service = await StartAsync(address);
        await using var outsider = await Outsider.ConnectAsync(address);
        await ReadyAsync(service);
        await outsider.PutAsync(Own, """{"period":"no month"}""");
        await outsider.PutAsync(Own, "no json");
        await outsider.PutAsync(Own, Encoding.UTF8.GetString(EventCatalogue.Write(NoteRoutes.Event(1))));

        await UntilAsync(
            async () =>
                await service.ReadAsync(db => db.Parked.AnyAsync()) && (await service.EffectsAsync()).Count == 1,
            "the one parked and the one taken"
        );
        var it = service.As(Roles.Administrator);
        await UntilAsync(async () => await QueuedAsync(it) == 1, "the error queue");
        var entry = Assert.Single(
            (await it.GetFromJsonAsync<JsonElement>($"/error-queues/{Own}")).GetProperty("items").EnumerateArray()
        );
        Assert.Equal("no json", entry.GetProperty("body").GetString());
        Assert.False(string.IsNullOrEmpty(entry.GetProperty("reason").GetString()));
        await UntilAsync(async () => await QueuedAsync(it) == 1, "the message to be back where it was read");
        var messaging = (await service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
            .GetProperty("dependencies")
            .GetProperty("messaging");
        Assert.Equal(
            ("degraded", "1", "1"),
            (
                messaging.GetProperty("status").GetString(),
                messaging.GetProperty("parked").GetString(),
                messaging.GetProperty("errorQueues").GetString()
            )
        );

        using var replayed = await it.PostAsync(new Uri($"/error-queues/{Own}/replay", UriKind.Relative), null);
        Assert.Equal(1, (await replayed.JsonAsync()).GetProperty("messages").GetInt32());
        await UntilAsync(async () => await QueuedAsync(it) == 1, "it to come back, for it is still no json");
        using var foreign = await it.GetAsync(new Uri("/error-queues/payroll.bonuses", UriKind.Relative));
        Assert.Equal(404, (int)foreign.StatusCode);
    }

    /// <summary>
    /// The database is unavailable for longer than the retries last: the message is held, neither parked nor lost.
    /// </summary>
    [Fact]
    public async Task What_can_be_neither_taken_nor_parked_is_held_until_it_can()
    {
        var saves = new RefusedSaves();
        var address = await VirtualHostAsync("held");
        await using var service = await ServiceUnderTest.StartAsync(
            (args, configure) => NoteService.Build(args, With(address, configure), new NoteScript(), null, saves)
        );
        await using var outsider = await Outsider.ConnectAsync(address);
        await ReadyAsync(service);
        await outsider.PutAsync(Own, Encoding.UTF8.GetString(EventCatalogue.Write(NoteRoutes.Event(3))));
        await UntilAsync(() => Task.FromResult(saves.Refused >= 10), "two rounds of tries");
        Assert.Empty(await service.EffectsAsync());
        saves.IsAway = false;
        await UntilAsync(async () => (await service.EffectsAsync()).SequenceEqual([3]), "the effect");
        Assert.Equal(0, await QueuedAsync(service.As(Roles.Administrator)));
    }

    [Fact]
    public async Task While_the_broker_is_away_the_service_answers_and_its_outbox_grows_then_everything_leaves_in_order()
    {
        await using var broker = await RabbitBroker.StartAsync();
        await broker.StopAsync(15);
        await using var service = await StartAsync(broker.ConnectionString());
        await service.AnnounceAsync("a", Enumerable.Range(0, 700));
        await UntilAsync(
            async () => (await DependencyAsync(service, "broker")).GetProperty("status").GetString() == "degraded",
            "the health to say so"
        );
        var messaging = await DependencyAsync(service, "messaging");
        Assert.Equal(
            ("degraded", "700"),
            (messaging.GetProperty("status").GetString(), messaging.GetProperty("waiting").GetString())
        );
        using var answered = await service.As(Roles.Hr).GetAsync(new Uri("/notes", UriKind.Relative));
        Assert.True(answered.IsSuccessStatusCode);
        using var errors = await service.As(Roles.Administrator).GetAsync(new Uri("/error-queues", UriKind.Relative));
        Assert.Equal(503, (int)errors.StatusCode);

        await broker.StartAgainAsync();
        await UntilAsync(async () => (await service.EffectsAsync()).Count == 700, "everything to arrive");

        // Killed with messages under way in both directions.
        await service.AnnounceAsync("a", Enumerable.Range(700, 4000));
        await UntilAsync(async () => (await service.EffectsAsync()).Count > 900, "some to be on their way");
        await broker.RestartAsync(9);
        await UntilAsync(
            async () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(1)); // messages under way are tried again a moment later
                return (await service.EffectsAsync()).Count >= 4700 && (await service.OutboxAsync()).Count == 0;
            },
            "the rest"
        );
        Assert.Equal(Enumerable.Range(0, 4700), (await service.EffectsAsync()).Order());
        await using var outsider = await Outsider.ConnectAsync(broker.ConnectionString());
        var seen = new List<int>();
        while (seen.Distinct().Count() < 4700)
            seen.Add(
                JsonDocument
                    .Parse((await outsider.GetAsync(OfOneNotStarted)).Body)
                    .RootElement.GetProperty("intervals")
                    .GetInt32()
            );
        Assert.Equal(Enumerable.Range(0, 4700), seen.Distinct()); // some came again, none came early
    }

    [Theory]
    [InlineData("localhost:5672", "Messaging:Prefetch", "1", "ConnectionStrings:messaging")]
    [InlineData("http://broker", "Messaging:Prefetch", "1", "ConnectionStrings:messaging")]
    [InlineData("amqp://127.0.0.1:1", "Messaging:Prefetch", "many", "Messaging:Prefetch")]
    [InlineData("amqp://127.0.0.1:1", "Messaging:Concurrency", "0", "Messaging:Concurrency")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(
        string address,
        string key,
        string value,
        string named
    )
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            ServiceUnderTest.StartAsync(
                (args, configure) => NoteService.Build(args, With(address, configure, (key, value)), new NoteScript())
            )
        );
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(address, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A database that refuses every save.</summary>
    private sealed class RefusedSaves : SaveChangesInterceptor
    {
        public bool IsAway { get; set; } = true;

        public int Refused { get; private set; }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (!IsAway)
                return new(result);
            Refused++;
            throw new IOException("The database is away.");
        }
    }

    private static Bonus Entry(int sequence) =>
        new(
            new Guid(sequence, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
            sequence,
            "approved",
            1,
            Period.Month(2026, 6),
            "M0001",
            "BJ-01",
            "CNY",
            new Money(100),
            Money.Zero,
            Guid.Empty,
            "P",
            1,
            "sha256:0",
            "/s",
            "approver",
            DateTimeOffset.UnixEpoch,
            null
        );

    private static async Task<string> VirtualHostAsync(string name) =>
        await (await RabbitBroker.CommonAsync()).CreateVirtualHostAsync(name);

    private static Task<ServiceUnderTest> StartAsync(string address) =>
        ServiceUnderTest.StartAsync(
            (args, configure) => NoteService.Build(args, With(address, configure), new NoteScript())
        );

    private static Action<WebApplicationBuilder> With(
        string address,
        Action<WebApplicationBuilder>? configure,
        (string Key, string Value)? setting = null
    ) =>
        builder =>
        {
            configure?.Invoke(builder);
            builder.Configuration.AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["ConnectionStrings:messaging"] = address,
                    [setting?.Key ?? "Messaging:Prefetch"] = setting?.Value,
                }
            );
        };

    private static Task ReadyAsync(ServiceUnderTest service) =>
        UntilAsync(
            async () => (await DependencyAsync(service, "broker")).GetProperty("status").GetString() == "healthy",
            "the broker"
        );

    private static async Task<JsonElement> DependencyAsync(ServiceUnderTest service, string name) =>
        (await service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
            .GetProperty("dependencies")
            .GetProperty(name);

    private static async Task<long> QueuedAsync(HttpClient it) =>
        (await it.GetFromJsonAsync<JsonElement>("/error-queues"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(q => q.GetProperty("queue").GetString() == Own)
            .GetProperty("messages")
            .GetInt64();

    private static Task UntilAsync(Func<Task<bool>> isSo, string what) => ServiceUnderTest.UntilAsync(isSo, what);
}
