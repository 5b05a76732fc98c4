using CardTeam.Contracts;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Operations;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>The exchanges and queues of the suite; the service that connects first declares them.</summary>
internal static class Topology
{
    private static readonly string[] Pay = [Exchanges.Payroll, Exchanges.Acknowledgements];

    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
    };

    /// <summary>
    /// Declares the queues of every service, so that nothing is published before all consumers have a queue. Services
    /// whose broker user may not access payroll's queues do not declare them.
    /// </summary>
    public static async Task DeclareAsync(IChannel channel, RabbitBus bus, Consumers consumers, CancellationToken ct)
    {
        var own = consumers.Events.Select(e => Subscriptions.Of(bus.Service, e)).ToList();
        var publishesPay = !BrokerPermissions.WithoutPay.Contains(bus.Service, StringComparer.Ordinal);
        foreach (var exchange in (string[])[Exchanges.Events, .. publishesPay ? Pay : []])
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: ct);
        foreach (var exchange in (string[])[Exchanges.Errors, Exchanges.Replays])
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Direct, durable: true, cancellationToken: ct);
        foreach (
            var subscription in Subscriptions
                .All.Where(s => publishesPay || !Pay.Contains(s.Exchange))
                .Concat(own)
                .Distinct()
        )
        {
            await DeclareAsync(channel, subscription, ct);
            await channel.QueueBindAsync(
                subscription.Queue,
                Exchanges.Replays,
                subscription.Queue,
                cancellationToken: ct
            );
        }
    }

    /// <summary>Declares a queue and binds it to what it collects.</summary>
    public static async Task DeclareAsync(IChannel channel, Subscription subscription, CancellationToken ct)
    {
        await DeclareQueueAsync(channel, subscription.Queue, ct);
        await channel.QueueBindAsync(
            subscription.Queue,
            subscription.Exchange,
            subscription.RoutingKey,
            cancellationToken: ct
        );
    }

    /// <summary>Declares the error queue of a queue, where messages that cannot be read are kept.</summary>
    public static async Task DeclareErrorQueueAsync(IChannel channel, string errors, CancellationToken ct)
    {
        await DeclareQueueAsync(channel, errors, ct);
        await channel.QueueBindAsync(errors, Exchanges.Errors, errors, cancellationToken: ct);
    }

    private static async Task DeclareQueueAsync(IChannel channel, string queue, CancellationToken ct) =>
        await channel.QueueDeclareAsync(
            queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            Quorum,
            cancellationToken: ct
        );
}
