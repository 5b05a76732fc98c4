using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Messaging;

/// <summary>A consumer has taken a message: written with its effect, so that a second delivery does nothing.</summary>
public sealed class InboxEntry
{
    private InboxEntry()
    {
    }

    public InboxEntry(Guid messageId, string consumer, DateTimeOffset now) => (MessageId, Consumer, ConsumedAt) = (messageId, consumer, now);

    public Guid MessageId { get; private set; }
    public string Consumer { get; private set; } = "";
    public DateTimeOffset ConsumedAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<InboxEntry>
    {
        public void Configure(EntityTypeBuilder<InboxEntry> builder)
        {
            builder.HasKey(e => new { e.MessageId, e.Consumer });
            builder.HasIndex(e => e.ConsumedAt);
        }
    }
}
