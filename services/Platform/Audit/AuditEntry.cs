using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Audit;

/// <summary>Who did what to which thing, and when. Written with what it tells of; sealed into the chain a moment later.</summary>
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
        string? traceId
    ) => (At, Actor, Roles, Action, Subject, Detail, TraceId) = (at, actor, roles, action, subject, detail, traceId);

    public long Id { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Actor { get; private set; } = "";
    public string Roles { get; private set; } = "";

    /// <summary>Method and route, like <c>POST /runs/{id}/approve</c>, or the job's name.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The things the route names.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>JSON: what the decision rested on, where the use case says so.</summary>
    public string? Detail { get; private set; }

    public string? TraceId { get; private set; }

    /// <summary>Place in the chain, gapless from 1; null until sealed.</summary>
    public long? Sequence { get; private set; }

    public string? PreviousHash { get; private set; }
    public string? Hash { get; private set; }

    public void Seal(long sequence, string previousHash)
    {
        (Sequence, PreviousHash) = (sequence, previousHash);
        Hash = ComputeHash();
    }

    /// <summary>SHA-256 over a JSON array of every field and the hash before, in lower-case hexadecimal.</summary>
    public string ComputeHash()
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
            builder.Property(e => e.Detail).HasMaxLength(4000);
        }
    }
}
