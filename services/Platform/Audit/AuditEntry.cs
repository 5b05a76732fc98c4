using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Audit;

/// <summary>
/// Records who did what to which thing, and when. Saved in the transaction of the change; sealed into the chain a
/// moment later.
/// </summary>
public sealed class AuditEntry
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private AuditEntry() { }

    public AuditEntry(
        DateTimeOffset at,
        string actor,
        string roles,
        string action,
        string subject,
        string? detail,
        string? traceId,
        bool isRead = false
    )
    {
        At = at;
        Actor = actor;
        Roles = roles;
        Action = action;
        Subject = subject;
        Detail = detail;
        TraceId = traceId;
        IsRead = isRead;
    }

    public long Id { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Actor { get; private set; } = "";
    public string Roles { get; private set; } = "";

    /// <summary>Method and route, like <c>POST /runs/{id}/approve</c>, or the job's name.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The things the route names.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The facts a decision rested on, as JSON; null where the use case names none.</summary>
    public string? Detail { get; private set; }

    public string? TraceId { get; private set; }

    /// <summary>True for an entry about reading pay or personal data, which changed nothing.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Keyed digest of the entry as the service wrote it; null for entries older than the key.</summary>
    public string? Mark { get; private set; }

    /// <summary>The key the entry is sealed with; null for entries sealed by hash alone.</summary>
    public string? KeyId { get; private set; }

    /// <summary>Place in the chain, gapless from 1; null until sealed.</summary>
    public long? Sequence { get; private set; }

    public string? PreviousHash { get; private set; }
    public string? Hash { get; private set; }

    /// <summary>
    /// Marks the entry as written by the service itself: an entry that somebody else puts into the table has no mark.
    /// </summary>
    internal void MarkWith(AuditKey key) => Mark = key.Sign(Content());

    internal bool HasMarkOf(AuditKey key) => Mark == key.Sign(Content());

    /// <summary>Links the entry to the one before: with the key, or by hash alone where there is no key.</summary>
    public void Seal(long sequence, string previousHash, AuditKey? key = null)
    {
        (Sequence, PreviousHash, KeyId) = (sequence, previousHash, key?.Id);
        Hash = ComputeHash(key);
    }

    /// <summary>
    /// The link's digest, in lower-case hexadecimal: keyed, or SHA-256 for entries sealed without a key.
    /// </summary>
    public string ComputeHash(AuditKey? key) => KeyId is null ? ComputeHash() : ComputeKeyed(key!);

    private string ComputeKeyed(AuditKey key) =>
        key.Sign(
            JsonSerializer.Serialize(
                (string?[])
                    ["sealed", KeyId, Sequence?.ToString(CultureInfo.InvariantCulture), Content(), Mark, PreviousHash],
                Plain
            )
        );

    private string Content() =>
        JsonSerializer.Serialize(
            (string?[])
                [
                    "entry",
                    At.UtcTicks.ToString(CultureInfo.InvariantCulture),
                    Actor,
                    Roles,
                    Action,
                    Subject,
                    Detail,
                    TraceId,
                    IsRead ? "read" : "write",
                ],
            Plain
        );

    /// <summary>
    /// SHA-256 over a JSON array of every field and the hash before, as entries were sealed before there was a key.
    /// </summary>
    private string ComputeHash()
    {
        string?[] fields =
        [
            Sequence?.ToString(CultureInfo.InvariantCulture),
            At.UtcTicks.ToString(CultureInfo.InvariantCulture),
            Actor,
            Roles,
            Action,
            Subject,
            Detail,
            TraceId,
            PreviousHash,
        ];
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fields, Plain)))
        );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.HasKey(e => e.Id);
            builder.HasIndex(e => e.Sequence).IsUnique();
            builder.HasIndex(e => new { e.Actor, e.Id });
            builder.HasIndex(e => new { e.Subject, e.Id });
            builder.HasIndex(e => new { e.IsRead, e.Id });
            builder.Property(e => e.Detail).HasMaxLength(4000);
            builder.Property(e => e.Mark).HasMaxLength(64);
            builder.Property(e => e.KeyId).HasMaxLength(16);
        }
    }
}
