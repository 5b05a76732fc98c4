using System.Diagnostics;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.Platform.Messaging.Transport;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>The spans of everything that carries messages, named by OpenTelemetry's messaging conventions.</summary>
public static class MessagingTelemetry
{
    public static readonly ActivitySource Source = new("CardTeam.Messaging");

    internal static Activity? StartPublish(OutboxMessage message, string exchange) =>
        Start(
            $"publish {message.EventName}",
            ActivityKind.Producer,
            "publish",
            message.TraceParent,
            message.MessageId,
            exchange
        );

    internal static Activity? StartProcess(Delivery delivery, string queue) =>
        Start(
            $"process {delivery.EventName}",
            ActivityKind.Consumer,
            "process",
            delivery.TraceParent,
            delivery.MessageId,
            queue
        );

    private static Activity? Start(
        string name,
        ActivityKind kind,
        string operation,
        string? parent,
        Guid messageId,
        string destination
    )
    {
        if (!Source.HasListeners())
            return null;
        var activity = ActivityContext.TryParse(parent, null, out var context)
            ? Source.StartActivity(name, kind, context)
            : Source.StartActivity(name, kind);
        return activity
            ?.SetTag("messaging.system", "rabbitmq")
            .SetTag("messaging.operation.name", operation)
            .SetTag("messaging.operation.type", operation == "publish" ? "send" : "process")
            .SetTag("messaging.destination.name", destination)
            .SetTag("messaging.message.id", messageId.ToString());
    }
}
