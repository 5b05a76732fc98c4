using System.Globalization;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Platform.Messaging;

/// <summary>
/// Records that a consumer has processed a message: written with its effect, so that a second delivery does nothing.
/// </summary>
public sealed class InboxEntry
{
    private InboxEntry() { }

    public InboxEntry(Guid messageId, string consumer, DateTimeOffset now) =>
        (MessageId, Consumer, ConsumedAt) = (messageId, consumer, now);

    public Guid MessageId { get; private set; }
    public string Consumer { get; private set; } = "";
    public DateTimeOffset ConsumedAt { get; private set; }

    /// <summary>
    /// Writes the entries of one transaction with plain SQL: the change tracker took longer than most effects.
    /// </summary>
    internal static void Write(ServiceDbContext db, IEnumerable<Guid> messages, string consumer, DateTimeOffset now)
    {
        using var insert = new PreparedCommand(
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction!.GetDbTransaction(),
            """INSERT INTO "Inbox" ("MessageId","Consumer","ConsumedAt") VALUES (@message,@consumer,@at)""",
            "message",
            "consumer",
            "at"
        );
        // Written as EF writes ids and times in SQLite; SQL Server reads the same text.
        var at = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        foreach (var message in messages)
            insert.Run(message.ToString().ToUpperInvariant(), consumer, at);
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
