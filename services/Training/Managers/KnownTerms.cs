using CardTeam.Contracts.Performance;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Managers;

/// <summary>
/// Training's own copy of a manager's level, area and kind of employment from a day on, by which a course finds its
/// audience.
/// </summary>
internal sealed class KnownTerms
{
    private KnownTerms() { }

    private KnownTerms(string managerNo, Posting posting, int version)
    {
        (ManagerNo, From, Version) = (managerNo, posting.From, version);
        (Level, Area, Employment) = (posting.Level, posting.Area, posting.Employment);
    }

    public string ManagerNo { get; private set; } = "";

    /// <summary>The first day they hold.</summary>
    public DateOnly From { get; private set; }

    public string? Level { get; private set; }
    public string? Area { get; private set; }
    public string? Employment { get; private set; }

    /// <summary>Version of the roster it was announced with.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// Replaces the copies of some managers; an older version never replaces a newer one, because arrival order proves
    /// nothing.
    /// </summary>
    public static async Task KeepAsync(
        ServiceDbContext db,
        IReadOnlyList<ManagerProfile> profiles,
        CancellationToken ct
    )
    {
        var newest = profiles
            .GroupBy(p => p.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(p => p.Version)!, StringComparer.Ordinal);
        var numbers = newest.Keys.ToList();
        var known = (await db.Set<KnownTerms>().Where(t => numbers.Contains(t.ManagerNo)).ToListAsync(ct)).ToLookup(
            t => t.ManagerNo,
            StringComparer.Ordinal
        );
        foreach (var (no, profile) in newest)
        {
            if (known[no].Any(t => t.Version >= profile.Version))
                continue;
            var said = profile.Postings.ToDictionary(p => p.From);
            foreach (var own in known[no])
                if (said.Remove(own.From, out var same))
                {
                    (own.Level, own.Area, own.Employment) = (same.Level, same.Area, same.Employment);
                    own.Version = profile.Version;
                }
                else
                    db.Remove(own);
            db.AddRange(said.Values.Select(p => new KnownTerms(no, p, profile.Version)));
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KnownTerms>
    {
        public void Configure(EntityTypeBuilder<KnownTerms> builder)
        {
            builder.ToTable("KnownTerms");
            builder.HasKey(t => new { t.ManagerNo, t.From });
            builder.Property(t => t.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(t => t.Level).HasMaxLength(20);
            builder.Property(t => t.Area).HasMaxLength(20);
            builder.Property(t => t.Employment).HasMaxLength(20);
        }
    }
}
