using System.Globalization;
using CardTeam.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CardTeam.Platform.Messaging;

/// <summary>
/// Publishes to the broker; a message counts as sent when a quorum of the broker has stored it in every queue bound to
/// it.
/// </summary>
internal sealed class RabbitTransport(RabbitBus bus, BrokerConnection broker) : ITransport
{
    public const string TraceParent = "traceparent",
        AnnouncedAt = "announced-at";

    /// <summary>
    /// The time after which the broker counts as unavailable; messages not confirmed by then are sent again later.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The extra time for publications that were cancelled, and for confirms that arrived just before a connection was
    /// lost.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public string? WhyIdle =>
        broker.Publishing is null ? "The broker cannot be reached; events stay in the outbox." : null;

    /// <summary>The greatest number of outstanding confirms: measured, more gains nothing.</summary>
    public int Turn => 500;

    public async Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        if (broker.Publishing is not { } publishing)
            return 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        // Each message is written to the connection before the next one is begun: this, and not the confirms,
        // determines their order.
        var sending = messages.Select(m => PublishAsync(publishing.Channel, m, bus.User, patience.Token)).ToList();
        // Publishing can hang for ever on a connection that died at the wrong moment, despite cancellation
        // (rabbitmq-dotnet-client, issue 1930): this code does not wait for it.
        var all = Task.WhenAll(sending);
        await ((Task)Task.WhenAny(all, publishing.Gone))
            .WaitAsync(Patience + Grace, ct)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!all.IsCompleted)
            await all.WaitAsync(Grace, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        if (!all.IsCompleted)
            publishing.Abandon();

        var confirmed = sending.TakeWhile(s => s.IsCompletedSuccessfully).Count();
        if (confirmed == 0)
            await (
                sending[0].IsCompleted
                    ? sending[0]
                    : throw new TimeoutException("The broker neither confirms nor refuses.")
            );
        return confirmed;
    }

    private static async Task PublishAsync(IChannel channel, OutboxMessage message, string user, CancellationToken ct)
    {
        var exchange = EventCatalogue.AttributeOf(EventCatalogue.TypeOf(message.EventName)).Exchange;
        using var activity = MessagingTelemetry.StartPublish(message, exchange);
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [AnnouncedAt] = message.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        if ((activity?.Id ?? message.TraceParent) is { } traceParent)
            headers[TraceParent] = traceParent;
        var properties = new BasicProperties
        {
            MessageId = message.MessageId.ToString(),
            Type = message.EventName,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            UserId = user, // the broker refuses a name that is not the connection's own
            Timestamp = new(message.CreatedAt.ToUnixTimeSeconds()),
            Headers = headers,
        };
        var key = message.RoutingKey ?? message.EventName;
        try
        {
            await channel.BasicPublishAsync(exchange, key, mandatory: true, properties, message.Body, ct);
        }
        catch (PublishException refused)
        {
            throw new IOException(
                refused.IsReturn
                    ? $"No queue takes what {exchange} gets as {key}."
                    : $"The broker did not confirm it in {exchange}.",
                refused
            );
        }
    }
}
