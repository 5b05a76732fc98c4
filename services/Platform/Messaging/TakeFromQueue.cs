using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts;
using MassTransit;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging;

/// <summary>What MassTransit takes every message for: the bytes are read by the intake, which parks what it cannot read.</summary>
public sealed record EventMessage;

/// <summary>One queue of the broker: hands each message to those who hear its event, and confirms it when all have committed or parked it.</summary>
internal sealed class TakeFromQueue(string queue, Type message, Consumers consumers) : IConsumer<EventMessage>
{
    public async Task Consume(ConsumeContext<EventMessage> context)
    {
        var delivery = Read(context.ReceiveContext);
        using var activity = MessagingTelemetry.StartProcess(delivery, queue);
        foreach (var intake in consumers.Of(message)) await intake.TakeAsync(delivery, context.CancellationToken);
    }

    /// <summary>What outsiders leave out is filled in: the event is the one this queue is for, and the id follows from the content, so that the same message twice is one.</summary>
    private Delivery Read(ReceiveContext received)
    {
        var properties = received.GetPayload<RabbitMqBasicConsumeContext>().Properties;
        var body = received.Body.GetBytes();
        var name = properties.IsTypePresent() && properties.Type!.StartsWith(EventCatalogue.AttributeOf(message).Name + ".v", StringComparison.Ordinal) ? properties.Type : EventCatalogue.NameOf(message);
        return new(
            Guid.TryParse(properties.MessageId, out var id) ? id : new Guid(SHA256.HashData([.. Encoding.UTF8.GetBytes(properties.MessageId ?? ""), .. body]).AsSpan(0, 16)),
            name, body, properties.TextHeader(RabbitTransport.TraceParent),
            DateTimeOffset.TryParse(properties.TextHeader(RabbitTransport.AnnouncedAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null);
    }
}
