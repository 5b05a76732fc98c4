using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Platform.Messaging.Inbox;

/// <summary>
/// Records that a consumer has processed a message: written with its effect, so that a second delivery does nothing.
/// </summary>
public sealed class InboxEntry
{
    private static readonly string[] Columns = ["MessageId", "Consumer", "ConsumedAt"];

    private InboxEntry() { }

    public InboxEntry(Guid messageId, string consumer, DateTimeOffset now) =>
        (MessageId, Consumer, ConsumedAt) = (messageId, consumer, now);

    public Guid MessageId { get; private set; }
    public string Consumer { get; private set; } = "";
    public DateTimeOffset ConsumedAt { get; private set; }

    /// <summary>
    /// Writes the entries of one transaction with plain SQL: the change tracker took longer than most effects.
    /// </summary>
    internal static Task WriteAsync(
        ServiceDbContext db,
        IReadOnlyList<Guid> messages,
        string consumer,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = db.Database.GetDbConnection();
        return DatabaseKind
            .Of(connection)
            .InsertAsync(
                connection,
                db.Database.CurrentTransaction!.GetDbTransaction(),
                "Inbox",
                Columns,
                messages,
                (message, to) => (to[0], to[1], to[2]) = (message, consumer, now.UtcDateTime),
                ct
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<InboxEntry>
    {
        public void Configure(EntityTypeBuilder<InboxEntry> builder)
        {
            builder.HasKey(e => new { e.MessageId, e.Consumer });
            builder.HasIndex(e => e.ConsumedAt);
        }
    }
}
