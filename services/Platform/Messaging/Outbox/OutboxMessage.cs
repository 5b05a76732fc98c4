using System.Diagnostics;
using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Messaging.Outbox;

/// <summary>
/// An event that waits to be sent. Written in the transaction of the change it announces; removed only after the
/// transport confirmed it.
/// </summary>
public sealed class OutboxMessage
{
    private OutboxMessage() { }

    /// <summary>Order of announcement within a stream.</summary>
    public long Position { get; private set; }

    public Guid MessageId { get; private set; }
    public string Stream { get; private set; } = "";

    /// <summary>Name and version: <c>performance.period-closed.v1</c>.</summary>
    public string EventName { get; private set; } = "";

    /// <summary>The routing key; null means the event's name.</summary>
    public string? RoutingKey { get; private set; }

    /// <summary>The event as plain JSON.</summary>
    public byte[] Body { get; private set; } = [];

    public string? TraceParent { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Attempts { get; private set; }
    public DateTimeOffset NextAttemptAt { get; private set; }
    public string? LastError { get; private set; }

    /// <param name="id">The event's own id; null for a new one.</param>
    /// <param name="routingKey">The routing key; null for the event's own.</param>
    public static OutboxMessage Of(
        IIntegrationEvent message,
        string stream,
        DateTimeOffset now,
        Guid? id = null,
        string? routingKey = null
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return new()
        {
            MessageId = id ?? Guid.CreateVersion7(now),
            Stream = stream,
            EventName = EventCatalogue.NameOf(message.GetType()),
            RoutingKey = routingKey ?? (message as IRoutedEvent)?.RoutingKey,
            Body = EventCatalogue.Write(message),
            TraceParent = Activity.Current?.Id,
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }

    internal sealed class Mapping : IEntityTypeConfiguration<OutboxMessage>
    {
        public void Configure(EntityTypeBuilder<OutboxMessage> builder)
        {
            builder.HasKey(m => m.Position);
            builder.HasIndex(m => new { m.Stream, m.Position });
            builder.Property(m => m.LastError).HasMaxLength(2000);
        }
    }
}
