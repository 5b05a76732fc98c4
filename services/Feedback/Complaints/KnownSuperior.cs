using CardTeam.Contracts.Performance;
using CardTeam.Feedback.Data;
using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Feedback's own copy of who stands above a manager from a day on, until the day before the next: they handle no
/// complaint about the manager.
/// </summary>
internal sealed class KnownSuperior
{
    private KnownSuperior() { }

    private KnownSuperior(string managerNo, Posting posting, int version) =>
        (ManagerNo, From, Superior, Version) = (managerNo, posting.From, posting.Supervisor, version);

    public string ManagerNo { get; private set; } = "";
    public DateOnly From { get; private set; }

    /// <summary>The superior's manager number; null for a time without one.</summary>
    public string? Superior { get; private set; }

    /// <summary>Version of the roster it was announced with.</summary>
    public int Version { get; private set; }

    /// <summary>Replaces the copies of some managers; an older version never replaces a newer one.</summary>
    public static async Task KeepAsync(
        FeedbackDbContext db,
        IReadOnlyList<ManagerProfile> profiles,
        CancellationToken ct
    )
    {
        var newest = profiles
            .GroupBy(p => p.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(p => p.Version)!, StringComparer.Ordinal);
        var numbers = newest.Keys.ToList();
        var known = (await db.Superiors.Where(s => numbers.Contains(s.ManagerNo)).ToListAsync(ct)).ToLookup(
            s => s.ManagerNo,
            StringComparer.Ordinal
        );
        foreach (var (no, profile) in newest)
        {
            if (known[no].Any(s => s.Version >= profile.Version))
                continue;
            var said = profile.Postings.ToDictionary(p => p.From);
            foreach (var own in known[no])
                if (said.Remove(own.From, out var same))
                    (own.Superior, own.Version) = (same.Supervisor, profile.Version);
                else
                    db.Remove(own);
            db.AddRange(said.Values.Select(p => new KnownSuperior(no, p, profile.Version)));
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KnownSuperior>
    {
        public void Configure(EntityTypeBuilder<KnownSuperior> builder)
        {
            builder.ToTable("KnownSuperiors");
            builder.HasKey(s => new { s.ManagerNo, s.From });
            builder.Property(s => s.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(s => s.Superior).HasMaxLength(Lengths.ManagerNo);
        }
    }
}
