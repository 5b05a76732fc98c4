using CardTeam.Contracts;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging;

/// <summary>The exchanges and queues of the suite, as whichever service comes first declares them.</summary>
internal static class Topology
{
    public static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
    };

    /// <summary>Everybody's, so that nothing is published before all who hear it have a queue; and those of this service's consumers.</summary>
    public static async Task DeclareAsync(IChannel channel, RabbitBus bus, Consumers consumers, CancellationToken ct)
    {
        foreach (var exchange in (string[])[Exchanges.Events, Exchanges.Payroll])
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: ct);
        foreach (
            var subscription in Subscriptions
                .All.Concat(consumers.Events.Select(e => Subscriptions.Of(bus.Service, e)))
                .Distinct()
        )
        {
            await channel.QueueDeclareAsync(
                subscription.Queue,
                durable: true,
                exclusive: false,
                autoDelete: false,
                Quorum,
                cancellationToken: ct
            );
            await channel.QueueBindAsync(
                subscription.Queue,
                subscription.Exchange,
                subscription.RoutingKey,
                cancellationToken: ct
            );
        }
    }
}
