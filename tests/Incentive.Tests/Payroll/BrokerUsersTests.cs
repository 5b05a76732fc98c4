using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>
/// A real broker with the users printed by <c>broker-permissions</c>: each does its work, and none reaches another's
/// queues.
/// </summary>
public sealed partial class BrokerUsersTests
{
    private const string Facts = "incentive.performance.card-facts-recorded";

    [Fact]
    public async Task Each_user_does_its_work_and_reaches_nothing_else()
    {
        var (broker, host) = (await RabbitBroker.CommonAsync(), "users");
        await broker.CreateVirtualHostAsync(host);
        await ApplyAsync(broker, host, BrokerPermissions.Script(host, "cardteam"));
        await using var office = await BonusOffice.StartAtBrokerAsync(
            AddressOf(broker, "cardteam-incentive", host),
            Rules.Hundred
        );
        await ReadyAsync(office);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        await ServiceUnderTest.UntilAsync(
            async () => (await office.Service.OutboxAsync()).Count == 0,
            "the bonus to leave"
        );

        // Payroll reads its bonus and acknowledges it.
        await using var payroll = await ConnectAsync(broker, "payroll", host);
        var bonus = JsonDocument.Parse((await GetAsync(payroll.Channel, "payroll.bonuses")).Body).RootElement;
        var eventId = bonus.GetProperty("eventId").GetGuid();
        await PublishAsync(
            payroll.Channel,
            Exchanges.Acknowledgements,
            "any",
            $$"""{ "items": [ { "eventId": "{{eventId}}", "status": "paid", "paidOn": "2026-06-15" } ] }"""
        );
        await ServiceUnderTest.UntilAsync(
            () =>
                office.Service.ReadAsync<IncentiveDbContext, bool>(db =>
                    db.Acknowledgements.AnyAsync(a => a.EventId == eventId)
                ),
            "the acknowledgement"
        );

        // Everything else is refused: a queue through the default exchange, an event, a declaration, another queue.
        foreach (
            var (exchange, key) in ((string, string)[])
                [
                    ("", Facts),
                    ("", Subscriptions.Acknowledgements),
                    (Exchanges.Events, "performance.card-facts-recorded.v1"),
                    (Exchanges.Payroll, "bonus.approved.B1"),
                    (Exchanges.Replays, Facts),
                    (Exchanges.Errors, $"{Facts}_error"),
                ]
        )
            await RefusedAsync(payroll, c => PublishAsync(c, exchange, key, "{}"));
        await RefusedAsync(payroll, c => c.BasicGetAsync(Facts, autoAck: false));
        await RefusedAsync(payroll, c => c.QueueDeclareAsync("payroll.own", durable: true, exclusive: false));

        // A service can act only as itself, and has no access to pay.
        await using var training = await ConnectAsync(broker, "cardteam-training", host);
        await PublishAsync(training.Channel, Exchanges.Events, "training.certificates-counted.v1", "{}");
        foreach (
            var (exchange, key) in ((string, string)[])
                [
                    ("", Facts),
                    ("", "payroll.bonuses"),
                    (Exchanges.Events, "performance.card-facts-recorded.v1"),
                    (Exchanges.Payroll, "bonus.approved.B1"),
                    (Exchanges.Acknowledgements, "any"),
                ]
        )
            await RefusedAsync(training, c => PublishAsync(c, exchange, key, "{}"));
        await RefusedAsync(training, c => c.BasicGetAsync("payroll.bonuses", autoAck: false));
        await RefusedAsync(training, c => c.BasicGetAsync(Facts, autoAck: false));
    }

    /// <summary>
    /// An account with too many permissions still books nothing: a message that did not come through its event's
    /// exchange is set aside.
    /// </summary>
    [Theory]
    [InlineData("", "guest", "default exchange")]
    [InlineData(Exchanges.Payroll, "guest", "cardteam.payroll")]
    [InlineData(Exchanges.Events, "cardteam-training", "does not publish")]
    public async Task A_forged_fact_is_set_aside_and_books_nothing(string exchange, string user, string reason)
    {
        var broker = await RabbitBroker.CommonAsync();
        var host = $"forged{exchange.Replace(".", "", StringComparison.Ordinal)}";
        var address = await broker.CreateVirtualHostAsync(host);
        await AddUserAsync(broker, "cardteam-training");
        await PermitAsync(broker, host, "cardteam-training", ".*", ".*", ".*");
        await using var office = await BonusOffice.StartAtBrokerAsync(address, Rules.Hundred);
        await ReadyAsync(office);
        await using var forger = await ConnectAsync(broker, user, host);
        if (exchange == Exchanges.Payroll)
            await forger.Channel.QueueBindAsync(Facts, exchange, "forged");
        var forged = new CardFactsRecorded([
            new(
                FactRef: "forged",
                Version: 1,
                ManagerNo: "M1",
                Kind: CardFactKind.Activated,
                CardRef: "C",
                OccurredOn: new(2026, 4, 2),
                Product: null,
                Amount: null,
                Void: false,
                KnownFrom: 1,
                KnownUntil: null
            ),
        ]);
        await forger.Channel.BasicPublishAsync(
            exchange,
            exchange == "" ? Facts
                : exchange == Exchanges.Payroll ? "forged"
                : "performance.card-facts-recorded.v1",
            mandatory: true,
            new BasicProperties { UserId = user, Type = EventCatalogue.NameOf(typeof(CardFactsRecorded)) },
            EventCatalogue.Write(forged)
        );
        var it = office.Service.As(Roles.Administrator);
        JsonElement set = default;
        await ServiceUnderTest.UntilAsync(
            async () =>
            {
                var items = (await it.GetFromJsonAsync<JsonElement>($"/error-queues/{Facts}")).GetProperty("items");
                set = items.GetArrayLength() > 0 ? items[0] : default;
                return set.ValueKind != JsonValueKind.Undefined;
            },
            "the message to be set aside"
        );
        Assert.Contains(reason, set.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(await office.Service.ReadAsync<IncentiveDbContext, bool>(db => db.Facts.AnyAsync()));
    }

    /// <summary>Entries that no payroll queue takes wait, in order, and health names the missing queue.</summary>
    [Fact]
    public async Task A_payroll_queue_that_was_deleted_is_named_and_everything_arrives_when_it_is_back()
    {
        var broker = await RabbitBroker.CommonAsync();
        var address = await broker.CreateVirtualHostAsync("deleted");
        await using var office = await BonusOffice.StartAtBrokerAsync(address, Rules.Hundred);
        await ReadyAsync(office);
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await using var it = await ConnectAsync(broker, "guest", "deleted");
        await it.Channel.QueueDeleteAsync("payroll.bonuses");
        await office.PayAsync("2026-04");
        await ServiceUnderTest.UntilAsync(
            async () => (await office.Service.ReadAsync(db => db.Outbox.AnyAsync(m => m.Attempts > 0))),
            "the bonus to be refused"
        );
        office.Service.Clock.Advance(TimeSpan.FromSeconds(82));
        var health = await DependencyAsync(office, "messaging");
        Assert.Equal("degraded", health.GetProperty("status").GetString());
        var detail = health.GetProperty("detail").GetString()!;
        Assert.Contains("2 wait", detail, StringComparison.Ordinal);
        Assert.Contains("bonus.approved.B1", detail, StringComparison.Ordinal);

        await it.Channel.QueueDeclareAsync(
            "payroll.bonuses",
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }
        );
        await it.Channel.QueueBindAsync("payroll.bonuses", Exchanges.Payroll, "bonus.#");
        await ServiceUnderTest.UntilAsync(
            async () =>
            {
                office.Service.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await office.Service.OutboxAsync()).Count == 0;
            },
            "the bonuses to leave"
        );
        var sequences = new List<long>();
        while (await it.Channel.BasicGetAsync("payroll.bonuses", autoAck: true) is { } got)
            sequences.Add(JsonDocument.Parse(got.Body).RootElement.GetProperty("sequence").GetInt64());
        Assert.Equal([1, 2], sequences);
        Assert.Equal("healthy", (await DependencyAsync(office, "messaging")).GetProperty("status").GetString());
    }

    /// <summary>
    /// Applies the printed commands inside the broker's own machine, without the seconds each call of rabbitmqctl
    /// takes.
    /// </summary>
    private static async Task ApplyAsync(RabbitBroker broker, string host, string script)
    {
        var commands = 0;
        foreach (var line in script.Split('\n').Where(l => l.StartsWith("rabbitmqctl", StringComparison.Ordinal)))
        {
            var words = Quoted().Matches(line).Select(m => m.Groups["word"].Value).ToList();
            Assert.Equal(host, words[0]);
            if (line.Contains("set_permissions", StringComparison.Ordinal))
            {
                await AddUserAsync(broker, words[1]);
                await PermitAsync(broker, host, words[1], words[2], words[3], words[4]);
            }
            else if (line.Contains("set_topic_permissions", StringComparison.Ordinal))
                await broker.EvaluateAsync(
                    $"rabbit_auth_backend_internal:set_topic_permissions({Text(words[1])}, {Text(host)}, {Text(words[2])}, {Text(words[3])}, {Text(words[4])}, <<\"guest\">>)."
                );
            else
                continue;
            commands++;
        }

        Assert.Equal(5 + 6, commands);
    }

    private static async Task AddUserAsync(RabbitBroker broker, string user) =>
        await broker.EvaluateAsync(
            $"case rabbit_auth_backend_internal:exists({Text(user)}) of true -> ok; false -> rabbit_auth_backend_internal:add_user({Text(user)}, <<\"secret\">>, <<\"guest\">>) end."
        );

    private static async Task PermitAsync(
        RabbitBroker broker,
        string host,
        string user,
        string configure,
        string write,
        string read
    ) =>
        await broker.EvaluateAsync(
            $"rabbit_auth_backend_internal:set_permissions({Text(user)}, {Text(host)}, {Text(configure)}, {Text(write)}, {Text(read)}, <<\"guest\">>)."
        );

    private static string Text(string text) => $"<<\"{text.Replace("\\", "\\\\", StringComparison.Ordinal)}\">>";

    private static string AddressOf(RabbitBroker broker, string user, string host) =>
        $"amqp://{user}:{(user == "guest" ? "guest" : "secret")}@127.0.0.1:{broker.Port}/{host}";

    private static async Task<User> ConnectAsync(RabbitBroker broker, string user, string host)
    {
        var connection = await new ConnectionFactory
        {
            Uri = new(AddressOf(broker, user, host)),
        }.CreateConnectionAsync();
        return new(connection, await ChannelAsync(connection));
    }

    private static Task<IChannel> ChannelAsync(IConnection connection) =>
        connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );

    private static async Task PublishAsync(IChannel channel, string exchange, string key, string body) =>
        await channel.BasicPublishAsync(
            exchange,
            key,
            mandatory: false,
            new BasicProperties(),
            Encoding.UTF8.GetBytes(body)
        );

    /// <summary>Uses a channel of its own, because the broker closes it.</summary>
    private static async Task RefusedAsync(User user, Func<IChannel, Task> act)
    {
        await using var channel = await ChannelAsync(user.Connection);
        await Assert.ThrowsAnyAsync<RabbitMQClientException>(() => act(channel));
        Assert.Equal((ushort)403, channel.CloseReason!.ReplyCode);
    }

    private static async Task<BasicGetResult> GetAsync(IChannel channel, string queue)
    {
        BasicGetResult? got = null;
        await ServiceUnderTest.UntilAsync(
            async () => (got = await channel.BasicGetAsync(queue, autoAck: true)) is not null,
            $"a message in {queue}"
        );
        return got!;
    }

    private static Task ReadyAsync(BonusOffice office) =>
        ServiceUnderTest.UntilAsync(
            async () => (await DependencyAsync(office, "broker")).GetProperty("status").GetString() == "healthy",
            "the broker"
        );

    private static async Task<JsonElement> DependencyAsync(BonusOffice office, string name) =>
        (await office.Service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
            .GetProperty("dependencies")
            .GetProperty(name);

    private sealed record User(IConnection Connection, IChannel Channel) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Channel.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }

    [GeneratedRegex("'(?<word>[^']*)'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
