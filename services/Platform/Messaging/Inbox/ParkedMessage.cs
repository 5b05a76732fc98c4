using CardTeam.Platform.Messaging.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Messaging.Inbox;

/// <summary>
/// A message that a consumer could not process after every retry. It stays visible here until somebody replays it.
/// </summary>
public sealed class ParkedMessage
{
    private ParkedMessage() { }

    public ParkedMessage(Delivery delivery, string consumer, string error, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(error);
        (MessageId, Consumer, EventName, Body, Error, ParkedAt) = (
            delivery.MessageId,
            consumer,
            delivery.EventName,
            delivery.Body,
            Lengths.Cut(error, 2000),
            now
        );
    }

    public long Id { get; private set; }
    public Guid MessageId { get; private set; }
    public string Consumer { get; private set; } = "";
    public string EventName { get; private set; } = "";
    public byte[] Body { get; private set; } = [];
    public string Error { get; private set; } = "";
    public DateTimeOffset ParkedAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ParkedMessage>
    {
        public void Configure(EntityTypeBuilder<ParkedMessage> builder)
        {
            builder.HasKey(m => m.Id);
            builder.HasIndex(m => new { m.MessageId, m.Consumer }).IsUnique();
            builder.Property(m => m.Error).HasMaxLength(2000);
        }
    }
}
