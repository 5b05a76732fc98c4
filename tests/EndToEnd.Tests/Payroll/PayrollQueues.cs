using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using RabbitMQ.Client;

namespace CardTeam.EndToEnd.Tests.Payroll;

/// <summary>
/// Payroll's exchange and queues on the broker, declared as the services declare them, and the messages published
/// there.
/// </summary>
internal sealed class PayrollQueues(IConnection connection, IChannel channel) : IAsyncDisposable
{
    public const string Bonuses = "payroll.bonuses";

    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
    };

    public static async Task<PayrollQueues> DeclareAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        await channel.ExchangeDeclareAsync(Exchanges.Payroll, ExchangeType.Topic, durable: true);
        var heard = Subscriptions.All.Single(s => s.Queue == Bonuses);
        foreach (var queue in (string[])[heard.Queue, Subscriptions.Acknowledgements])
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Quorum);
        await channel.QueueBindAsync(heard.Queue, heard.Exchange, heard.RoutingKey);
        await channel.ExchangeDeclareAsync(Exchanges.Acknowledgements, ExchangeType.Topic, durable: true);
        await channel.QueueBindAsync(Subscriptions.Acknowledgements, Exchanges.Acknowledgements, "#");
        return new(connection, channel);
    }

    /// <summary>The entry of a sequence, always the same.</summary>
    public static Bonus Entry(int sequence) =>
        new(
            new Guid(sequence, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
            sequence,
            "approved",
            1,
            Period.Month(2026, 6),
            $"M{sequence:0000}",
            "BJ-01",
            "CNY",
            new Money(10_000 + sequence),
            Money.Zero,
            Guid.Empty,
            "CARD-2026",
            1,
            "sha256:00ff",
            $"/incentive/statements/M{sequence:0000}/2026-06",
            "approver",
            new(2026, 7, 3, 2, 0, 0, TimeSpan.Zero),
            null
        );

    public async Task PublishAsync(params IEnumerable<int> sequences)
    {
        foreach (var some in sequences.Chunk(100))
            await Task.WhenAll(some.Select(async s => await PublishAsync(Entry(s), EventCatalogue.Write(Entry(s)))));
    }

    /// <summary>Declares the queue of a group as Incentive does, and publishes the entries it gets.</summary>
    public async Task<string> PublishToGroupAsync(string group, params IEnumerable<Bonus> entries)
    {
        var queue = $"{Bonuses}.{group}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Quorum);
        await channel.QueueBindAsync(queue, Exchanges.Payroll, $"bonus-group.{group}");
        foreach (var entry in entries)
            await channel.BasicPublishAsync(
                Exchanges.Payroll,
                $"bonus-group.{group}",
                mandatory: true,
                new BasicProperties { MessageId = entry.EventId.ToString() },
                EventCatalogue.Write(entry)
            );
        return queue;
    }

    public Task PublishAsync(byte[] body) => PublishAsync(Entry(1), body);

    public async Task<uint> CountAsync(string queue) => await channel.MessageCountAsync(queue);

    /// <summary>Everything payroll has acknowledged, as Incentive reads it.</summary>
    public async Task<IReadOnlyList<AcknowledgedBonus>> AcknowledgedAsync()
    {
        var said = new List<AcknowledgedBonus>();
        while (await channel.BasicGetAsync(Subscriptions.Acknowledgements, autoAck: true) is { } message)
            said.AddRange(
                JsonSerializer
                    .Deserialize<PayrollAcknowledged>(message.Body.Span, EventCatalogue.Json)!
                    .Items!.Select(i => i!)
            );
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task PublishAsync(Bonus entry, byte[] body)
    {
        var properties = new BasicProperties
        {
            MessageId = entry.EventId.ToString(),
            Type = EventCatalogue.NameOf(typeof(Bonus)),
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
        };
        await channel.BasicPublishAsync(Exchanges.Payroll, entry.RoutingKey, mandatory: true, properties, body);
    }
}
