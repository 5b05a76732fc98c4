using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Payroll's word on an entry that does not exist, or that was sent again or written off. It is refused, and kept for
/// the report of differences: money may have been paid.
/// </summary>
internal sealed class RefusedAcknowledgement
{
    /// <summary>No entry has this id.</summary>
    public const string Unknown = "unknown-event";

    /// <summary>The entry was rejected, and then sent again or written off.</summary>
    public const string Replaced = "paid-after-decision";

    /// <summary>The most that are kept; beyond it, those heard of longest ago make room.</summary>
    public const int Most = 10_000;

    private RefusedAcknowledgement() { }

    public RefusedAcknowledgement(Guid eventId) => EventId = eventId;

    public Guid EventId { get; private set; }

    /// <summary><see cref="Unknown"/> or <see cref="Replaced"/>.</summary>
    public string Why { get; private set; } = "";

    public string Status { get; private set; } = "";
    public string? Reason { get; private set; }
    public DateOnly? PaidOn { get; private set; }
    public Money? PaidAmount { get; private set; }
    public string By { get; private set; } = "";
    public DateTimeOffset FirstAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public int Times { get; private set; }

    /// <summary>Keeps the newest word, and counts how often it came.</summary>
    public void Hear(string why, Acknowledge.Item said, string? reason, string by, DateTimeOffset at)
    {
        if (Times == 0)
            FirstAt = at;
        (Why, Status, Reason) = (why, said.Status!, reason);
        (PaidOn, PaidAmount, By) = (said.PaidOn, said.PaidAmount, by);
        LastAt = at;
        Times++;
    }

    /// <summary>Keeps refused words without saving.</summary>
    public static async Task KeepAsync(
        IReadOnlyList<(Acknowledge.Item Item, string Why)> refused,
        string by,
        DateTimeOffset at,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var newest = refused.GroupBy(r => r.Item.EventId!.Value).Select(g => g.Last()).ToList();
        var ids = newest.Select(r => r.Item.EventId!.Value).ToList();
        var known = await db
            .RefusedAcknowledgements.Where(r => ids.Contains(r.EventId))
            .ToDictionaryAsync(r => r.EventId, ct);
        var room = RefusedAcknowledgement.Most - await db.RefusedAcknowledgements.CountAsync(ct);
        var added = newest.Count - known.Count;
        if (added > room)
            db.RefusedAcknowledgements.RemoveRange(
                await db
                    .RefusedAcknowledgements.Where(r => !ids.Contains(r.EventId))
                    .OrderBy(r => r.LastAt)
                    .ThenBy(r => r.EventId)
                    .Take(added - room)
                    .ToListAsync(ct)
            );
        foreach (var (item, why) in newest)
        {
            var id = item.EventId!.Value;
            if (!known.TryGetValue(id, out var own))
                db.RefusedAcknowledgements.Add(own = known[id] = new(id));
            // Kept as it came, without what a text may not hold: the word is refused anyway.
            var reason = TypedText.TryRead(item.Reason, Lengths.Reason, out var text, out _) ? text : null;
            own.Hear(why, item, reason, by, at);
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<RefusedAcknowledgement>
    {
        public void Configure(EntityTypeBuilder<RefusedAcknowledgement> builder)
        {
            builder.HasKey(r => r.EventId);
            builder.Property(r => r.EventId).ValueGeneratedNever();
            builder.Property(r => r.Reason).HasMaxLength(500);
            builder.HasIndex(r => r.LastAt);
        }
    }
}
