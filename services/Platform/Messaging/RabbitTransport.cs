using System.Globalization;
using CardTeam.Contracts;
using MassTransit;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging;

/// <summary>Publishes to the broker; a message counts as sent when a quorum of the broker has it in every queue that hears it.</summary>
internal sealed class RabbitTransport(IBusControl bus) : ITransport
{
    public const string TraceParent = "traceparent", AnnouncedAt = "announced-at";

    /// <summary>After this the broker is taken to be away, and what was not confirmed is sent again later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string? WhyIdle => bus.CheckHealth().Status == BusHealthStatus.Unhealthy ? "The broker cannot be reached; events stay in the outbox." : null;

    /// <summary>As many confirms are outstanding: measured, more gains nothing.</summary>
    public int Turn => 500;

    public async Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var sending = messages.Select(m => PublishAsync(m, patience.Token)).ToList();
        await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        var confirmed = sending.TakeWhile(s => s.IsCompletedSuccessfully).Count();
        if (confirmed == 0) await sending[0];
        return confirmed;
    }

    private async Task PublishAsync(OutboxMessage message, CancellationToken ct)
    {
        var exchange = EventCatalogue.AttributeOf(EventCatalogue.TypeOf(message.EventName)).Exchange;
        using var activity = MessagingTelemetry.StartPublish(message, exchange);
        var traceParent = activity?.Id ?? message.TraceParent;
        if (exchange == Exchanges.Payroll) await bus.Publish(new PayrollMessage(), Pipe.Execute<PublishContext<PayrollMessage>>(Address), ct);
        else await bus.Publish(new EventMessage(), Pipe.Execute<PublishContext<EventMessage>>(Address), ct);

        void Address(PublishContext context)
        {
            context.MessageId = message.MessageId;
            context.Serializer = new WrittenBody(message.Body);
            context.SetRoutingKey(message.RoutingKey ?? message.EventName);
            if (traceParent is not null) context.Headers.Set(TraceParent, traceParent);
            context.Headers.Set(AnnouncedAt, message.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            var rabbit = context.GetPayload<RabbitMqSendContext>();
            rabbit.BasicProperties.Type = message.EventName;
            rabbit.BasicProperties.Timestamp = new AmqpTimestamp(message.CreatedAt.ToUnixTimeSeconds());
            // What no queue takes is not confirmed but returned.
            rabbit.Mandatory = true;
        }
    }
}
